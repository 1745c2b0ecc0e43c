"""Plain data that crosses between the rooms: frozen values that pickle."""
