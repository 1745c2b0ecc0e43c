"""Cases on trees that nothing was tuned on: modules moved, names renamed where they stand, many symbols."""
