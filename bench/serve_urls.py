"""Addresses that bench/serve.sh asks, by what they filter: serve_urls.py LEDGER FOLDER

Writes FOLDER/NAME.txt for each kind of question. The names asked for are those of the ledger itself, the commonest and
the rarest alike, and each address differs from all others, by its page if by nothing else, so that next to none is
answered from the cache. The order is drawn, with a seed.
"""

import itertools
import random
import sqlite3
import sys
import urllib.parse

ledger = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)
random.seed(1)
MOST = 20000


def column(sql):
    return [row[0] for row in ledger.execute(sql)]


def spread(values, n):
    """n of values in the order given, from the first to the last, more of them near the first, as people ask."""
    return [values[int(len(values) * (i / n) ** 2)] for i in range(n)]


last = column("SELECT max(id) FROM claim")[0]
sources = spread(column("SELECT name FROM claim_actor WHERE role = 'chain' AND position = 1 GROUP BY name ORDER BY count(*) DESC"), 60)
places = spread(column("SELECT name FROM claim_place GROUP BY name ORDER BY count(*) DESC"), 60)
kinds = column("SELECT DISTINCT kind FROM claim")
parties = ["RUS", "UKR", "ISR", "SDN"]
days = column("SELECT DISTINCT said FROM report")
words = [w for w in column("SELECT text FROM report ORDER BY id LIMIT 1")[0].replace(".", "").split() if w.islower()]
words += ["drones", "near", "said", "crossed"]
pages = [last * i // 40 for i in range(40)]


def write(name, *choices):
    every = 1
    for _, values in choices:
        every *= len(values)
    if every <= MOST:
        drawn = list(itertools.product(*(values for _, values in choices)))
        random.shuffle(drawn)
    else:
        drawn = [[random.choice(values) for _, values in choices] for _ in range(MOST)]
    with open(f"{sys.argv[2]}/{name}.txt", "w") as out:
        for values in drawn:
            pairs = {key: value for (key, _), value in zip(choices, values) if value != ""}
            out.write("/api/v1/claims?" + urllib.parse.urlencode(pairs) + "\n")


cursor = ("cursor", pages)
write("cached", ("limit", [50]))
write("page", ("cursor", list(range(0, last, 50))))
write("source", ("source", sources), cursor)
write("party", ("party", parties), ("order", ["oldest", "newest"]), ("cursor", [last * i // 4000 for i in range(1, 4000)]))
write("place", ("place", places), cursor)
write("kind", ("kind", kinds), ("cursor", [last * i // 1000 for i in range(1000)]))
write("day", ("since", days), ("kind", [*kinds, ""]))
write("newest-of-kind-since", ("order", ["newest"]), ("since", days), ("kind", kinds))
write("source-and-kind", ("source", sources), ("kind", kinds), cursor)
write("source-and-place", ("source", sources), ("place", places), ("order", ["oldest", "newest"]))
write("place-and-party", ("place", places), ("party", parties), cursor)
write("words", ("q", words), ("limit", range(20, 60)), cursor)
write("two-words", ("q", [f"{a} {b}" for a in words for b in words if a < b]), ("order", ["oldest", "newest"]), cursor)
write("words-and-place", ("q", words), ("place", places), ("order", ["oldest", "newest"]))
write("words-and-source-and-kind", ("q", words), ("source", sources), ("kind", kinds))
