"""Generated programs print the same after `apply`; where `check` finds nothing, also without the old name."""

from random import Random

import pytest

from tests.properties.whole.judging import fault_of, runs, shown, shrunk
from tests.properties.whole.writing import draw_program
from tests.random_examples import TIMES

CHUNK = 12


@pytest.mark.parametrize("first", range(0, 120 * TIMES, CHUNK))
def test_programs_print_the_same(first: int) -> None:
    for number in range(first, first + CHUNK):
        program = draw_program(Random(number))
        if not program.pieces or not runs(program):
            continue
        fault = fault_of(program)
        if fault is not None:
            least = shrunk(program, fault.law)
            pytest.fail(f"program {number}: {shown(least, fault_of(least) or fault)}")
