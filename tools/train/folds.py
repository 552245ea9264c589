#!/usr/bin/env python3
"""Parts of a treebank (.conllu) or an entity set (.ndjson) by document, for models that have not learnt from the part
which they read.

    folds.py K FILE DIR      writes DIR/NAME.in0 ... (part i) and DIR/NAME.not0 ... (all but part i)

A document belongs to the part that the CRC-32 of its id says. Treebanks are read plain or gzipped."""
import gzip
import json
import os
import sys
import zlib


def documents(path):
    """(id, text) of each document."""
    opened = gzip.open if path.endswith(".gz") else open
    with opened(path, "rt", encoding="utf-8") as lines:
        if ".ndjson" in path:
            for line in lines:
                yield json.loads(line)["id"], line
            return
        name, held = None, []
        for line in lines:
            if line.startswith("# newdoc id"):
                if held:
                    yield name, "".join(held)
                name, held = line.split("=", 1)[1].strip(), []
            held.append(line)
        yield name, "".join(held)


def main():
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    count, path, folder = int(sys.argv[1]), sys.argv[2], sys.argv[3]
    name = os.path.join(folder, os.path.basename(path).removesuffix(".gz"))
    inside = [open(f"{name}.in{k}", "w", encoding="utf-8") for k in range(count)]
    outside = [open(f"{name}.not{k}", "w", encoding="utf-8") for k in range(count)]
    for document, text in documents(path):
        part = zlib.crc32((document or "").encode()) % count
        for k in range(count):
            (inside if k == part else outside)[k].write(text)


main()
