"""Roots of packages without `__init__`, told by a migration's modules."""

from codemods.tree.namespace_roots import index_modules

CORE = "packages/one/acme/tools/core.py"
OTHER = "packages/two/acme/apps/run.py"


def test_a_module_of_the_migration_tells_its_root_and_that_of_other_portions() -> None:
    index = index_modules([CORE, OTHER], (), {}, ["acme.tools.core", "elsewhere.there"])
    assert index.names(CORE)[0] == "acme.tools.core"
    assert index.names(OTHER)[0] == "acme.apps.run"
    assert index.find("acme.tools.core", OTHER) == CORE
    assert index.roots == ("packages/one", "packages/two")


def test_what_a_known_root_leads_to_tells_nothing() -> None:
    paths = [CORE, "acme/tools/core.py"]
    assert index_modules(paths, (), {}, ["acme.tools.core"]).roots == ()


def test_two_places_tell_nothing() -> None:
    paths = [CORE, "packages/two/acme/tools/core.py"]
    assert index_modules(paths, (), {}, ["acme.tools.core"]).roots == ()
