"""Move a code base off deprecated symbols and onto canonical ones.

Ten rooms, in the order in which data flows through them; each imports only from those above it:

values        Plain data that crosses between the rooms: frozen values that pickle.
git           The git process, and what it knows of a repository: status, index, objects, commits.
migration     TOML files to checked rules and settings.
tree          The files of a tree: which there are, which spell a name, what they hold; and the cache.
semantic      One file's names, read off `ast`: scopes, bindings, accesses, imports, patch targets.
project       Names across files: where a dotted path leads, and what each reference becomes.
transformers  Decisions to edits: LibCST rewrites the fragment that changes; and the proof of the result.
plan          The plan of a whole tree, to a fixed point; batches, documents, gate, inventory, retiring.
apply         Writing a plan: files, index and branch in one step, and a journal that takes it back.
cli           All that a person meets: commands, options, formats, report, review; and fleet and verify.

`migrations` is data: the built-in migrations.
"""

__version__ = "0.1.0"
