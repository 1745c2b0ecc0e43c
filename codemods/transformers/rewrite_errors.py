"""Why a text cannot be rewritten. The errors are this room's own: no other needs to know LibCST's."""


class FragmentSyntaxError(ValueError):
    """LibCST cannot read the text of a statement or an expression; the message says why."""


class UnwritableError(ValueError):
    """A place whose text is not what the facts said, or that cannot be read.

    `offset`, in bytes, is where; `reason` says why.
    """

    def __init__(self, offset: int, reason: str) -> None:
        super().__init__(reason)
        self.offset = offset
        self.reason = reason
