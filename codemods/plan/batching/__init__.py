"""How a plan is cut into batches: by owner, folder, category or size. Pure; ripple groups stay whole."""
