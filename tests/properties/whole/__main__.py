"""Judge programs: `python -m tests.properties.whole FIRST LAST [FOLDER]`; faults go to the folder."""

import sys
import time
from collections import Counter
from pathlib import Path
from random import Random

from tests.properties.whole.judging import Fault, fault_of, outputs, runs, shown, shrunk
from tests.properties.whole.writing import draw_program

first, last = int(sys.argv[1]), int(sys.argv[2])
folder = Path(sys.argv[3]) if len(sys.argv) > 3 else None
counts: Counter[str] = Counter()
begun = time.perf_counter()
for number in range(first, last):
    program = draw_program(Random(number))
    if not program.pieces or not runs(program):
        counts["does not run"] += 1
        if folder and program.pieces:
            seen = str(outputs(program.files, program.entries))
            (folder / f"{number}.does-not-run").write_text(shown(program, Fault("DOES NOT RUN", seen)))
        continue
    fault = fault_of(program)
    counts[fault.law if fault else "fine"] += 1
    if fault and folder:
        least = shrunk(program, fault.law)
        (folder / f"{number}.{fault.law.split()[0]}").write_text(shown(least, fault_of(least) or fault))
print(dict(counts), f"{time.perf_counter() - begun:.1f} s")
