"""`python -m benchmarks` measures."""

from benchmarks.run import main

raise SystemExit(main())
