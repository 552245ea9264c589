#!/bin/sh
# A training that is interrupted and continued gives the same model as one that is not, byte for byte; a segmenter that is
# learnt again alone is the one that the whole training gives.
set -eu
train=$1
data=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
run() {
  "$train" --lang en --treebank "$data/toy.conllu:times=3" --entities "$data/toy.ndjson" --vectors "$data/toy.vec" \
    --dev "$data/toy.conllu" --epochs 4 --batch 30 --hidden 16 --project 8 --affix-rows 64 --gram-rows 64 \
    --segment-passes 2 "$@" 2>>"$work/log"
}
run --out "$work/whole"
run --out "$work/first" --checkpoint "$work/checkpoint" --stop-after 1
run --out "$work/second" --checkpoint "$work/checkpoint" --stop-after 3
run --out "$work/last" --checkpoint "$work/checkpoint"
if cmp -s "$work/first" "$work/whole"; then
  echo "one epoch and four give the same model: nothing was trained"
  exit 1
fi
cmp "$work/last" "$work/whole"

cp "$work/whole" "$work/again"
segment() { "$train" --segment-into "$work/again" --treebank "$data/toy.conllu:times=3" --segment-passes "$1" 2>>"$work/log"; }
segment 7
if cmp -s "$work/again" "$work/whole"; then
  echo "two passes and seven give the same segmenter: nothing was learnt"
  exit 1
fi
segment 2
cmp "$work/again" "$work/whole"
printf 'no model' >"$work/again"
if segment 2; then
  echo "a file that is no model was taken for one"
  exit 1
fi
