#!/bin/sh
# How long a first `sitrep read` takes: one report of 4 KB into a new ledger: bench/cold_start.sh BUILD [RUNS]
set -eu
build=$1 runs=${2:-20}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$build/bench/bench_make_reports" --text 4096 >"$work/report.txt"
echo "sitrep read, one report of $(wc -c <"$work/report.txt") bytes into a new ledger:"
printf '  '
"$build/bench/bench_command" "$runs" "$work/cold.db" "$build/sitrep" read --ledger "$work/cold.db" \
  --date 2025-07-10 "$work/report.txt"
