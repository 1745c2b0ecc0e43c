"""Peers that have no command line for a rename, asked by a script as short as can be."""
