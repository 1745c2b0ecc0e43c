"""pydantic-2: what pydantic's own migration tables and bump-pydantic's codemods know."""

import importlib.metadata
from collections.abc import Iterator, Mapping

from bump_pydantic.codemods.con_func import MAP_FUNC_TO_TYPE
from bump_pydantic.codemods.field import RENAMED_KEYWORDS
from bump_pydantic.codemods.replace_config import REMOVED_KEYS, RENAMED_KEYS
from bump_pydantic.codemods.replace_imports import IMPORTS
from pydantic._migration import MOVED_IN_V2, REDIRECT_TO_V1, REMOVED_IN_V2
from rule_model import Arguments, LeftOut, Section, SymbolRule, Table

_METHODS = {
    "dict": "model_dump",
    "json": "model_dump_json",
    "copy": "model_copy",
    "construct": "model_construct",
    "parse_obj": "model_validate",
    "schema": "model_json_schema",
    "validate": "model_validate",
    "update_forward_refs": "model_rebuild",
    "__fields__": "model_fields",
    "__fields_set__": "model_fields_set",
}
"""Members that pydantic 2 keeps as deprecated ones, and the name that each warning gives."""
_DUMPED = (
    "include=None, exclude=None, by_alias=False, exclude_unset=False, exclude_defaults=False, "
    "exclude_none=False, skip_defaults=False"
)
_SIGNATURES = {
    "dict": f"(*, {_DUMPED})",
    "json": f"(*, {_DUMPED}, indent=None)",
    "copy": "(*, update=None, deep=False)",
}
"""The parameters that both releases have: a call with another one is a finding."""
_SKIPPING = Arguments(rename={"skip_defaults": "exclude_unset"})
_NOTES = {"json": "the text has no space after `,` and `:` any more"}
_TOLD_METHODS = {
    "parse_raw": "use `model_validate_json`, or read the text with the right parser first",
    "parse_file": "read the file, then `model_validate_json`",
    "from_orm": "set `from_attributes=True` in the model's config, then `model_validate`",
    "schema_json": "write `json.dumps(Model.model_json_schema())`",
}
_TYPES = ("pydantic", "pydantic.types")
"""The modules that constrained types are imported from."""
_COLLECTIONS = {"List": "list", "Set": "set", "FrozenSet": "frozenset"}


def derive() -> Table:
    """Read the installed packages' tables."""
    names = tuple(_names())
    return Table(
        "pydantic-2",
        "pydantic 1 to 2: members of models, moved names, constrained types, validators, keywords of Field.",
        (
            f"pydantic {importlib.metadata.version('pydantic')} (its tables and deprecated members), MIT",
            f"bump-pydantic {importlib.metadata.version('bump-pydantic')}, MIT",
        ),
        (
            Section("Members of models.", tuple(_members())),
            Section("Keys of `class Config` in a model.", tuple(_keys())),
            Section("Names that moved.", names),
            Section("Constrained types.", tuple(_constrained())),
            Section("Validators.", tuple(_validators())),
            Section("Keywords of Field.", tuple(_keywords())),
            Section("Names that are gone.", tuple(_removed({rule.old for rule in names}))),
        ),
        (
            LeftOut("removed keys of `class Config`", "common names", len(REMOVED_KEYS), "told only"),
            LeftOut("`class Config` to `model_config = ConfigDict(...)`", "a class to an assignment", 1),
            LeftOut("`__root__` to `RootModel`", "a field to a base class", 1),
            LeftOut("a default of None for `Optional` fields without one", "not about a name", 1),
            LeftOut("`Field(const=True)` to `Literal`", "changes the annotation beside the call", 1),
            LeftOut(
                "`Field(example=x)` to `examples=[x]`", "a keyword's value as an expression of itself", 1
            ),
            LeftOut("`__get_validators__`, `__modify_schema__`", "definitions of methods", 2, "told only"),
        ),
    )


def _members() -> Iterator[SymbolRule]:
    for old, new in _METHODS.items():
        yield SymbolRule(
            f"pydantic:BaseModel.{old}",
            new=f"pydantic:BaseModel.{new}",
            signature=_SIGNATURES.get(old),
            arguments=_SKIPPING if old in ("dict", "json") else None,
            note=_NOTES.get(old),
        )
    for old, manual in _TOLD_METHODS.items():
        yield SymbolRule(f"pydantic:BaseModel.{old}", manual=manual)


def _keys() -> Iterator[SymbolRule]:
    for old, new in RENAMED_KEYS.items():
        yield SymbolRule(f"pydantic:BaseModel.Config.{old}", new=f"pydantic:BaseModel.Config.{new}")


def _names() -> Iterator[SymbolRule]:
    moved: dict[str, str] = dict(MOVED_IN_V2)
    moved |= {old: f"{module}:{name}" for old, (module, name) in IMPORTS.items()}
    moved |= REDIRECT_TO_V1
    for old, new in moved.items():
        target = new if ":" in new else ":".join(new.rsplit(".", 1))
        package = target.partition(":")[0].partition(".")[0]
        yield SymbolRule(old, new=target, note=_NEEDS.get(package))
    for old in ("pydantic.tools:parse_obj_as", "pydantic:parse_obj_as"):
        yield SymbolRule(
            old,
            signature="(type_, obj)",
            expression="TypeAdapter(type_).validate_python(obj)",
            imports=("pydantic:TypeAdapter",),
        )
    for old in ("pydantic:validate_arguments", "pydantic.decorator:validate_arguments"):
        yield SymbolRule(old, new="pydantic:validate_call", when="decorator")
    for extra in ("allow", "forbid", "ignore"):
        yield SymbolRule(f"pydantic:Extra.{extra}", expression=f'"{extra}"')
    for old in _DEPRECATED_WORDS:
        yield SymbolRule(old, manual=_DEPRECATED_WORDS[old])


_NEEDS = {
    "pydantic_settings": "needs pydantic-settings",
    "pydantic_extra_types": "needs pydantic-extra-types",
}
_DEPRECATED_WORDS = {
    "pydantic.tools:schema_of": "write `TypeAdapter(type_).json_schema()`",
    "pydantic.tools:schema_json_of": "write `json.dumps(TypeAdapter(type_).json_schema())`",
    "pydantic.json:pydantic_encoder": "use `pydantic_core.to_jsonable_python`",
    "pydantic.json:custom_pydantic_encoder": "use `pydantic_core.to_jsonable_python`, with a fallback",
    "pydantic.json:timedelta_isoformat": "set `ser_json_timedelta` in the model's config",
    "pydantic.config:BaseConfig": "write `pydantic.ConfigDict(...)`",
}


_PATTERNS = (
    "pydantic 2 matches patterns by Rust's engine: one with a look-around needs `regex_engine` in the "
    "model's configuration"
)


def _constrained() -> Iterator[SymbolRule]:
    for old, kind in (
        (f"{module}:{name}", kind) for module in _TYPES for name, kind in MAP_FUNC_TO_TYPE.items()
    ):
        annotated = "typing:Annotated"
        if kind in _COLLECTIONS:
            yield from _collection(old, _COLLECTIONS[kind])
        elif kind == "str":
            imports = (annotated, "pydantic:StringConstraints")
            made = "Annotated[str, StringConstraints({}**constraints)]"
            for passed, first in ((("regex",), "pattern=regex, "), ((), "")):
                yield SymbolRule(
                    old,
                    signature="(*, regex=None, **constraints)" if passed else "(**constraints)",
                    passed=passed,
                    not_passed=() if passed else ("regex",),
                    expression=made.format(first),
                    imports=imports,
                    note=_PATTERNS if passed else None,
                )
        else:
            others = ("decimal:Decimal",) if kind == "Decimal" else ()
            yield SymbolRule(
                old,
                signature="(**constraints)",
                expression=f"Annotated[{kind}, Field(**constraints)]",
                imports=(annotated, "pydantic:Field", *others),
            )


def _collection(old: str, kind: str) -> Iterator[SymbolRule]:
    """A rule for each of the limits that a call may pass, since what it leaves out is left out."""
    for passed in (("min_items", "max_items"), ("min_items",), ("max_items",)):
        limits = ", ".join(f"{name.replace('items', 'length')}={name}" for name in passed)
        yield SymbolRule(
            old,
            signature="(item_type, *, min_items=None, max_items=None)",
            passed=passed,
            not_passed=tuple(name for name in ("min_items", "max_items") if name not in passed),
            expression=f"Annotated[{kind}[item_type], Field({limits})]",
            imports=("typing:Annotated", "pydantic:Field"),
        )
    yield SymbolRule(old, signature="(item_type)", expression=f"{kind}[item_type]")


def _validators() -> Iterator[SymbolRule]:
    """What pydantic 2 still has as deprecated ones.

    A validator that takes `values` gets another object there, which a rule cannot see, so they are told.
    """
    told = 'write `@field_validator`: `pre=True` is `mode="before"`, and `values` is `info.data` there'
    before = Arguments(drop=("allow_reuse", "pre", "skip_on_failure"), add={"mode": '"before"'})
    for module in ("pydantic", "pydantic.class_validators"):
        yield SymbolRule(f"{module}:validator", manual=told, told_only=False)
        yield SymbolRule(
            f"{module}:root_validator",
            new="pydantic:model_validator",
            when="decorator",
            where={"pre": "True"},
            arguments=before,
        )
        words = 'write `@model_validator(mode="after")`, which gets the model and not its values'
        yield SymbolRule(f"{module}:root_validator", manual=words)


def _keywords() -> Iterator[SymbolRule]:
    renamed: Mapping[str, str] = {
        old: new for old, new in RENAMED_KEYWORDS.items() if old not in ("allow_mutation", "example")
    }
    for module in ("pydantic", "pydantic.fields"):
        yield SymbolRule(
            f"{module}:Field",
            arguments=Arguments(
                rename={**renamed, "allow_mutation": "frozen"},
                values={"allow_mutation": {"False": "True", "True": "False"}},
            ),
        )


def _removed(known: set[str]) -> Iterator[SymbolRule]:
    for old in sorted(REMOVED_IN_V2 - known):
        yield SymbolRule(old, manual=_GONE.get(old.partition(":")[2], "pydantic 2 has no such name"))


_GONE = {
    "parse_file_as": "read the file, then `TypeAdapter(type_).validate_json`",
    "parse_raw_as": "write `TypeAdapter(type_).validate_json(text)`",
    "Required": "write `...`, or leave the default out",
    "stricturl": "write `Annotated[AnyUrl, UrlConstraints(...)]`",
}
