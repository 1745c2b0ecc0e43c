"""The command `python -m benchmarks.random_migrations`."""

import sys

from benchmarks.random_migrations.run import main

if __name__ == "__main__":
    sys.exit(main())
