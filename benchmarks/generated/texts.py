"""Files that are not Python: documents and settings, as long as those of the real tree."""

from collections.abc import Iterator
from random import Random

from benchmarks.generated.shape import (
    OTHER_BYTES,
    OTHER_TYPES,
    OTHERS_A_FILE,
    OTHERS_THAT_MENTION,
    draw,
    pick,
)
from benchmarks.generated.words import NOUNS, VERBS

MENTION = """\
## Managers

Make a manager with `create_websocket_manager`:

```python
from netra_backend.app.websocket_core.websocket_manager_factory import create_websocket_manager

manager = await create_websocket_manager(user_context)
```

"""
"""What a document that mentions a deprecated name says."""


def other_files(files: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """The other files of a tree with that many Python files, as path and bytes."""
    random = Random(f"{seed}/texts")
    for number in range(round(files * OTHERS_A_FILE)):
        suffix = _suffix(random)
        folder = f"docs/{pick(random, NOUNS)}_{number % max(1, files // 200)}"
        mentions = suffix == "md" and random.random() < OTHERS_THAT_MENTION / OTHER_TYPES[0][1]
        yield f"{folder}/{pick(random, NOUNS)}_{number}.{suffix}", _text(random, suffix, mentions).encode()


def _suffix(random: Random) -> str:
    at = random.random()
    for suffix, share in OTHER_TYPES:
        at -= share
        if at < 0:
            return suffix
    return OTHER_TYPES[-1][0]


def _text(random: Random, suffix: str, mentions: bool) -> str:
    length = draw(random, OTHER_BYTES)
    # A few paragraphs repeated are as long to read as new ones, and quick to make.
    paragraph = "".join(f"{_line(random, suffix)}\n" for _ in range(12)) + "\n"
    start = MENTION if mentions else ""
    return start + paragraph * max(1, (length - len(start)) // len(paragraph))


def _line(random: Random, suffix: str) -> str:
    verb, noun, other = pick(random, VERBS), pick(random, NOUNS), pick(random, NOUNS)
    if suffix in ("ts", "tsx"):
        return f"export const {verb}_{noun} = (data: {noun.title()}) => send('{other}', {{ ...data }});"
    if suffix == "xml":
        return f'  <{noun} name="{other}" action="{verb}"/>'
    if suffix == "json":
        return f'  {{"{noun}": "{other}", "action": "{verb}"}},'
    if suffix in ("yml", "sh", "txt"):
        return f"{noun}_{other}: {verb}"
    return f"To {verb} a {noun}, ask the {other}; it answers with the {noun} of the last {other}."
