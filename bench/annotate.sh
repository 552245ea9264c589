#!/bin/sh
# Many reports through `sitrep annotate`: is time linear, memory flat, and what do threads give:
#   bench/annotate.sh BUILD [COUNT]
set -eu
build=$1 count=${2:-10000}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for n in $((count / 4)) $((count / 2)) "$count"; do
  "$build/bench/bench_make_reports" "$n" >"$work/$n.ndjson"
done
words=$(wc -w <"$work/$count.ndjson")
echo "sitrep annotate, $count reports, $words words, $(wc -c <"$work/$count.ndjson") bytes, all layers:"
for jobs in 1 2; do
  for n in $((count / 4)) $((count / 2)) "$count"; do
    line=$("$build/bench/bench_command" 1 - "$build/sitrep" annotate --jobs "$jobs" "$work/$n.ndjson")
    echo "  jobs $jobs, $n reports: $line" | sed 's/median \(.*\) ms, min.*runs;/\1 ms;/'
    [ "$n" = "$count" ] || continue
    echo "$line" | awk -v words="$words" -v jobs="$jobs" '{
      printf "  jobs %s: %.0f words/s, %.0f a second of processor time\n", jobs, words / $2 * 1000, words / $(NF - 1) * 1000 }'
  done
done
