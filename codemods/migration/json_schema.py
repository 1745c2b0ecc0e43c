"""A JSON schema of migration files, by which editors complete and check them."""

from collections.abc import Mapping

import msgspec

from codemods.migration.file_schema import MigrationFile
from codemods.migration.key_texts import TEXTS
from codemods.migration.rule_tables import WHENS
from codemods.values.finding_texts import FINDING_CODES
from codemods.values.rules import Compat

_Json = dict[str, object]
_MODULE = {"pattern": r"^\s*[^\s:]+\s*$"}
_SYMBOL = {"pattern": "^[^:]+:[^:]+$"}
_CODE: _Json = {"enum": [*FINDING_CODES]}
_TEXT: _Json = {"type": "string"}
_TESTED_FILE: dict[str, _Json] = {
    "before": {"pattern": ""},
    "after": {"pattern": ""},
    "stays": {"enum": [True]},
    "finding": {"anyOf": [_CODE, {"type": "array", "items": _CODE, "minItems": 1}]},
}
_EXTRA: dict[str, dict[str, _Json]] = {
    "MigrationFile": {"compat": {"enum": [str(each) for each in Compat]}},
    "SymbolTable": {
        "old": dict(_SYMBOL),
        "new": dict(_SYMBOL),
        "when": {"enum": list(WHENS)},
        "definition": {"enum": ["rename"]},
    },
    "ModuleTable": {"old": dict(_MODULE), "new": dict(_MODULE)},
    "TestTable": {**_TESTED_FILE, "given": {"additionalProperties": _TEXT}},
    "TestFileTable": _TESTED_FILE,
}
"""What the types of keys do not say, by table and key."""
_ALSO: dict[str, _Json] = {
    "ModuleTable": {"oneOf": [{"required": ["new"]}, {"required": ["manual"]}]},
    "TestTable": {"oneOf": [{"required": ["before"]}, {"required": ["file"]}]},
}
"""What holds for the keys of a table together."""
_SAYS_SOMETHING = r"\S"
_DRAFT = "http://json-schema.org/draft-07/schema#"


def migration_schema() -> _Json:
    """The schema, in draft 7, which editors know best, and without references."""
    made = msgspec.json.schema(MigrationFile, schema_hook=_any_list)
    whole = _Tables(made["$defs"]).table(MigrationFile.__name__)
    return {"$schema": _DRAFT, **whole, "title": "A migration of repoint"}


class _Tables:
    """The tables of a schema, by the names of their types."""

    def __init__(self, made: Mapping[str, _Json]) -> None:
        self._made = made

    def table(self, name: str) -> _Json:
        """A table: its keys, those that it needs, and no others."""
        made, extra, texts = self._made[name], _EXTRA.get(name, {}), TEXTS[name]
        properties = made["properties"]
        assert isinstance(properties, dict)
        return {
            "type": "object",
            "properties": {
                key: {**self._part(part), **extra.get(key, {}), "description": texts[key]}
                for key, part in properties.items()
            },
            "required": made["required"],
            "additionalProperties": False,
            **_ALSO.get(name, {}),
        }

    def _part(self, part: _Json) -> _Json:
        """A part without null, which TOML lacks, and with tables in the place of references to them."""
        reference, options = part.get("$ref"), part.get("anyOf")
        if isinstance(reference, str):
            return self.table(reference.rpartition("/")[2])
        if isinstance(options, list):
            kept = [self._part(each) for each in options if each != {"type": "null"}]
            return kept[0] if len(kept) == 1 else {"anyOf": kept}
        rest = {key: value for key, value in part.items() if key != "default"}
        if rest.get("type") == "string":
            rest["pattern"] = _SAYS_SOMETHING
        for key in ("items", "additionalProperties"):
            inner = rest.get(key)
            if isinstance(inner, dict):
                rest[key] = self._part(inner)
        return rest


def _any_list(_type: type) -> _Json:
    """The values of `[categories]`, which are checked apart from the types."""
    return {"type": "array", "items": {"type": "string", "pattern": _SAYS_SOMETHING}, "minItems": 1}
