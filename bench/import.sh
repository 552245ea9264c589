#!/bin/sh
# Large files through `sitrep observe events` and `sitrep observe fires`: what they take of time and memory, by their size:
#   bench/import.sh BUILD [MEGABYTES [CELL_DAYS]]
# The events are made up, a row of 1 KB each as UCDP GED's are, and so are the fires, one a day in each of 7,300 cells: the
# same bytes for the same size.
set -eu
build=$1 megabytes=${2:-2048} cell_days=${3:-2200000}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for size in $((megabytes / 8)) "$megabytes"; do
  awk -v rows=$((size * 1024)) 'BEGIN {
    for (i = 0; i < 24; i++) text = text "shelling reported near the line, "
    text = text text
    print "id,date_start,date_end,best,low,high,country,adm_1,type_of_violence,where_prec,date_prec,source_article"
    for (i = 1; i <= rows; i++) {
      best = i * 7919 % 40
      day = sprintf("20%02d-%02d-%02d 00:00:00.000", 10 + i % 15, 1 + i % 12, 1 + i % 28)
      printf "%d,%s,%s,%d,%d,%d,Ukraine,Oblast %d,1,%d,1,\"%s\"\n", i, day, day, best, (best > 3 ? best - 3 : 0), best + 5, i % 27, 1 + i % 3, substr(text, 1, 1024 - 110)
    }
  }' >"$work/events.csv"
  line=$("$build/bench/bench_command" 1 "$work/ledger" "$build/sitrep" observe --ledger "$work/ledger" --quiet events "$work/events.csv")
  echo "sitrep observe events, $(wc -c <"$work/events.csv") bytes, $((size * 1024)) rows: $line"
done
for rows in $((cell_days / 8)) "$cell_days"; do
  awk -v rows="$rows" 'BEGIN {
    print "latitude,longitude,acq_date,acq_time,satellite,instrument,confidence,version,frp,daynight"
    for (day = 0; day < rows / 7300; day++)
      for (cell = 0; cell < 7300; cell++)
        printf "%.2f,%.2f,%d-%02d-%02d,1012,N,VIIRS,n,2.0NRT,3.1,D\n", 44.35 + cell % 73 / 10, 22.25 + int(cell / 73) / 10, \
               2022 + int(day / 336), 1 + int(day / 28) % 12, 1 + day % 28
  }' >"$work/fires.csv"
  line=$("$build/bench/bench_command" 1 "$work/ledger" "$build/sitrep" observe --ledger "$work/ledger" --quiet fires "$work/fires.csv")
  echo "sitrep observe fires, $(wc -c <"$work/fires.csv") bytes, about $rows cells and days: $line"
done
