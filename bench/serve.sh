#!/bin/sh
# The server over a ledger of a million claims, asked by wrk:
#   bench/serve.sh BUILD [CLAIMS] [SECONDS] [LEDGER]
# First a page that is answered from the cache, then filters, each address another (bench/serve_urls.py). A LEDGER that
# is not there is made and kept; without one it is made in a temporary folder. wrk and the server share the machine.
set -eu
build=$1 claims=${2:-1000000} seconds=${3:-10} ledger=${4:-}
here=$(cd "$(dirname "$0")" && pwd)
command -v wrk >/dev/null || { echo "bench/serve.sh: wrk is not there: tools/setup develop" >&2; exit 2; }
work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server"; rm -rf "$work"' EXIT
[ -n "$ledger" ] || ledger=$work/ledger.db
[ -e "$ledger" ] || "$build/bench/bench_make_ledger" "$ledger" "$claims"
python3 "$here/serve_urls.py" "$ledger" "$work"
echo "load: $(uptime | sed 's/.*load average: //'), processors: $(nproc), ledger: $(stat -c %s "$ledger") bytes"
: >"$work/server.log"
"$build/sitrep" serve --ledger "$ledger" --port 0 2>"$work/server.log" &
server=$!
until port=$(sed -n 's|.*http://127\.0\.0\.1:\([0-9]*\)/.*|\1|p' "$work/server.log") && [ -n "$port" ]; do
  kill -0 "$server" || { cat "$work/server.log" >&2; exit 1; }
  sleep 0.1
done
# The server's processor time in clock ticks: what an answer costs even where others are at work.
ticks() { sed 's/.*) //' "/proc/$server/stat" | awk '{ print $12 + $13 }'; }
ask() { # NAME CONNECTIONS
  before=$(ticks)
  line=$(URLS=$work/$1.txt wrk -t 1 -c "$2" -d "$seconds" -s "$here/serve.lua" "http://127.0.0.1:$port" | tail -1)
  echo "$line" | awk -v name="$1" -v ticks=$(($(ticks) - before)) -v hz="$(getconf CLK_TCK)" \
    '{ printf "%-26s%9s%9s%9s%9s%9s%12.2f%8d\n", name, $2, $3, $4, $5, $6, ticks / hz * 1000 / $1, $7 }'
}
echo "                          answers/s   p50 ms   p99 ms p99.9 ms   max ms cpu ms each  failed"
ask cached 16
for urls in "$work"/*.txt; do
  name=$(basename "$urls" .txt)
  [ "$name" = cached ] || ask "$name" 2
done
