"""Move a code base off deprecated symbols and onto canonical ones.

The stages, each a folder, in the order in which data flows through them:
`migration`, `discovery`, `resolution`, `ripple`, `rewriting`, `proof`, `planning`, `output`.
"""

__version__ = "0.1.0"
