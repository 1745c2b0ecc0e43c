"""A review lives for hours, and goes through many plans."""

import gc

from codemods.cli.request import Request
from codemods.cli.review_page.page_review import PageReview
from tests.git.user_repository import UserRepository


def test_an_old_plan_is_let_go(repository: UserRepository) -> None:
    review = PageReview(Request(root=repository.root, migration=[str(repository.migration)], jobs=1))
    gc.disable()  # As a command has it; what is in cycles stays then.
    try:
        review.plan_again()
        assert gc.collect() == 0
    finally:
        gc.enable()
