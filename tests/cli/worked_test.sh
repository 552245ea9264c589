#!/bin/sh
# The worked case of docs/checking.md from the real control maps and the real loss series in ../shared, nothing typed:
# worked_test.sh SITREP SOURCE_DIR. Without ../shared it is skipped (77).
set -u
sitrep=$1 source=$2 shared=$2/../shared/data
[ -d "$shared/control/deepstate" ] && [ -s "$shared/losses/russia_losses_personnel.json" ] ||
  { echo "skipped: no ../shared beside the project"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export SITREP_LEDGER="$work/worked.db"
"$sitrep" read --quiet "$source/examples/digest.html" &&
  "$sitrep" observe losses --quiet "$shared/losses/russia_losses_personnel.json" &&
  "$sitrep" observe borders --quiet "$shared/admin/geoboundaries-ukr-adm1-simplified.geojson.gz" &&
  "$sitrep" observe map --quiet "$shared/control/deepstate" || { echo "FAILED: an import"; exit 1; }
"$sitrep" check >"$work/out"
failed=0
while IFS= read -r line; do
  grep -qE -- "$line" "$work/out" || { echo "FAILED: no '$line'"; failed=1; }
done <<END
close +C[0-9]+ +time to take
agrees +C[0-9]+ +gain per loss
slip +C[0-9]+ +gain per loss
slip: square miles for square kilometres
about 15 km²/day
= 89\\.4 years
area gained = 113,891 − 112,716 = 1,174 km², 2025-05-01 to 2025-07-09 \\(69 days\\)
losses = 1,029,660 − 953,190 = 76,470 person
\\(69 days\\): 17\\.0 km²/day
\\(31 days\\): 14\\.2 km²/day
END
[ "$failed" = 0 ] && echo "the worked case comes out"
exit "$failed"
