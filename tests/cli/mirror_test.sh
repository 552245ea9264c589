#!/bin/sh
# The example reports, and the constructed ones that claims are tested on, with their two parties exchanged give the mirror
# image, in what is read and in what is checked: mirror_test.sh SITREP SOURCE_DIR
#
# A town speaks for its state, and so does who holds its office, so towns, regions and presidents are exchanged as well,
# and "Kremlin", which has no fellow, is written out first. Offsets, weights of confidence and coordinates are left out:
# names differ in length and place.
set -eu
sitrep=$1 source=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
unset SITREP_LEDGER

plain() { sed 's/Kremlin/Russian government/g' "$1"; }

exchange() {
  sed -e 's/Russian/@1/g; s/Russia/@2/g; s/RUS/@3/g; s/Kyiv/@4/g; s/KYIV/@5/g; s/Sumy/@6/g; s/Kharkiv/@7/g' \
    -e 's/Dnipropetrovsk/@8/g; s/Pokrovsk/@9/g; s/Zelenskyy/@h/g; s/Putin/Zelenskyy/g; s/@h/Putin/g' \
    -e 's/Ukrainian/Russian/g; s/Ukraine/Russia/g; s/UKR/RUS/g; s/Moscow/Kyiv/g; s/MOSCOW/KYIV/g; s/Kursk/Sumy/g' \
    -e 's/Belgorod/Kharkiv/g; s/Bryansk/Dnipropetrovsk/g; s/Sudzha/Pokrovsk/g' \
    -e 's/@1/Ukrainian/g; s/@2/Ukraine/g; s/@3/UKR/g; s/@4/Moscow/g; s/@5/MOSCOW/g; s/@6/Kursk/g; s/@7/Belgorod/g' \
    -e 's/@8/Bryansk/g; s/@9/Sudzha/g'
}

# one claim or check a line, without what may differ
bare() {
  sed -e 's/"id":"[^"]*",//; s/"confidence":[-0-9.e]*,//g; s/"start":[0-9]*,"end":[0-9]*,//g' \
    -e 's/"\(geonames\|lat\|lon\)":[-0-9.]*,//g; s/"country":"[A-Z]*",\{0,1\}//g; s/"feature":"[A-Z0-9]*",\{0,1\}//g' \
    -e 's/},{"kind"/},\n{"kind"/g'
}

mkdir "$work/told" "$work/exchanged"
for name in digest.html wire.html general-staff.txt; do
  plain "$source/examples/$name" >"$work/told/$name"
  exchange <"$work/told/$name" >"$work/exchanged/$name"
done
# constructed reports: two lines of head, the text, a rule and what is expected of it
constructed=
for report in "$source"/tests/claim/reports/*.txt; do
  name=${report##*/}
  constructed="$constructed $name"
  sed -n '1,2d; /^---$/q; p' "$report" >"$work/plain"
  plain "$work/plain" >"$work/told/$name"
  exchange <"$work/told/$name" >"$work/exchanged/$name"
done
exchange <"$source/examples/figures.csv" >"$work/exchanged/figures.csv"
cp "$source/examples/figures.csv" "$work/told/figures.csv"

failed=0
for side in told exchanged; do
  cd "$work/$side"
  for name in digest.html wire.html general-staff.txt; do
    "$sitrep" annotate --layers claims --date 2025-07-11 --outlet Outlet "$name" | bare >>"$work/$side.claims"
  done
  # shellcheck disable=SC2086  # names are words
  "$sitrep" annotate --layers claims --date 2025-07-11 --outlet Outlet $constructed | bare >>"$work/$side.claims"
  export SITREP_LEDGER="$work/$side.db"
  "$sitrep" read --quiet digest.html wire.html
  "$sitrep" read --quiet --date 2025-07-11 --outlet "General Staff" general-staff.txt
  # shellcheck disable=SC2086
  "$sitrep" read --quiet --date 2025-07-11 --outlet Outlet $constructed
  "$sitrep" observe --quiet figures.csv
  "$sitrep" check --all >"$work/$side.checks" || [ $? -le 1 ]
  unset SITREP_LEDGER
done
for what in claims checks; do
  exchange <"$work/told.$what" >"$work/mirrored.$what"
  lines=$(wc -l <"$work/mirrored.$what")
  if [ "$lines" -lt 200 ]; then
    echo "only $lines lines of $what: the examples were not read"
    failed=1
  elif ! diff "$work/mirrored.$what" "$work/exchanged.$what"; then
    echo "$what are not the mirror image"
    failed=1
  fi
done
[ "$failed" = 0 ] && echo "claims and checks are mirrored"
exit "$failed"
