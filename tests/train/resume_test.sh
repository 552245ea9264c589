#!/bin/sh
# A training that is interrupted and continued gives the same model as one that is not, byte for byte.
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
