#!/usr/bin/env python3
"""Copies of the documents of an entity set as hasty letters and posts are written: names in a row without the mark
between them ("Thanks, Anna Peter, ..."), and everything in small letters or in capitals.

    vary_names.py [--joined N] [--lower N] [--upper N] SET.ndjson > COPIES.ndjson

Every N-th document, told by its id, is copied. Offsets are bytes."""
import argparse
import json
import re
import zlib

BETWEEN = re.compile(rb"(?:,|:|\.|!|;| -| --|\))? ")


def spans_of(document):
    return sorted((e["start"], e["end"], e["type"]) for e in document["entities"])


def joined(document):
    """Without the mark between two names of persons or two of places; nothing if there are none."""
    text, spans = document["text"].encode(), spans_of(document)
    out, at, moved, joins = bytearray(), 0, [], 0
    for i, (start, end, kind) in enumerate(spans):
        out += text[at:start]
        moved.append((len(out), len(out) + end - start, kind))
        out += text[start:end]
        at = end
        if i + 1 == len(spans):
            continue
        following, _, next_kind = spans[i + 1]
        gap = text[end:following]
        if kind == next_kind and kind != "ORG" and gap != b" " and BETWEEN.fullmatch(gap):
            out += b" "
            at = following
            joins += 1
    return (bytes(out + text[at:]), moved) if joins else None


def lower(document):
    """Letters of ASCII only, so that offsets stay."""
    return document["text"].encode().lower(), spans_of(document)


def upper(document):
    return document["text"].encode().upper(), spans_of(document)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ways = (joined, lower, upper)
    for way in ways:
        parser.add_argument("--" + way.__name__, type=int, default=0, metavar="N")
    parser.add_argument("set")
    args = parser.parse_args()
    with open(args.set, encoding="utf-8") as lines:
        for document in map(json.loads, lines):
            for way in ways:
                name, every = way.__name__, getattr(args, way.__name__)
                if not every or zlib.crc32(f"{name} {document['id']}".encode()) % every:
                    continue
                copy = way(document)
                if copy:
                    entities = [{"start": s, "end": e, "type": t} for s, e, t in copy[1]]
                    print(json.dumps({"id": f"{document['id']}-{name}", "lang": document.get("lang", "en"),
                                      "text": copy[0].decode(), "entities": entities}, ensure_ascii=False))


main()
