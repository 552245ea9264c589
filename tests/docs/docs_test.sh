#!/bin/sh
# The documentation is true to the code: docs_test.sh SITREP SOURCE_DIR
# Every link and every file that it names is there, and the README's example runs and prints what it shows.
set -u
sitrep=$1 source=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0
fail() {
  echo "FAILED: $*"
  failed=$((failed + 1))
}

cd "$source" || exit 1
find README.md CONTRIBUTING.md CHANGELOG.md docs examples -name '*.md' | sort >"$work/pages"
[ "$(wc -l <"$work/pages")" -ge 10 ] || fail "only $(wc -l <"$work/pages") pages found"

n_links=0
while read -r page; do
  # Links, without those to the web; the part behind # is a heading.
  grep -oE '\]\([^)]+\)' "$page" | sed -E 's/^\]\(//; s/\)$//; s/#.*//' | grep -vE '^(https?:|mailto:|$)' >"$work/links"
  while read -r link; do
    n_links=$((n_links + 1))
    [ -e "$(dirname "$page")/$link" ] || fail "$page links to '$link', which is not there"
  done <"$work/links"
  # Files named in code quotes from the top of the tree; names with * or <> stand for many.
  grep -oE '`(src|include|lexicon|tools|tests|fuzz|bench|cmake|docs|examples)/[A-Za-z0-9_./-]*`' "$page" | tr -d '`' >"$work/files"
  while read -r file; do
    [ -e "$file" ] || fail "$page names '$file', which is not there"
  done <"$work/files"
done <"$work/pages"
[ "$n_links" -ge 20 ] || fail "only $n_links links found"

# Every page under docs/ can be reached from its index, and every layer has its place in the architecture.
for page in docs/*.md docs/decisions/*.md; do
  [ "$page" = docs/README.md ] || grep -qF "(${page#docs/})" docs/README.md || fail "docs/README.md does not link to $page"
done
for layer in src/*/; do
  grep -qF "\`$layer" docs/architecture.md || fail "docs/architecture.md does not name $layer"
done

# The README's example: its one shell block is run, its text blocks are lines of what that prints.
block() { awk -v fence="$1" '$0 == "```" fence { inside = 1; next } /^```$/ { inside = 0 } inside' README.md; }
block sh >"$work/example.sh"
block text | grep -v '^$' >"$work/shown"
[ -s "$work/example.sh" ] && [ -s "$work/shown" ] || fail "README.md has no example"
mkdir "$work/bin" "$work/run"
ln -s "$sitrep" "$work/bin/sitrep"
cd "$work/run" || exit 1
unset SITREP_LEDGER
PATH="$work/bin:$PATH" sh "$work/example.sh" >"$work/printed" 2>"$work/err" || fail "the README's example ends with status $?"
[ -s "$work/err" ] && fail "the README's example complains: $(head -3 "$work/err")"
[ -s brief.html ] || fail "the README's example writes no brief.html"
while IFS= read -r line; do
  grep -qxF -- "$line" "$work/printed" || fail "README.md shows a line that is not printed: $line"
done <"$work/shown"

[ "$failed" = 0 ] && echo "the documentation holds: $n_links links"
[ "$failed" = 0 ]
