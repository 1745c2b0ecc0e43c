"""The fields of a JSON document, as the documentation lists them."""

from collections.abc import Iterator
from typing import get_args

import msgspec


def json_fields(struct: type, prefix: str = "") -> Iterator[str]:
    """Give every field of a struct and of those inside it, `list[].field` or `struct.field`."""
    for field in msgspec.structs.fields(struct):
        name = prefix + field.encode_name
        yield name
        inner = [field.type, *get_args(field.type)]
        for kind in inner:
            if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
                yield from json_fields(kind, name + ("[]." if kind in get_args(field.type)[:1] else "."))
