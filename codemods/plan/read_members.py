"""Read the outlines of a tree's files for the members that a migration names, and ask a type checker."""

import hashlib
from collections.abc import Callable, Collection, Mapping, Sequence

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from codemods.plan.process_pool import Workers
from codemods.plan.workspace import Workspace
from codemods.project.members import Members
from codemods.project.project import Project
from codemods.project.typed_receivers import AskPlaces, TypedPlace
from codemods.semantic.outline import FileOutline
from codemods.semantic.parse_source import ParseError, parse
from codemods.semantic.read_outline import read_outline
from codemods.tree.word_index import WordIndex
from codemods.values.source import Source
from codemods.values.type_answers import AskTypes, TypeAnswer, TypeQuestion

_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(FileOutline)


class OutlineJob(Struct, frozen=True):
    """One file to read the outline of, for the places that name one of some members."""

    source: Source
    module: str
    is_package: bool
    names: frozenset[str]
    whole: bool


def outline_of(job: OutlineJob) -> FileOutline | None:
    """Read one file's outline; None where it can't be read. Pure, so it runs anywhere."""
    try:
        tree = parse(job.source)
        return read_outline(tree, job.source, job.module, job.is_package, job.names, job.whole)
    except (ParseError, RecursionError):
        return None


def encoded_outline_of(job: OutlineJob) -> bytes | FileOutline | None:
    """The same, encoded where it can be: half a surrogate pair cannot, nor what is nested too deeply."""
    outline = outline_of(job)
    try:
        return _encoder.encode(outline) if outline is not None else None
    except (UnicodeEncodeError, RecursionError):
        return outline


class OutlineReader:
    """Reads the outlines of one tree's files, by several processes, and keeps them for later runs."""

    def __init__(self, project: Project, workspace: Workspace, workers: Callable[[], Workers]) -> None:
        """`workers` gives the processes to read with, when something is to be read."""
        self._project = project
        self._workspace = workspace
        self._workers = workers

    def read(self, paths: Sequence[str], names: Collection[str], whole: bool) -> Sequence[FileOutline | None]:
        """The outlines of some files; None for one that can't be read, of which there is a finding."""
        cache, workers = self._workspace.cache, self._workers()
        jobs = {path: job for path in paths if (job := self._job(path, frozenset(names), whole)) is not None}
        keys = {path: self._key(job) for path, job in jobs.items()} if cache.enabled else {}
        kept = cache.kept([*keys.values()])
        known = {path: self._decoded(kept[key]) for path, key in keys.items() if key in kept}
        found = {path: outline for path, outline in known.items() if outline is not None}
        fresh = [job for path, job in jobs.items() if path not in found]
        if cache.enabled or workers.share(len(fresh)):
            read = workers.map(encoded_outline_of, fresh)
        else:
            read = [outline_of(job) for job in fresh]
        for job, each in zip(fresh, read, strict=True):
            path = job.source.path
            if isinstance(each, bytes) and cache.enabled:
                cache.keep(keys[path], each)
            outline = (self._decoded(each) or outline_of(job)) if isinstance(each, bytes) else each
            if outline is None:
                self._workspace.tree(path)  # It says why the file can't be parsed.
            else:
                found[path] = outline
        return [found.get(path) for path in paths]

    def _job(self, path: str, names: frozenset[str], whole: bool) -> OutlineJob | None:
        source = self._workspace.source(path)
        if source is None:
            return None
        is_package = self._project.modules.is_package(path)
        return OutlineJob(source, self._workspace.module(path), is_package, names, whole)

    def _key(self, job: OutlineJob) -> bytes:
        asked = sorted(job.names), job.whole
        return self._workspace.cache.outline_key(job.source, job.module, job.is_package, asked)

    def _decoded(self, encoded: bytes) -> FileOutline | None:
        """Decode what the cache had; None where that is damaged, so that the file is read after all."""
        try:
            return _decoder.decode(encoded)
        except (ValueError, RecursionError):
            self._workspace.cache.discard()
            return None


def members_of(
    project: Project, workspace: Workspace, words: WordIndex, workers: Callable[[], Workers]
) -> Members:
    """The members of one tree, whose files are read by as many processes as `workers` say then."""
    return Members(project, OutlineReader(project, workspace, workers).read, lambda: words.candidates)


def ask_places(workspace: Workspace, paths: Collection[str], ask: AskTypes) -> AskPlaces:
    """Ask about places of a tree, by lines and columns, and with what their files hold.

    `paths` are the tree's files: of definitions elsewhere, the classes are left out of the answers.
    """

    def question(place: TypedPlace) -> TypeQuestion | None:
        source = workspace.source(place.path)
        if source is None:
            return None
        line = source.line_of(place.offset)
        column = place.offset - source.line_start(line)
        return TypeQuestion(place.path, hashlib.sha1(source.data).digest(), line - 1, column, place.symbol)

    def inside(answer: TypeAnswer) -> TypeAnswer:
        return TypeAnswer(
            tuple(each if each.path in paths else replace(each, owner=()) for each in answer.definitions)
        )

    def answers(places: Sequence[TypedPlace]) -> Mapping[TypedPlace, TypeAnswer]:
        asked = {place: each for place in places if (each := question(place)) is not None}
        found = ask(tuple(asked.values()))
        return {place: inside(found[each]) for place, each in asked.items()}

    return answers
