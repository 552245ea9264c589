#!/usr/bin/env python3
"""Names of UD English-GUM as entity NDJSON for sitrep-train.

GUM marks every mention of an entity (MISC, Entity=), named or not, with its type and the words of its head. A mention of
a person, place or organization becomes a name where its head's words are proper nouns; titles ("President") and plurals
("Muslims") do not count. Of nested names the outermost is kept. Documents whose id has none of the given parts are left
out.

    gum_entities.py en_gum-ud-train.conllu.gz GUM_bio GUM_news ... > en_gum-names.ndjson"""
import gzip
import json
import re
import sys

TYPES = {"person": "PER", "place": "LOC", "organization": "ORG"}


def mentions(words):
    """(type, link, first word, last word, head's words) of each mention that lies within the sentence."""
    open_ones, found = [], []
    for i, word in enumerate(words):
        for part in re.findall(r"\([^()]*\)?|[^()]+\)", word["entity"]):
            body = part.strip("()")
            if part.startswith("("):
                fields = body.split("-", 7)
                fields += [""] * (8 - len(fields))
                mention = (fields[0], fields[1], fields[7], i, fields[5])
                if part.endswith(")"):
                    found.append(mention + (i,))
                else:
                    open_ones.append(mention)
            else:
                group = body.split("-")[0]
                for k in range(len(open_ones) - 1, -1, -1):
                    if open_ones[k][0] == group:
                        found.append(open_ones.pop(k) + (i,))
                        break
    return found


def run(words, inner, kind):
    """How many of the words make up one name: what lies between two is a joining word."""
    joining = {"de", "du", "la", "van", "von", "-"}
    joining |= {"of", "the", "for", "'s"} if kind != "person" else set()
    joining |= {"and", "&"} if kind == "organization" else set()
    n = 1
    while n < len(inner) and all(words[i]["form"] in joining for i in range(inner[n - 1] + 1, inner[n])) and (
            words[inner[n]]["form"][:1].isupper() or words[inner[n]]["form"] in joining
            or words[inner[n]]["form"][:1].isdigit()):
        n += 1
    while n > 1 and words[inner[n - 1]]["form"] in joining:
        n -= 1
    return n


def names(words):
    spans = []
    for _, kind, _, first, head, _ in mentions(words):
        if kind not in TYPES or not re.fullmatch(r"[\d,]+", head):
            continue
        inner = [first + int(h) - 1 for h in head.split(",")]
        inner = [i for i in inner if i < len(words)]
        while inner and words[inner[0]]["deprel"] in ("nmod:desc", "det", "case"):
            inner.pop(0)
        # a common noun as head is a description, but for "author Natsu"
        while kind == "person" and inner and words[inner[0]]["form"][:1].islower():
            inner.pop(0)
        if not inner or not words[inner[0]]["form"][:1].isupper():
            continue
        inner = inner[:run(words, inner, kind)]
        if not any(words[i]["upos"] == "PROPN" for i in inner):
            continue
        if kind == "person" and any(words[i]["xpos"] == "NNPS" for i in inner):
            continue
        if kind == "person" and len(inner) == 1 and words[inner[0]]["form"].capitalize() in TITLES:
            continue
        spans.append((inner[0], inner[-1], TYPES[kind]))
    kept, end = [], -1
    for span in sorted(set(spans), key=lambda s: (s[0], -s[1])):
        if span[0] > end:
            kept.append(span)
            end = span[1]
    return kept


TITLES = {"President", "Minister", "Senator", "Governor", "Mayor", "Ambassador", "Chairman", "Secretary", "General",
          "Captain", "Colonel", "Professor", "Doctor", "Mr.", "Mrs.", "Ms.", "Dr.", "Sir", "Madam", "King", "Queen",
          "Prince", "Princess", "Pope", "Bishop", "Judge", "Chancellor", "Speaker", "Congressman", "Dad", "Mom", "God"}


def documents(path):
    doc, sentences, words = None, [], []
    with gzip.open(path, "rt", encoding="utf-8") as f:
        for line in f:
            line = line.rstrip("\n")
            if line.startswith("# newdoc id = "):
                if doc:
                    yield doc, sentences
                doc, sentences = line[14:], []
            elif not line:
                sentences.append(words)
                words = []
            elif line[0].isdigit():
                cells = line.split("\t")
                if "." in cells[0]:
                    continue
                misc = dict(p.split("=", 1) for p in cells[9].split("|") if "=" in p)
                space = "" if misc.get("SpaceAfter") == "No" else " "
                if "-" in cells[0]:
                    words.append({"range": [int(i) for i in cells[0].split("-")], "space": space})
                    continue
                words.append({"form": cells[1], "upos": cells[3], "xpos": cells[4], "deprel": cells[7],
                              "entity": misc.get("Entity", ""), "space": space, "id": int(cells[0])})
    if doc:
        yield doc, sentences


def main():
    path, only = sys.argv[1], sys.argv[2:]
    for doc, sentences in documents(path):
        if not any(part in doc for part in only):
            continue
        text, entities = "", []
        for sentence in sentences:
            words, ranges = [w for w in sentence if "form" in w], [w for w in sentence if "range" in w]
            inside = {i for r in ranges for i in range(r["range"][0], r["range"][1])}
            ends = {r["range"][1]: r["space"] for r in ranges}
            starts = []
            for word in words:
                begin = len(text.encode())
                text += word["form"]
                starts.append((begin, len(text.encode())))
                text += "" if word["id"] in inside else ends.get(word["id"], word["space"])
            for first, last, kind in names(words):
                start, end = starts[first][0], starts[last][1]
                entities.append({"start": start, "end": end, "type": kind,
                                 "text": text.encode()[start:end].decode()})
            text = text.rstrip() + " "
        print(json.dumps({"id": doc, "text": text, "entities": entities}, ensure_ascii=False))


if __name__ == "__main__":
    main()
