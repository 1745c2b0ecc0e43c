"""`apply --interactive`: a person goes through the plan file by file, with the keys of `git add -p`."""
