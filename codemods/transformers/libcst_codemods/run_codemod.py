"""Run a codemod over one text, with an instance of its own, and take what comes: a text, a skip, an error."""

import sys
import traceback
from contextlib import redirect_stdout

from libcst import Module, ParserSyntaxError, PartialParserConfig, parse_module
from libcst.codemod import Codemod, CodemodContext, SkipFile
from msgspec import Struct

from codemods.transformers.libcst_codemods.repo_metadata import RepoMetadata
from codemods.values.source import Source

_LONGEST = 300
"""Characters of an error's message that are shown."""


class CodemodCall(Struct, frozen=True):
    """A codemod with all that is the same for each file."""

    command: type[Codemod]
    arguments: dict[str, object]
    metadata: RepoMetadata


class CodemodFile(Struct, frozen=True):
    """What a codemod is told of a file."""

    filename: str
    """Absolute."""
    module: str
    package: str


class Made(Struct, frozen=True):
    """What a run made of a text; `before` is the text as LibCST writes it, which may be another.

    It is written only where the codemod's text is not the file's own: that takes as long as a parse.
    """

    before: str
    after: str
    warnings: tuple[str, ...]


class Skipped(Struct, frozen=True):
    """The codemod asked to have the file skipped."""

    reason: str
    warnings: tuple[str, ...]


class Raised(Struct, frozen=True):
    """The codemod raised an error; or LibCST did, while it read the text."""

    reason: str
    in_parser: bool = False


def run_codemod(call: CodemodCall, file: CodemodFile, source: Source) -> Made | Skipped | Raised:
    """Run the codemod over a source. Nothing that it raises gets out, but Ctrl-C and the like."""
    try:
        module = _parsed(source)
    except BaseException as error:
        if not _is_failure(error):
            raise
        return Raised(_parser_reason(error), in_parser=True)
    context = CodemodContext(
        filename=file.filename,
        full_module_name=file.module,
        full_package_name=file.package,
        metadata_manager=call.metadata,
    )
    codemod: Codemod | None = None
    try:
        # A patch goes to standard output; what a codemod prints is for people.
        with redirect_stdout(sys.stderr):
            codemod = call.command(context, **call.arguments)
            after = codemod.transform_module(module).code
    except SkipFile as error:
        return Skipped(_first_line(str(error)), _warnings(codemod, context))
    except BaseException as error:
        if not _is_failure(error):
            raise
        return Raised(_reason(error))
    own = source.data.decode()
    return Made(own if after == own else module.code, after, _warnings(codemod, context))


def _parsed(source: Source) -> Module:
    # A codemod may ask in which encoding the file is.
    return parse_module(source.data.decode(), PartialParserConfig(encoding=source.encoding))


def _is_failure(error: BaseException) -> bool:
    """Whether an error is the codemod's own; what ends a process or a task from outside is not."""
    # A panic of LibCST's parser, which is written in Rust, is no Exception.
    return isinstance(error, (Exception, SystemExit)) or type(error).__module__ == "pyo3_runtime"


def _warnings(codemod: Codemod | None, context: CodemodContext) -> tuple[str, ...]:
    told = codemod.context.warnings if codemod is not None else context.warnings
    return tuple(dict.fromkeys(map(_first_line, map(str, told))))


def _parser_reason(error: BaseException) -> str:
    if isinstance(error, ParserSyntaxError):
        return f"{_first_line(error.message)} (line {error.raw_line})"
    return _reason(error)


def _reason(error: BaseException) -> str:
    """An error in words, with the place in the codemod, or in what it calls, that raised it."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    file = place.filename.replace("\\", "/").rpartition("/")[2]
    text = _first_line(_text(error))
    return f"{type(error).__name__}{': ' if text else ''}{text} ({file}:{place.lineno})"


def _text(error: BaseException) -> str:
    try:
        return str(error)
    except Exception:
        return ""


def _first_line(text: str) -> str:
    line = next((each.strip() for each in text.splitlines() if each.strip()), "")
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"
