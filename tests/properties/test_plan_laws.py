"""What holds of every plan, whatever the program."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from codemods.values.edit import splice
from codemods.values.tree import Selection
from tests.properties.laws import (
    WHOLE,
    applied,
    comments_kept,
    planned,
    report,
    same_calls,
    settled,
    whole_after,
)
from tests.properties.moves import CALLS, RENAMES
from tests.properties.programs import Program, programs
from tests.properties.rendering import RENDERINGS, Rendering
from tests.properties.trees import trees

MOVES = [*(rename("class") for rename in RENAMES), *CALLS]
FUNCTIONS = [rename("function") for rename in RENAMES]


@given(programs(MOVES) | trees(FUNCTIONS))
def test_every_file_compiles_and_a_second_run_plans_nothing(program: Program) -> None:
    plan = planned(program.files, program.move)
    whole_after(program, plan)
    settled(program, plan)


@given(programs(MOVES))
def test_no_comment_is_lost(program: Program) -> None:
    comments_kept(program, planned(program.files, program.move))


@given(programs(MOVES) | trees(FUNCTIONS))
def test_edits_splice_to_the_planned_text_and_other_files_are_not_in_the_plan(program: Program) -> None:
    plan = planned(program.files, program.move)
    for change in plan.files:
        assert change.path in program.places, report(program, plan)
        assert change.before != change.after
        assert splice(change.before, change.edits) == change.after


@given(trees(FUNCTIONS), st.randoms(use_true_random=False))
def test_the_order_of_files_does_not_matter(program: Program, random: Random) -> None:
    order = sorted(program.files)
    shuffled = random.sample(order, len(order))
    assert planned(program.files, program.move, WHOLE, order) == planned(
        program.files, program.move, WHOLE, shuffled
    )


@given(trees(FUNCTIONS), st.data())
def test_a_selection_changes_no_other_file_and_keeps_the_tree_whole(
    program: Program, data: st.DataObject
) -> None:
    chosen = data.draw(st.sampled_from(program.places))
    plan = planned(program.files, program.move, Selection(paths=(chosen,)))
    assert [change.path for change in plan.files] in ([], [chosen]), report(program, plan)
    same_calls(program, plan)


@given(programs(FUNCTIONS), RENDERINGS)
def test_encoding_and_layout_of_the_file_do_not_matter_and_stay(program: Program, style: Rendering) -> None:
    place = program.places[0]
    plain = applied(program.files, planned(program.files, program.move))[place]
    files = {**program.files, place: style.file(program.files[place])}
    after = applied(files, planned(files, program.move))[place]
    assert after == style.file(plain), report(program, planned(files, program.move))
