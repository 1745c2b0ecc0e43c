"""What the definition of a function, or of a class, accepts when it is called."""

import ast

from msgspec import Struct


class Parameters(Struct, frozen=True):
    """The parameters of a `def`, without the `self` of a class's `__init__`."""

    positional: tuple[str, ...] = ()
    """The names of the positional ones, those that may be passed by keyword as well among them."""
    positional_only: int = 0
    """How many of these cannot be passed by keyword."""
    keyword_only: tuple[str, ...] = ()
    required: frozenset[str] = frozenset()
    """The names of those without a default."""
    star: bool = False
    double_star: bool = False

    @classmethod
    def of(cls, args: ast.arguments, bound: int = 0) -> "Parameters":
        """Read a function's parameters; the first `bound` ones are passed by the call itself."""
        positional = [argument.arg for argument in (*args.posonlyargs, *args.args)]
        required = positional[: len(positional) - len(args.defaults)][bound:]
        with_defaults = zip(args.kwonlyargs, args.kw_defaults, strict=True)
        required += [argument.arg for argument, default in with_defaults if default is None]
        return cls(
            positional=tuple(positional[bound:]),
            positional_only=max(0, len(args.posonlyargs) - bound),
            keyword_only=tuple(argument.arg for argument in args.kwonlyargs),
            required=frozenset(required),
            star=args.vararg is not None,
            double_star=args.kwarg is not None,
        )

    def accepts(self, position: int, name: str) -> bool:
        """Whether the positional parameter at a position may be passed under a name."""
        named = self.positional[self.positional_only :]
        return name in named and self.positional.index(name) == position

    def mismatch(self, positional: int, keywords: set[str]) -> str | None:
        """Why a call with so many positional arguments and these keywords does not bind; None if it does."""
        if positional > len(self.positional) and not self.star:
            return f"it takes {len(self.positional)} positional arguments, {positional} would be passed"
        filled = set(self.positional[:positional])
        known = {*self.positional[self.positional_only :], *self.keyword_only}
        for keyword in sorted(keywords):
            if keyword not in known and not self.double_star:
                return f"it takes no argument `{keyword}`"
            if keyword in filled & known:
                return f"it would get two values for `{keyword}`"
        missing = sorted(self.required - filled - keywords)
        return f"it requires `{missing[0]}`, which is not passed" if missing else None
