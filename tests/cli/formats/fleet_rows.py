"""Rows of a fleet's ledger to write in its formats."""

from dataclasses import replace

from codemods.values.fleet_run import FleetRun, LedgerRow, RepositoryState, TaskSeconds, TaskSummary

SUMMARY = TaskSummary(
    *(
        "b" * 40,
        "t" * 40,
        2,
        3,
        4,
        5,
        (("RP101", 1), ("RP102", 6)),
        True,
        "series",
        "git am",
        "0.1.0",
        "3.11",
    ),
    TaskSeconds(1.0, 2.0, 3.0, 4.0),
)
RUN = FleetRun(7, "2026-01-02T03:04:05+00:00", 1767323045)
ROWS = [
    LedgerRow("a", "/srv/a.git", RepositoryState.DONE, 1, "", SUMMARY, "2026-01-02T03:04:06+00:00"),
    LedgerRow("b", "/srv/b.git", RepositoryState.DONE, 1, "", TaskSummary("c" * 40)),
    LedgerRow("c", "/srv/c.git", RepositoryState.FAILED, 3, "it can't\x1b[31m be cloned"),
    LedgerRow("d", "/srv/d.git"),
    LedgerRow("e", "/srv/e.git", RepositoryState.FAILED, 1, "no push", replace(SUMMARY, pushed=False)),
]
