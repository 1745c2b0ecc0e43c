"""What pages have shown, so that an answer is about the change that was seen, though another plan came."""

from codemods.cli.review.decision_store import digest
from codemods.cli.review_page.page_review import PageReview
from codemods.cli.review_page.render_review import shown_anchors
from codemods.values.errors import RepointError
from codemods.values.printable import printable

_MOST = 16
"""Plans whose pages may still be open; an older one is loaded anew."""


class OutdatedError(RepointError):
    """A page that is out of date asked; it has to be loaded anew."""


class ShownChanges:
    """The files and changes behind the anchors of each plan's page."""

    def __init__(self, review: PageReview) -> None:
        self._review = review
        self._pages: dict[int, dict[str, tuple[str, str]]] = {}
        """By serial and anchor, the path and the digest of its change."""

    def remember(self) -> None:
        """Take down the page of the newest plan."""
        serial = self._review.serial
        if serial not in self._pages:
            plan = self._review.plan
            anchors = shown_anchors(plan)
            self._pages[serial] = {anchors[each.path]: (each.path, digest(each)) for each in plan.files}
            for old in sorted(self._pages)[:-_MOST]:
                del self._pages[old]

    def require_newest(self, serial: int) -> None:
        """Raise OutdatedError for the page of another plan than the newest."""
        if serial != self._review.serial:
            raise OutdatedError("the plan is another one now")

    def paths(self, serial: int, seen: int, *anchors: str) -> list[str]:
        """The files behind some anchors of a plan's page; `seen` is the plan on whose page it was decided.

        Raises OutdatedError where the change of one is not the one that was shown, RepointError for an anchor
        that is none.
        """
        self.remember()
        newest = self._pages[self._review.serial]
        shown, decided = self._pages.get(serial), self._pages.get(seen)
        if shown is None or decided is None:
            raise OutdatedError("the plan is another one now")
        if not shown.keys() >= set(anchors):
            raise RepointError("there is no such change")
        found = [shown[anchor] for anchor in anchors]
        current = {*newest.values()} & {*decided.values()}
        for path, change in found:
            if (path, change) not in current:
                raise OutdatedError(f"{printable(path)}: its change is another one now; look at it again")
        return [path for path, _ in found]
