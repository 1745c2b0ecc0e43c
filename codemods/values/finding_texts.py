"""The table of findings: under each code its title, and every message with its advice that carries the code.

A code never changes its meaning and is never used for another. The long explanations are in
`finding_pages.toml`. `{reason}` is what Python, LibCST, git or the system says; `{why}` is worded where it
is found out.
"""

from dataclasses import dataclass

from codemods.values.rejection import Rejection
from codemods.values.symbol import Symbol


@dataclass(frozen=True, slots=True)
class FindingCode:
    """One kind of finding."""

    code: str
    name: str
    title: str
    """One line, without a full stop."""


@dataclass(frozen=True, slots=True)
class FindingText:
    """One message of a code; `{field}` stands for what `fill` is given under that name."""

    kind: FindingCode
    message: str
    advice: str
    """What to do; empty where another finding says so."""

    @property
    def code(self) -> str:
        """The code, `RP…`."""
        return self.kind.code

    def fill(self, symbol: object = None, **fields: object) -> Rejection:
        """Fill in the fields; `symbol` is the deprecated symbol that it is about, and a field as well."""
        filled = {"symbol": symbol, **fields}
        message, advice = self.message.format_map(filled), self.advice.format_map(filled)
        return Rejection(self.kind.code, message, advice, str(symbol or ""))


def change_call(old: Symbol, new: Symbol | None, spelled: str = "") -> str:
    """What to do about a call by hand: where it goes to, or that its name stays and its arguments change.

    `spelled` is what is written in its place, where that is not the new name.
    """
    if new in (None, old) and not spelled:
        return f"give this call of `{old.leaf}` its new arguments by hand"
    target = spelled or (new.leaf if new is not None and new.leaf != old.leaf else str(new))
    return f"rewrite this call to `{target}` by hand"


# fmt: off
# A line a text, as in a table.

# RP0xx: files -------------------------------------------------------------------------------------

_UNPARSED = "mend the file, or take the old names out by hand; no reference in it was followed"
_UNREAD = "mend the file, or look for the old names by hand; nothing in it was looked at"
_REPORT = "the file is left as it was; rewrite it by hand, and please report this"
_AGAIN = "run repoint again"

SYNTAX_ERROR = FindingCode("RP001", "syntax-error", "The file does not parse with the Python that runs repoint")
DOES_NOT_PARSE = FindingText(SYNTAX_ERROR, "{reason}", _UNPARSED)
CELL_DOES_NOT_PARSE = FindingText(SYNTAX_ERROR, "this cell does not parse: {reason}",
    "mend the cell, or take the old names out by hand; no reference in it was followed, and the names that it spells stay bound")
NEWER_SYNTAX = FindingText(
    SYNTAX_ERROR,
    "{reason}; {what} is read from Python {python} on",
    "run repoint with Python {python}, or take the old names out by hand; no reference in it was followed",
)

TOO_DEEP = FindingCode("RP002", "too-deep", "The file is nested past the limits of Python's parser")
NESTED_TOO_DEEPLY = FindingText(TOO_DEEP, "nested too deeply ({reason})", _UNPARSED)

UNDECODABLE = FindingCode("RP003", "undecodable", "The file's bytes are not text in the encoding that it declares")
NOT_REVERSIBLE = FindingText(UNDECODABLE, "is in the encoding {encoding}, which would not give back the same bytes", _UNREAD)
UTF_16 = FindingText(UNDECODABLE, "is UTF-16, which Python does not read as source", _UNREAD)
BAD_DECLARATION = FindingText(UNDECODABLE, "{reason}", _UNREAD)
SPELLED_OTHERWISE = FindingText(
    UNDECODABLE, "is in the encoding {encoding}, in which other bytes than its letters spell a name", _UNREAD)
UNKNOWN_ENCODING = FindingText(UNDECODABLE, "declares an {reason}", _UNREAD)
TWO_ENCODINGS = FindingText(UNDECODABLE, "begins with a UTF-8 byte order mark but declares another encoding", _UNREAD)
BAD_BYTE = FindingText(UNDECODABLE, "is not {encoding}: line {line} holds the byte 0x{byte:02x}", _UNREAD)
NOT_DECODED = FindingText(UNDECODABLE, "cannot be decoded as {encoding}: {reason}", _UNREAD)
NOT_A_NOTEBOOK = FindingText(UNDECODABLE, "is not a Jupyter notebook: {reason}", _UNREAD)

UNREADABLE = FindingCode("RP004", "unreadable", "The file could not be read")
NOT_A_FILE = FindingText(UNREADABLE, "is {kind}, not a file", _UNREAD)
VANISHED = FindingText(UNREADABLE, "has vanished since the tree was listed", _UNREAD)
CANNOT_BE_READ = FindingText(UNREADABLE, "cannot be read: {reason}", _UNREAD)
DEAD_LINK = FindingText(UNREADABLE, "is a symbolic link to {target}, which does not exist", _UNREAD)
NOT_CHECKED_OUT = FindingText(UNREADABLE, "is not checked out, and git does not have it", _UNREAD)
NOT_THERE = FindingText(UNREADABLE, "is not there", _UNREAD)

LINK_OUTSIDE = FindingCode("RP005", "link-outside",
    "The file is a symbolic link that leads out of the tree, or was reached by one when it was written")
LINK_LEAVES_TREE = FindingText(LINK_OUTSIDE, "is a symbolic link to {target}, outside the tree", _UNREAD)
LINK_TO_UNLISTED = FindingText(LINK_OUTSIDE, "is a symbolic link to {target}, which is not among the files that are looked at", _UNREAD)
BEHIND_LINK = FindingText(LINK_OUTSIDE, "not a regular file, or behind a symbolic link; not written",
    "run repoint on what the link points to")

GENERATED = FindingCode("RP006", "generated", "The file is marked as generated and was left alone")
IS_GENERATED = FindingText(GENERATED, "the file is generated (`@generated`)", "pass --generated to take it")

CHANGED_SINCE_PLAN = FindingCode("RP007", "changed-since-plan", "The file changed after the plan was made and was not written")
GONE_MEANWHILE = FindingText(CHANGED_SINCE_PLAN, "the file is gone since the plan was made", _AGAIN)
CHANGED_MEANWHILE = FindingText(CHANGED_SINCE_PLAN, "changed since the plan was made; not written", _AGAIN)

UNCOMMITTED = FindingCode("RP008", "uncommitted", "The file holds uncommitted work and was left out")
HOLDS_UNCOMMITTED = FindingText(UNCOMMITTED, "the file holds {what}", "commit or stash them and run repoint again, or pass --allow-dirty")
CANNOT_SEPARATE = FindingText(UNCOMMITTED, "the file holds {what}",
    "commit or stash them and run repoint again, or write without staging: --no-stage")
NOT_TRACKED = FindingText(UNCOMMITTED, "the file is not tracked",
    "`git add` it and run repoint again, or write without staging: --no-stage")
DEPENDS_ON_UNCOMMITTED = FindingText(UNCOMMITTED, "what it would become depends on uncommitted changes, here or in another file",
    "commit or stash what is uncommitted, then run repoint again")

INTERNAL = FindingCode("RP009", "internal", "Processing this file failed inside repoint")
READING_FAILED = FindingText(INTERNAL, "{reason}", "no reference in the file was followed; please report this, and look for the old names by hand")
REWRITING_FAILED = FindingText(INTERNAL, "{reason}", _REPORT)

UNWRITABLE = FindingCode("RP010", "unwritable", "The file could not be written and stays as it was")
NOT_WRITTEN = FindingText(UNWRITABLE, "could not be written: {reason}", "make the file and its folder writable, then run repoint again")
SEVERAL_NAMES = FindingText(UNWRITABLE,
    "could not be written: it has {number} names (hard links), and only this one would get the new text",
    "make it a file of its own (`cp a b && mv b a`), then run repoint again")

SUBMODULE = FindingCode("RP011", "submodule", "A submodule holds deprecated names; it is a repository of its own")
SUBMODULE_LEFT = FindingText(SUBMODULE, "{files} of this submodule may hold deprecated names",
    "it is a repository of its own: run repoint there, --root {path}")

_TAKE_IT = "change it by hand, or take it after all: `repoint apply` without --interactive"
_GO_ON = "go on with the review: run the same command again"

DECLINED = FindingCode("RP012", "declined", "A reviewer left it as it is")
FILE_DECLINED = FindingText(DECLINED, "a reviewer left the file as it is", _TAKE_IT)
LINES_DECLINED = FindingText(DECLINED, "a reviewer left these lines as they are", _TAKE_IT)
DECLINED_WITH = FindingText(DECLINED, "it lands together with {path}, which a reviewer left as it is", _TAKE_IT)
UNDECIDED = FindingText(DECLINED, "a reviewer has not decided on the file yet", _GO_ON)
WAITS_FOR_OTHERS = FindingText(DECLINED, "it waits for files of its ripple group that are not decided yet", _GO_ON)
CHANGED_IN_REVIEW = FindingText(DECLINED, "it changed during the review", _GO_ON)

LEFT_WITH = FindingCode("RP013", "left-with", "The file was left, since one that it lands with could not be written")
LANDS_WITH_UNWRITTEN = FindingText(LEFT_WITH, "lands together with {cause}, which could not be written",
    "see the finding there, then run repoint again")

# RP1xx: references that stay ----------------------------------------------------------------------

MANUAL = FindingCode("RP101", "manual", "The symbol has no canonical form; the migration says what to do by hand")
NO_CANONICAL_FORM = FindingText(MANUAL, "`{old}` cannot be moved automatically", "{manual}")

_THIS_CALL = "{todo}"
"""What `change_call` says."""

CALL_MISMATCH = FindingCode("RP102", "call-mismatch", "The call does not fit the migration's signature or its new argument list")
ARGUMENT_WITHOUT_PLACE = FindingText(CALL_MISMATCH, "`{old}`: the argument for `{parameter}` has no place in `{call}`", _THIS_CALL)
ARGUMENTS_REORDERED = FindingText(CALL_MISMATCH, "`{old}`: `{call}` would evaluate its arguments in another order", _THIS_CALL)
CALL_DOES_NOT_BIND = FindingText(CALL_MISMATCH, "`{old}`: the call does not bind to `{signature}`: {reason}", _THIS_CALL)
ARGUMENT_MISSING = FindingText(CALL_MISMATCH, "`{old}`: `{parameter}` is not given and has no default", _THIS_CALL)
ARGUMENT_EVALUATED = FindingText(CALL_MISMATCH, "`{old}`: `{new}` would evaluate the argument for `{parameter}` {how}",
    "give the argument a name before the call, then run repoint again")
ASSIGNED_TO = FindingText(CALL_MISMATCH, "`{old}` is assigned to here, and `{new}` cannot be", "see who reads it, and change both by hand")
QUOTES_IN_STRING = FindingText(CALL_MISMATCH, "`{old}` stands in a string, where `{new}` cannot be written as it is", "rewrite it by hand")
NOT_A_STATEMENT = FindingText(CALL_MISMATCH, "`{old}` goes away, and its value is used here", "write what comes in its place by hand")
REMOVED_WITH_ARGUMENTS = FindingText(CALL_MISMATCH, "`{old}` goes away, and making its arguments may do more than give values",
    "evaluate them in a statement of their own, if they are needed, and take the call out by hand")
STRING_IN_BRACKETS = FindingText(CALL_MISMATCH, "`{old}`: what stands between the brackets is a string, which `{new}` would take for a value",
    "take its quotes off, or put the whole in quotes")
KEYWORD_TWICE = FindingText(CALL_MISMATCH, "`{old}`: `{new}` would be given `{keyword}` twice", _THIS_CALL)
COMMENT_WITHOUT_PLACE = FindingText(CALL_MISMATCH, "`{old}`: a comment in this call has no place in `{new}`",
    "put the comment before the statement, then run repoint again")
DROPPED_HAS_EFFECT = FindingText(CALL_MISMATCH,
    "`{old}`: the argument for `{parameter}` goes away, and what it is made by may do more than give a value",
    "evaluate it before the call if it is needed, and take the argument out by hand")
ARGUMENT_PASSED_TWICE = FindingText(CALL_MISMATCH, "`{old}`: `{parameter}` would be passed twice", "keep one of the two by hand")
KEYWORD_BEFORE_STAR = FindingText(CALL_MISMATCH,
    "`{old}`: what stands before `*` would be passed by keyword, and what `*` passes would take its place",
    "write the arguments one by one, then run repoint again")
POSITION_UNKNOWN = FindingText(CALL_MISMATCH,
    "`{old}`: an argument by position would have to be passed by keyword, and nothing tells its name",
    "write its keyword by hand, or give the rule a `signature`")
VALUE_UNKNOWN = FindingText(CALL_MISMATCH, "`{old}`: what is passed for `{parameter}` may be {values}, which nothing tells",
    "see what it can be, and change it by hand where it is one of these")
TWO_ENTRIES = FindingText(CALL_MISMATCH, "`{old}`: one entry is for this call, and another one for what it becomes by that",
    "write an entry before both that says all, or change this call by hand")
BASE_BEFORE = FindingText(CALL_MISMATCH, "`{old}`: another base comes before it, which may take this call",
    "see whose `__init__` is called, and change its arguments by hand")
NEW_VALUE_UNREADABLE = FindingText(CALL_MISMATCH, "`{old}`: `{name}` cannot be read here: {why}", "import it by hand, then run repoint again")

STAR_ARGUMENTS = FindingCode("RP103", "star-arguments", "The call unpacks arguments that cannot be known from the text")
ARGUMENTS_HIDDEN = FindingText(STAR_ARGUMENTS, "`{old}`: `*` or `**` hides which arguments bind to `{signature}`", _THIS_CALL)
ARGUMENT_HIDDEN = FindingText(STAR_ARGUMENTS, "`{old}`: `*` or `**` may pass {names}", "see what it holds, and change that by hand")
ARGUMENT_HANDED_ON = FindingText(STAR_ARGUMENTS,
    "`{old}`: {names} may go on to `{base}`, whose calls must not pass it any more",
    "see what makes objects of `{old}`, and change that and this call by hand")
CONDITION_HIDDEN = FindingText(STAR_ARGUMENTS, "`{old}`: `*` or `**` hides whether it is given {names}", _THIS_CALL)

NO_RULE = FindingCode("RP104", "no-rule", "No rule of the migration fits how the symbol is used here")
NO_RULE_FITS = FindingText(NO_RULE, "no rule for `{old}` fits this use ({use})",
    "rewrite it by hand, or give {symbol} a rule without `when`")
TAKES_OTHER_ARGUMENTS = FindingText(NO_RULE, "`{old}` is passed on as a value, and `{new}` takes other arguments",
    "wrap it, or call the canonical form by hand")
ARGUMENTS_PASSED_LATER = FindingText(NO_RULE, "`{old}` is passed on as a value, and who calls it may pass {names}",
    "see who calls it, and change the arguments by hand there")
BASE_TAKES_OTHERS = FindingText(NO_RULE, "`{old}` is a base here, and what makes objects of the class may pass it {names}",
    "derive from `{new}` by hand, and change what is passed to it")
INNER_BASE = FindingText(NO_RULE, "`{old}` is the base of a class in a class, and what makes objects of that may pass {names}",
    "see what makes objects of it, and change the arguments by hand there")
CANNOT_AWAIT_HERE = FindingText(NO_RULE, "the rule for `{old}` inserts `await`, which cannot stand here",
    "make the function around it async, or call a synchronous form")
NEW_MODULE_MISSING = FindingText(NO_RULE, "there is no module `{module}` in the tree, though its package is",
    "add the module first (`git add` it, if the file is there), or say in the migration where it is")
NEW_NAME_MISSING = FindingText(NO_RULE, "`{module}` has no `{name}`", "say in the migration where {symbol} goes, or why it does not move")
NOT_AWAITABLE = FindingText(NO_RULE, "`{new}` is not async: what it gives cannot be awaited",
    "give the rule a target that is async, or rewrite the callers by hand")
STAR_WOULD_LOSE = FindingText(NO_RULE, "`{module}` has no {names}, which the star brings in", "import the names that are needed one by one")
STAR_WOULD_BRING = FindingText(NO_RULE, "`{module}` has more names than the star brings now: {names} would take the place of others here",
    "import the names that are needed one by one")

LOOKED_AT = FindingCode("RP105", "looked-at", "The code looks at the deprecated object itself")
OBJECT_LOOKED_AT = FindingText(LOOKED_AT, "this test looks at `{old}` itself (`{how}`): a rename changes what it tests",
    "decide whether the test should go, or test the canonical object")
IMPORT_LOOKED_AT = FindingText(LOOKED_AT, "this test looks at what importing `{module}` does (`{how}`)",
    "decide whether the test should go, or test the canonical module")

_OWN_NAMES = "give each of them a name of its own, then run repoint again"

AMBIGUOUS = FindingCode("RP106", "ambiguous", "The name stands for more than one thing here")
SEVERAL_OBJECTS = FindingText(AMBIGUOUS, "{name} may be bound to different things here", _OWN_NAMES)
SEVERAL_MODULES = FindingText(AMBIGUOUS, "`{name}` may be bound to different modules here", _OWN_NAMES)
BOUND_OTHERWISE = FindingText(AMBIGUOUS, "`{name}` is also bound by {others}, whose calls must stay as they are",
    "give the two a name each, then run repoint again")
USES_PART_WAYS = FindingText(AMBIGUOUS, "uses of `{name}` go to {targets}, but the name must stay: {why}", "import the two by hand")

NAME_TAKEN = FindingCode("RP107", "name-taken", "The new name can't be brought in here")
# Why a name is not free: `project.new_names` and what it asks.
NAME_NOT_FREE = FindingText(NAME_TAKEN, "`{new}` cannot be brought in here: {why}", "rename what is in the way, then run repoint again")
SUBMODULE_TAKES_NAME = FindingText(NAME_TAKEN,
    "importing `{module}` anew would bind that module as `{name}` in {package}, which has another",
    "give one of the two another name, then run repoint again")
SUBMODULE_TAKES_NEW_NAME = FindingText(NAME_TAKEN,
    "`{new}` is not sure to be there: once the submodule `{name}` is imported, {package} has that in its place",
    "give one of the two another name, then run repoint again")
SUBMODULE_SHOWS = FindingText(NAME_TAKEN,
    "this import stays: without it the submodule `{name}`, which {reader} imports, would take the name over",
    "move what others import from the submodule, then run repoint again")
MODULE_WRITTEN = FindingText(NAME_TAKEN, "`{old}` stays: this file assigns to its module, which cannot move",
    "see the findings on the other uses of the module")
NO_FORM_PROVED = FindingText(NAME_TAKEN, "no form of the new name could be proved to be right on this line",
    "rewrite it by hand, and please report this")
USED_AT_HOME = FindingText(NAME_TAKEN, "`{old}` is used in the module that defines it, which does not define the new name",
    "import the new name here by hand, or move this code beside it")
STAYS_ALONG = FindingText(NAME_TAKEN, "`{old}` stays as it is", "")

DYNAMIC = FindingCode("RP108", "dynamic", "The name is computed while the program runs")
FOUND_BY_PATH = FindingText(DYNAMIC, "`{module}` is `{old}` here where `sys.path` leads to it, as it does to the folder of a script",
    "rewrite it by hand, or import the module by its whole path")
TARGET_COMPUTED = FindingText(DYNAMIC, "`{text}` is part of a target that is only known at run time",
    "see what it names; change it by hand if that is deprecated")
MODULE_COMPUTED = FindingText(DYNAMIC, "a module is looked up here by a name that is put together; it may be a deprecated one",
    "see which modules it is; change their names by hand where they are deprecated")
GETATTR_MAY_GIVE = FindingText(DYNAMIC, "`__getattr__` of this module may give out `{name}`", "change the table by hand")
STUB_MAY_GIVE = FindingText(DYNAMIC, "`__getattr__` of {module} may give out `{name}`, as this stub has it",
    "change both by hand, and what reads `{name}` from there")
GETATTR_GIVES = FindingText(DYNAMIC, "`__getattr__` of `{module}` gives `{name}`, which may be deprecated",
    "import it from where it is defined")

IGNORED = FindingCode("RP109", "ignored", "The line says that repoint must leave it alone")
LINE_IGNORED = FindingText(IGNORED, "a `# repoint: ignore` keeps this line as it is", "")

_TAKE_ALONG = "run repoint on it as well, or leave it as long as others may depend on the old name"

NOT_SELECTED = FindingCode("RP110", "not-selected", "The file is outside the given paths, or excluded, and holds a reference")
OUTSIDE_PATHS = FindingText(NOT_SELECTED, "the file lies outside the given paths", _TAKE_ALONG)
EXCLUDED = FindingText(NOT_SELECTED, "the file is excluded", _TAKE_ALONG)
OUTSIDE_CHECKOUT = FindingText(NOT_SELECTED, "the file lies outside the sparse checkout",
    "`git sparse-checkout add` its folder and run repoint again, or leave it")

DEFINITION = FindingCode("RP111", "definition", "This is where the deprecated symbol is defined or kept for others")
DEFINED_HERE = FindingText(DEFINITION, "`{name}` is defined here; a definition stays until it is retired",
    "remove it when nothing refers to it any more")

BROKEN_BEFORE = FindingCode("RP112", "broken-before", "The reference did not resolve before either, and was left alone")
NEVER_BOUND = FindingText(BROKEN_BEFORE, "`{old}` did not resolve before: `{module}` does not bind it",
    "mend or delete the code; it was broken before this migration. Where the definition has just moved, import it in its old place until its readers have moved")
ABSENCE_ASKED = FindingText(BROKEN_BEFORE, "`{module}` binds no `{name}`, and this code asks whether it does",
    "ask the new module by hand, if that is meant")
FAILURE_EXPECTED = FindingText(BROKEN_BEFORE, "`{module}` is not in the tree, and this code goes on without it",
    "take the import and what makes up for it out by hand, or import the new module")
TARGET_NEVER_BOUND = FindingText(BROKEN_BEFORE, "`{target}` did not resolve before: `{module}` binds no `{name}`",
    "patch a name that the module has; this test patches nothing")
ATTRIBUTE_NEVER_BOUND = FindingText(BROKEN_BEFORE, "`{target}` did not resolve before: `{owner}` has no `{name}`",
    "patch a name that it has; this test patches nothing")

HELD = FindingCode("RP113", "held", "The import stays because the name is still needed from here")
STILL_READ = FindingText(HELD, "this import stays: {reader} still reads `{name}` from this module",
    "see the findings there, and on others that read it")
STILL_NAMED = FindingText(HELD, "this import stays, though nothing here uses `{name}` any more: {why}", "take it out by hand")
STAR_BRINGS_FIXTURE = FindingText(HELD, "this star brings `{name}` in, which pytest finds by its name",
    "import the new one under that name, then run repoint again")
STAR_READ_BY_STRING = FindingText(HELD, "this star brings `{name}` in, which the file reads by a string",
    "import the new one under that name, then run repoint again")
SUBMODULE_LISTED = FindingText(HELD, "`__all__` lists the submodule `{name}`, which star imports of this package load by that",
    "list the new one, and see who reads `{name}` from the star")
MODULE_STILL_NEEDED = FindingText(HELD, "this import stays: `{name}` is still needed from it",
    "import what is read through the name by itself, then run repoint again")
LAST_IMPORT = FindingText(HELD, "it is the last to import `{name}`, which {reader} reads through its package",
    "let the file that reads it import it, then run repoint again")
LOOKED_UP_LOADED = FindingText(HELD,
    "this import stays: {reader} looks `{module}` up in `sys.modules`, and nothing else there imports it",
    "let that file import the module by a statement of its own, then run repoint again")

UNPLACED = FindingCode("RP114", "unplaced", "The reference stands where no exact position is known")
NO_POSITION = FindingText(UNPLACED, "`{old}` stands {where}", "rewrite it by hand")
NO_POSITION_BEFORE_312 = FindingText(UNPLACED, "`{old}` stands {where}", "rewrite it by hand, or run repoint with Python 3.12 or later")

BOTH_VERSIONS = FindingCode("RP115", "both-versions", "The code also supports versions that lack the new name")
SUPPORTS_BOTH = FindingText(BOTH_VERSIONS, "`{old}` stays: this file also runs where there is no `{new}`",
    'take the support of old versions out by hand, or set `compat = "collapse"` in the migration')
CALL_SUPPORTS_BOTH = FindingText(BOTH_VERSIONS, "`{old}`: this call stays: the code beside it passes the new arguments, where they are taken",
    'take the support of old versions out by hand, or set `compat = "collapse"` in the migration')

HANDED_ON = FindingCode(
    "RP116", "handed-on", "A module is handed on as a value, and its deprecated name may be read from it"
)
MODULE_HANDED_ON = FindingText(
    HANDED_ON,
    "`{module}` goes on from here as a value, and {names} may be read from it",
    "see who reads it there, and give them the module that has the new name",
)
READ_THROUGH_PACKAGE = FindingText(
    HANDED_ON,
    "`{old}` is read here from the `{module}` of an object that nothing tells, which may be `{package}`",
    "see what the object is: where it is the package, import the module itself, and the read is followed",
)
MODULE_STAYS_HANDED_ON = FindingText(
    HANDED_ON,
    "`{module}` stays: it goes on as a value, and names may be read from it that the new module lacks",
    "see who reads it there, and give them the module that has the new name",
)
PACKAGE_HANDED_ON = FindingText(
    HANDED_ON,
    "`{module}` stays: its package goes on as a value, and `{name}` may be read from that",
    "see who reads it there, and let them import the new module",
)

CYCLE_HELD = FindingCode("RP117", "cycle-held", "The import stays because the new one would close an import cycle")
WOULD_CLOSE_CYCLE = FindingText(CYCLE_HELD, "importing `{module}` here would close an import cycle: {cycle}",
    "import it inside the function that uses it, or move what the cycle needs, then run repoint again")
WOULD_ENTER_CYCLE = FindingText(CYCLE_HELD,
    "importing `{module}` first would fail: {reader} takes `{name}` from {home}, which imports it, too early",
    "import it inside the function that uses it, or move what the cycle needs, then run repoint again")

UNRESOLVED = FindingCode(
    "RP118", "unresolved-receiver", "Only run time can tell whether these places name the deprecated member"
)
RECEIVER_UNRESOLVED = FindingText(
    UNRESOLVED,
    "{places} may name `{name}` of `{owner}`: of what class the object is can't be told ({lines})",
    "annotate the object, ask a type checker with --types, or look at each and pass --allow-unresolved",
)

MEMBER = FindingCode("RP119", "member-held", "The member stays, since not all that belongs to it can move")
MEMBER_HELD = FindingText(
    MEMBER, "`{name}` stays: {why}", "see the findings on its other places, or change all of them by hand"
)
MEMBER_GOES_AWAY = FindingText(
    MEMBER, "`{name}` stays: {new} is not an attribute of the same object", "rewrite it by hand"
)
MEMBER_OTHER_ARGUMENTS = FindingText(
    MEMBER, "`{name}` stays: the rule gives its calls other arguments", "rewrite this call to `{new}` by hand"
)
MEMBER_OVERRIDDEN = FindingText(
    MEMBER,
    "`{name}` stays: the rule changes its calls, and the class `{cls}` has a `{name}` of its own",
    "change that one, and its calls, by hand",
)
MEMBER_MAKES_NEW = FindingText(
    MEMBER,
    "`{name}` stays: `{new}` is made of the code around it, and would call itself",
    "give `{new}` the code of `{name}`, which then hands on to it",
)
MEMBER_AS_CLASS_KEYWORD = FindingText(MEMBER, "`{name}` stays: as a keyword of the class it may mean the same",
    "write `{new}` by hand, if the class around takes it so")
MEMBER_NOT_PLAIN = FindingText(MEMBER, "`{name}` stays: it is not spelled plainly here", "rewrite it by hand")

DEFINITION_HELD = FindingCode("RP120", "definition-held", "The definition keeps its name, and so do its uses")
DEFINITION_STAYS = FindingText(DEFINITION_HELD, "`{old}` is not renamed to `{new}` where it is defined: {why}",
    "rename it by hand and leave `{old} = {new}` behind it, or change what is in the way; then run repoint again")
STAYS_WITH_DEFINITION = FindingText(DEFINITION_HELD, "`{old}` stays: its definition is not renamed to `{new}`", "see the finding there")

# RP2xx: to be read beside an edit -----------------------------------------------------------------

ALIAS_KEPT = FindingCode("RP201", "alias-kept", "The target moved, the local name stayed")
# Why a local name stays: `project.pinned_names`, or why the new one is not free.
COMES_IN_AS = FindingText(ALIAS_KEPT, "`{new}` comes in as `{name}`: {why}", "rename the local name by hand if you want the canonical one")

NOT_AWAITED = FindingCode("RP202", "not-awaited", "The call gives a coroutine that is not awaited")
COROUTINE_DROPPED = FindingText(NOT_AWAITED, "the coroutine of `{new}` is not awaited here, as before", "await it")

NOTE = FindingCode("RP203", "note", "The migration says something about this edit")
RULE_NOTE = FindingText(NOTE, "{note}", "read the note and check the place")

MOCK_TURNS_ASYNC = FindingCode("RP204", "mock-turns-async", "The patched name is now async, so its mock becomes an AsyncMock")
BECOMES_ASYNC_MOCK = FindingText(MOCK_TURNS_ASYNC, "the mock of `{target}` becomes an AsyncMock, since `{new}` is async",
    "await what it returns, or pass `new_callable=MagicMock`")

IMPORT_CYCLE = FindingCode("RP205", "import-cycle", "The new import closes an import cycle that was not there before")
CLOSES_CYCLE = FindingText(IMPORT_CYCLE, "importing `{module}` here closes an import cycle: {cycle}",
    "import it where it is used, or move what the cycle needs")

FIELD_TEXT = FindingCode("RP206", "field-text", "A string keeps the text of the code that changed")
FIELD_TEXT_CHANGES = FindingText(FIELD_TEXT, "the string keeps the text of this field, which spells `{new}` now",
    "see that nothing reads or compares that text")
FIELD_SHOWS_PATH = FindingText(FIELD_TEXT, "`{old}` stays: the string prints this path, `=` and the value",
    "import the name itself where its text may change, or change the string by hand")

LAZINESS = FindingCode("RP207", "laziness", "An import may be lazy, or eager, that was not")
_SAY_LAZY = "say `lazy` on the import, or change `__lazy_modules__` by hand"
LAZINESS_UNKNOWN = FindingText(LAZINESS, "whether `__lazy_modules__` names `{module}` cannot be told from the text", _SAY_LAZY)
TURNS_LAZY = FindingText(LAZINESS, "`__lazy_modules__` names `{module}`: its import turns lazy", _SAY_LAZY)
TURNS_EAGER = FindingText(LAZINESS, "the import of `{module}` turns eager: others of it are, so `__lazy_modules__` does not name it",
    _SAY_LAZY)

DEFINITION_RENAMED = FindingCode("RP208", "definition-renamed", "A definition gets the new name, which it also tells")
TELLS_NEW_NAME = FindingText(DEFINITION_RENAMED, "`{old}` is named `{new}` from now on, in `__name__`, `__qualname__`, messages and new pickles{more}",
    "see that nothing compares or looks up the name as text")

BY_TYPES = FindingCode("RP209", "told-by-types", "A type checker told of which class the object is")
TOLD_BY_TYPES = FindingText(BY_TYPES, "ty takes this for `{name}` of `{owner}` ({where})", "look at the place if its annotations may be wrong")

# RP3xx: strings -----------------------------------------------------------------------------------

TEXT = FindingCode("RP301", "text", "A string or comment spells a deprecated path; it is not code")
STRING_SPELLS = FindingText(TEXT, "this string spells `{path}`", "change it by hand if it names the code, leave it if it is only text")

_PATCH_NEW = "patch the names that the code under test uses now"
_CHANGE_BOTH = "change both by hand, to what the code under test uses now"
_USE_NEW = "use what the code under test uses now"

STRING_TARGET = FindingCode("RP302", "string-target", "A patch target could not follow what it patches")
# The target names what a module has imported.
TARGET_SPLITS = FindingText(STRING_TARGET, "`{target}` stays: `{name}` there becomes {names}", _PATCH_NEW)
TARGET_HAS_BOTH = FindingText(STRING_TARGET, "`{target}` stays: it is ambiguous: the module uses {names} in its place", _PATCH_NEW)
TARGET_WAY_CHANGES = FindingText(STRING_TARGET, "`{target}` stays: the name on its way there changes as well", _PATCH_NEW)
TARGET_SHARED = FindingText(STRING_TARGET, "`{target}` stays: `{name}` there stands for another name as well", _PATCH_NEW)
TARGET_PASSED_ON = FindingText(STRING_TARGET, "`{target}` stays: the name is also passed on under that name", _PATCH_NEW)
TARGET_NOT_PLAIN = FindingText(STRING_TARGET, "`{target}` stays: it is not spelled plainly here", _PATCH_NEW)
TARGET_LACKS = FindingText(STRING_TARGET, "`{target}` stays: `{owner}` has no `{name}`", _PATCH_NEW)
TARGET_MODULE_GOES = FindingText(STRING_TARGET, "`{target}` stays: the module that it names goes", _PATCH_NEW)
TARGET_READ = FindingText(STRING_TARGET, "`{target}` is read by its name, and the module goes on binding it",
    "read what the module uses now")
TARGET_STILL_USED = FindingText(STRING_TARGET, "`{target}` stays: its module goes on using `{name}`", "see the findings on that module")
TARGET_AMBIGUOUS = FindingText(STRING_TARGET, "`{target}` is ambiguous: what the module called so is now {names}", _PATCH_NEW)
TARGET_HALF_USED = FindingText(STRING_TARGET, "`{target}` goes on resolving, but the module also calls `{name}` now", _PATCH_NEW)
# The target names a definition.
TARGET_WITHOUT_FORM = FindingText(STRING_TARGET, "`{target}` stays: what it names has no canonical form", "{manual}")
TARGET_WITHOUT_RULE = FindingText(STRING_TARGET, "`{target}` stays: what it names has no canonical form", _PATCH_NEW)
TARGET_READ_THERE = FindingText(STRING_TARGET, "`{target}` stays: what it names is still read from there", _PATCH_NEW)
TARGET_MISSES_SOME = FindingText(STRING_TARGET, "`{target}` stays: some readers stay, and for those that now read {names} it intercepts nothing",
    _PATCH_NEW)
TARGET_HELD = FindingText(STRING_TARGET, "`{target}` stays: {other} replaces the same name, and cannot follow", "see the finding there")
TARGET_READERS_SPLIT = FindingText(STRING_TARGET, "`{target}` stays: its readers now use {names}", _PATCH_NEW)
TARGET_READERS_MOVE = FindingText(STRING_TARGET, "`{target}` is also read through its module elsewhere; these readers move", _PATCH_NEW)
REPLACED_AT_HOME = FindingText(STRING_TARGET, "`{old}` is replaced in the module that defines it, whose readers move away", _USE_NEW)
LOOKED_UP_AT_HOME = FindingText(STRING_TARGET, "`{old}` is looked up by its name in the module that defines it", _USE_NEW)
SEVERAL_TARGETS = FindingText(STRING_TARGET, "`{target}` is one of several things that this may name", "name the module plainly")
STATED_ARGUMENTS = FindingText(STRING_TARGET, "this states what a mock of `{old}` was called with, and its arguments change",
    "change it together with the calls")
FAKE_TAKES_OLD = FindingText(STRING_TARGET, "this may stand in for `{old}`, and takes an argument by its old name",
    "change it together with the calls")
# What is read through a module object beside a target.
ATTRIBUTE_BY_STRING = FindingText(STRING_TARGET, "the string `{old}` names a deprecated attribute of this module object",
    "change the string and the module by hand, to what the code under test uses now")
REPLACED_HERE = FindingText(STRING_TARGET, "`{old}` is replaced here by a target that stays, and read through its module", _CHANGE_BOTH)
READER_HELD = FindingText(STRING_TARGET, "`{old}` stays: {replacer} replaces it where it is defined, and cannot follow", _CHANGE_BOTH)
REPLACED_IN_MODULE = FindingText(STRING_TARGET, "`{old}` stays: {replacer} replaces it in this module, and cannot follow", _CHANGE_BOTH)
READER_HELD_IN_DOUBT = FindingText(STRING_TARGET, "`{old}` stays: {replacer} may replace it where it is defined, by a name or a module that only run time can tell",
    _CHANGE_BOTH)
MODULE_REPLACED = FindingText(STRING_TARGET, "`{old}` stays: {replacer} replaces the module object that it is read through", _CHANGE_BOTH)
MODULE_KEY_STAYS = FindingText(STRING_TARGET, "`{path}` stays as a key of `sys.modules`, and so does all that may find what is put there",
    "see the findings on the module, or change all of them by hand")

NAMED_BY_STRING = FindingCode("RP303", "named-by-string", "A string names the deprecated object by its path")
STRING_NAMES = FindingText(NAMED_BY_STRING, "`{path}` is named by this string, which stays",
    "change it by hand, together with what reads it")
CONFIGURATION_NAMES = FindingText(NAMED_BY_STRING, "`{path}` is named by this configuration, which stays",
    "change it by hand, together with the code")

# RP4xx: the proof ---------------------------------------------------------------------------------

UNPROVED = FindingCode("RP401", "unproved", "The rewritten file could not be proved; it stays as it was")
# What the proof saw: `transformers.proof`.
PROOF_FAILED = FindingText(UNPROVED, "{reason}", _REPORT)
NEW_TEXT_DOES_NOT_PARSE = FindingText(UNPROVED, "the new text does not parse: {reason}", _REPORT)
NO_PLACE_IN_FILE = FindingText(UNPROVED, "an edit cannot be put into the notebook: {reason}", _REPORT)
ENCODING_TOO_SMALL = FindingText(UNPROVED, "its encoding cannot hold the new text: {reason}", _REPORT)
WOULD_NAME_NOTHING = FindingText(UNPROVED, "`{name}` (line {line} of the new text) would name nothing", _REPORT)
WOULD_UNBIND = FindingText(UNPROVED, "it would no longer bind `{name}`, which {reader} reads from it", _REPORT)
FILE_UNPROVED = FindingText(UNPROVED, "the file could not be proved, so it stays as it is", "")
DOCUMENT_UNPROVED = FindingText(UNPROVED, "the code of this document could not be put back into it; it stays as it was",
    "change it by hand, and please report this")

UNFORMATTED = FindingCode("RP402", "unformatted", "A formatter of the tree did not have the last word")
_FORMAT = "format what was changed yourself; "
FORMATTER_MISSING = FindingText(UNFORMATTED, "there is no program `{program}`, which `format` of [tool.repoint] names",
    _FORMAT + "install it beside the others, or mend the setting")
FORMATTER_FAILED = FindingText(UNFORMATTED, "`{command}`: {reason}",
    _FORMAT + "try the command yourself; it has to end with 0 (`ruff check` does with --exit-zero)")
FORMATTER_TOO_SLOW = FindingText(UNFORMATTED, "`{command}` did not end within {seconds} seconds, and was ended",
    _FORMAT + "try the command yourself")
FORMATTERS_HAVE_NO_PLACE = FindingText(UNFORMATTED, "no temporary folder for the formatters: {reason}",
    _FORMAT + "make room where TMPDIR points to")
FORMATTER_TOOK_FILE = FindingText(UNFORMATTED, "a formatter took the file away", _FORMAT + "mend `format` in [tool.repoint]")
FORMATTER_WENT_FAR = FindingText(UNFORMATTED, "the formatters would also change line {line} of the new text, where nothing moves",
    _FORMAT + "see whether they leave it as it is when they run once more")
FORMATTER_MADE_ANOTHER = FindingText(UNFORMATTED, "the formatters would make another program of it: {reason}",
    _FORMAT + "leave out of `format` in [tool.repoint] what does more than lay out the text")

# RP5xx: retiring ----------------------------------------------------------------------------------

_RETIRE_AGAIN = "change it by hand, then run `repoint retire` again"
_TAKE_OUT = "take it out by hand, then run `repoint retire` again"

STILL_USED = FindingCode("RP501", "still-used", "Something still needs what is to be retired")
LINK_TO_RETIRED = FindingText(STILL_USED, "this link leads to {target}, which is retired", "remove it")
REFERENCE_STAYS = FindingText(STILL_USED, "`{symbol}` is still referred to here ({kind})", "change it by hand")
REFERENCE_MOVES = FindingText(STILL_USED, "`{symbol}` is still referred to here ({kind})", "`repoint apply` moves it")
LEFT_DANGLING = FindingText(STILL_USED, "`{text}` would name nothing", _RETIRE_AGAIN)
USED_IN_FILE = FindingText(STILL_USED, "`{name}` is still used in this file", _RETIRE_AGAIN)
STILL_NOT_RENAMED = FindingText(STILL_USED, "the definition is still named `{old}`, and would be lost", "`repoint apply` renames it")
LOADED_BY_RETIRED = FindingText(STILL_USED, "`{module}` is read here, and nothing else imports it", _RETIRE_AGAIN)

NOT_REMOVABLE = FindingCode("RP502", "not-removable", "A retired name stands where it can't be taken out by itself")
FILE_WOULD_BREAK = FindingText(NOT_REMOVABLE, "without it the file does not parse: {reason}", "take it out by hand")
IMPORT_UNREADABLE = FindingText(NOT_REMOVABLE, "this import cannot be read: {reason}", _TAKE_OUT)
SHARES_LINE = FindingText(NOT_REMOVABLE, "this shares its line with other code", _TAKE_OUT)
BOUND_FOR_GOOD = FindingText(NOT_REMOVABLE, "`{name}` is bound here by what can't be taken out ({what})", _TAKE_OUT)
LISTING_UNEDITABLE = FindingText(NOT_REMOVABLE, "`__all__` spells `{name}` in a way that can't be edited", _TAKE_OUT)
LISTING_DYNAMIC = FindingText(NOT_REMOVABLE, "only run time can tell whether `__all__` lists `{name}` here", _TAKE_OUT)

LEFT_OVER = FindingCode("RP503", "left-over", "An import is left that only a retired definition has used")
IMPORT_LEFT_OVER = FindingText(LEFT_OVER, "`{name}` was imported for what goes, and nothing in this file uses it any more",
    "remove the import if no other file takes it from here")

# RP6xx: codemods that others wrote with LibCST ----------------------------------------------------

_MEND_CODEMOD = "the file stays as it was; mend the codemod, or change the file by hand"

CODEMOD_ERROR = FindingCode("RP601", "codemod-raised", "The codemod raised an error; the file stays as it was")
CODEMOD_RAISED = FindingText(CODEMOD_ERROR, "the codemod raised {reason}", _MEND_CODEMOD)
CODEMOD_RAISED_AGAIN = FindingText(CODEMOD_ERROR, "the codemod raised {reason}, as it ran over its own result", _MEND_CODEMOD)

CODEMOD_SKIP = FindingCode("RP602", "codemod-skipped", "The codemod asked to have the file skipped")
CODEMOD_SKIPPED = FindingText(CODEMOD_SKIP, "the codemod skipped the file: {reason}", "")

CODEMOD_WARNING = FindingCode("RP603", "codemod-warned", "The codemod gave a warning")
CODEMOD_WARNED = FindingText(CODEMOD_WARNING, "the codemod warns: {reason}", "")

BROKEN_SYNTAX = FindingCode("RP604", "codemod-breaks-syntax", "What the codemod made of the file does not compile; it stays as it was")
CODEMOD_BREAKS_SYNTAX = FindingText(BROKEN_SYNTAX, "the codemod's text does not compile: {reason} (line {line} of it)", _MEND_CODEMOD)

UNSETTLED = FindingCode("RP605", "codemod-unsettled", "A second run of the codemod changes what the first one made; the file stays as it was")
CODEMOD_UNSETTLED = FindingText(UNSETTLED, "the codemod changes its own result again, from line {line} of it", _MEND_CODEMOD)

UNREPEATABLE = FindingCode("RP606", "codemod-unrepeatable", "The codemod makes something else of the same file each time; the file stays as it was")
CODEMOD_UNREPEATABLE = FindingText(UNREPEATABLE, "run over the same file again, the codemod makes another text: it keeps something from run to run", _MEND_CODEMOD)

UNBINDS = FindingCode("RP607", "codemod-unbinds", "A name of the file would be undefined after the codemod; the file stays as it was")
CODEMOD_UNBINDS = FindingText(UNBINDS, "after the codemod nothing binds {names}", _MEND_CODEMOD)

BREAKS_IMPORT = FindingCode("RP608", "codemod-breaks-import", "An import of the tree would name nothing after the codemod; the file stays as it was")
CODEMOD_DROPS_NAME = FindingText(BREAKS_IMPORT, "after the codemod it no longer binds `{name}`, which {reader} reads from it", _MEND_CODEMOD)
CODEMOD_UNLOADS = FindingText(BREAKS_IMPORT, "it holds the last import of `{name}`, which {reader} reads through its package", _MEND_CODEMOD)
CODEMOD_NAMES_NOTHING = FindingText(BREAKS_IMPORT, "after the codemod it names `{name}` of {target}, which is not there", _MEND_CODEMOD)

UNFAITHFUL = FindingCode("RP609", "libcst-unfaithful", "LibCST can't read the file, or does not write it as it is; it stays as it was")
LIBCST_UNFAITHFUL = FindingText(UNFAITHFUL, "LibCST writes parts of this file otherwise than they are, and the codemod's changes can't be told from that", "the file stays as it was; change it by hand")
LIBCST_DOES_NOT_PARSE = FindingText(UNFAITHFUL, "LibCST does not parse this file, which Python does: {reason}", "the file stays as it was; change it by hand")

INSEPARABLE = FindingCode("RP610", "codemod-inseparable", "What may change of the file depends on what must stay; the file stays as it was")
CODEMOD_INSEPARABLE = FindingText(INSEPARABLE, "some lines must stay, and the codemod's other changes do not stand without them", "let these lines change as well, or change the file by hand")

# Around the message of any code, `{why}` ----------------------------------------------------------

STAYS_WITH_IMPORT = "`{old}` stays with its import: {why}"
IMPORT_STAYS_WITH_USES = "the import of `{name}` stays with its uses, which have findings of their own"
REFERENCE_STAYS_IN_FILE = "1 reference stays: {why}"
REFERENCES_STAY_IN_FILE = "{number} references stay: {why}"

# fmt: on
# --------------------------------------------------------------------------------------------------

FINDING_CODES = {each.code: each for each in list(globals().values()) if isinstance(each, FindingCode)}
"""Every code, in order."""

UNREAD_FILES = frozenset(
    each.code for each in (SYNTAX_ERROR, TOO_DEEP, UNDECODABLE, UNREADABLE, LINK_OUTSIDE, INTERNAL)
)
"""The codes of files that could not be looked into."""
STAYING_REFERENCES = frozenset(code for code in FINDING_CODES if code.startswith("RP1"))
"""The codes of references that stay."""
BESIDE_EDITS = frozenset(code for code in FINDING_CODES if code.startswith("RP2"))
"""The codes of what is to be read beside an edit."""
