"""langchain: langchain 0.0.x to 0.3, from the patterns of `langchain-cli migrate`."""

import importlib.metadata
import importlib.util
import json
import re
from collections.abc import Iterator
from pathlib import Path

from rule_model import LeftOut, ModuleRule, Section, SymbolRule, Table

_ENTRY = re.compile(r"\[\s*`([\w.]+)`,\s*`(\w+)`,\s*`([\w.]+)`,\s*`(\w+)`\s*\]")
_ORDER = (
    *("langchain_to_core", "langchain_to_textsplitters", "langchain_to_langchain_community"),
    *("community_to_core", "openai", "anthropic", "fireworks", "ibm", "pinecone", "astradb"),
)
_SHIMS = ("langchain_core.pydantic_v1", "langchain.pydantic_v1", "langserve.pydantic_v1")

_SAME_NAME = {
    "SentenceTransformerEmbeddings": "HuggingFaceEmbeddings",
    "TitanTakeoffPro": "TitanTakeoff",
}
"""Classes with two names, of which the patterns take the other one: the module has the old name as well."""

_OTHER_MODELS = "models of pydantic 2 from here on: the migration pydantic-2 tells what is called otherwise"


def derive() -> Table:
    """Read the patterns that the installed langchain-cli runs; the first entry for a name holds."""
    spec = importlib.util.find_spec("langchain_cli")
    if spec is None or spec.origin is None:
        raise SystemExit("langchain-cli is not installed: see requirements.txt")
    folder = Path(spec.origin).parent / "namespaces/migrate/.grit/patterns"
    seen: dict[str, str] = {}
    sections, doubled = [], 0
    for name in _ORDER:
        rules = []
        for old, new in _entries(folder / f"{name}.grit"):
            if old in seen or old == new:
                doubled += 1
                continue
            seen[old] = new
            rules.append(SymbolRule(old, new=_kept_name(old, new)))
        sections.append(Section(f"{name.replace('_', ' ')}.", tuple(rules)))
    shims = tuple(ModuleRule(old, new="pydantic", package=True, note=_OTHER_MODELS) for old in _SHIMS)
    sections.append(
        Section("The shims for pydantic 1: langchain takes models of pydantic 2 from 0.3 on.", shims)
    )
    left_out = (
        LeftOut(
            "entries for a name that an earlier pattern has", "the first one holds", doubled, "by choice"
        ),
    )
    version = importlib.metadata.version("langchain-cli")
    return Table(
        "langchain",
        "LangChain 0.0.x and 0.1 to 0.3: names that went to langchain-core, -community and partner packages.",
        (f"langchain-cli {version} (the patterns of `langchain-cli migrate`), MIT",),
        tuple(sections),
        left_out if doubled else (),
    )


def _kept_name(old: str, new: str) -> str:
    module, _, name = new.partition(":")
    kept = _SAME_NAME.get(name)
    return f"{module}:{kept}" if kept == old.partition(":")[2] else new


def _entries(path: Path) -> Iterator[tuple[str, str]]:
    data = path.with_suffix(".json")
    if data.exists():
        for old, new in json.loads(data.read_text()):
            yield _symbol(old), _symbol(new)
        return
    for module, name, new_module, new_name in _ENTRY.findall(path.read_text()):
        yield f"{module}:{name}", f"{new_module}:{new_name}"


def _symbol(dotted: str) -> str:
    module, _, name = dotted.rpartition(".")
    return f"{module}:{name}"
