"""What LibCST's runner tells a codemod of the whole repository: module names, and full-repo metadata."""

from collections.abc import Mapping, Sequence

from libcst.codemod import Codemod
from libcst.helpers import ModuleNameAndPackage
from libcst.metadata import FullRepoManager, FullyQualifiedNameProvider
from libcst.metadata.base_provider import ProviderT

from codemods.values.errors import RepointError

_SECONDS = 5
"""How long a provider may take for its answer; what LibCST's runner allows."""


class RepoMetadata(FullRepoManager):
    """The caches of the providers that a codemod depends on, by absolute path."""

    def __init__(self, root: str, caches: Mapping[ProviderT, Mapping[str, object]]) -> None:
        super().__init__(root, (), ())
        self._caches = caches

    def get_cache_for_path(self, path: str) -> Mapping[ProviderT, object]:
        """The part of each cache that is about one file."""
        return {provider: files[path] for provider, files in self._caches.items() if path in files}


def repo_metadata(command: type[Codemod], root: str, modules: Mapping[str, tuple[str, str]]) -> RepoMetadata:
    """Gather what the codemod's providers have to know of all files.

    `modules` are the names of modules and their packages, by absolute path: those of the tree's own source
    roots, where LibCST would go by the path from the root. Raises RepointError where a provider fails: pyre,
    which tells types, may not be installed.
    """
    caches: dict[ProviderT, Mapping[str, object]] = {}
    for provider in command.get_inherited_dependencies():
        if provider is FullyQualifiedNameProvider:
            caches[provider] = {path: ModuleNameAndPackage(*names) for path, names in modules.items()}
        elif provider.gen_cache is not None:
            caches[provider] = _cache(provider, root, [*modules])
    return RepoMetadata(root, caches)


def _cache(provider: ProviderT, root: str, paths: Sequence[str]) -> Mapping[str, object]:
    try:
        made: Mapping[str, object] = provider.gen_cache(root, [*paths], timeout=_SECONDS)  # type: ignore[misc, arg-type]
    except Exception as error:
        raise RepointError(
            f"the codemod needs {provider.__name__}, which fails: {type(error).__name__}: {error}"
        ) from error
    return made
