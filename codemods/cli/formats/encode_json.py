"""JSON as every command prints it."""

import msgspec


def encode_json(document: object) -> bytes:
    """Give a document of plain values and structs as indented JSON with a final newline."""
    return msgspec.json.format(msgspec.json.encode(document), indent=2) + b"\n"
