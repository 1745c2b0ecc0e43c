"""Whole-process measurements of repoint and its peers: see docs/benchmarks.md."""
