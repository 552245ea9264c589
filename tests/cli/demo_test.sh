#!/bin/sh
# make demo, from the outside: it ends by naming the page and the desk, and both are of the ledger that it leaves.
#   demo_test.sh SITREP ROOT
set -u
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0
fail() { echo "FAILED: $1" >&2; failed=1; }
mkdir "$work/bin" && ln -s "$1" "$work/bin/sitrep" && cd "$work" || exit 1
"$2/examples/demo" "$work/bin/sitrep" >out 2>err || fail "it ends with status $?: $(tail -1 err)"
tail -2 out | head -1 | grep -qx "The same brief as a page: $(pwd)/brief.html" || fail "it does not name the page: $(tail -2 out)"
tail -1 out | grep -qx "The same ledger in the desk: $work/bin/sitrep serve --ledger $work/bin/demo.db" ||
  fail "it does not name the desk: $(tail -1 out)"
"$1" brief --ledger "$work/bin/demo.db" --format html >again.html || fail "the ledger cannot be read"
cmp -s brief.html again.html || fail "the page is not that of the ledger"
"$2/examples/demo" "$work/bin/sitrep" >again 2>err || fail "it does not run twice: $(tail -1 err)"
cmp -s out again || fail "it says something else the second time"
exit "$failed"
