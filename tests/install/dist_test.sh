#!/bin/sh
# A release archive holds what git has and gives the web desk without npm: dist_test.sh SOURCE_DIR
# Skipped (77) where there is no git tree or no built desk.
set -u
source=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() { echo "FAILED: $*"; exit 1; }
desk=$source/build
[ -s "$desk/share/web/index.html" ] && [ -d "$source/web/node_modules" ] || { echo "no web desk is built"; exit 77; }
git -C "$source" rev-parse HEAD >"$work/head" 2>/dev/null || { echo "not a git tree"; exit 77; }

"$source/tools/dist" "$desk" "$work/one" >"$work/log" || fail "no archive: $(cat "$work/log")"
"$source/tools/dist" "$desk" "$work/two" >"$work/log" || fail "no second archive"
archive=$(basename "$work"/one/*.tar.gz)
cmp -s "$work/one/$archive" "$work/two/$archive" || fail "two archives of one commit differ"
(cd "$work/one" && sha256sum --quiet -c "$archive.sha256") || fail "the sum is not the archive's"
tar -xzf "$work/one/$archive" -C "$work" || fail "it cannot be unpacked"
tree=$work/${archive%.tar.gz}
git -C "$source" ls-tree -r --name-only HEAD | LC_ALL=C sort >"$work/expected"
(cd "$tree" && find . -type f ! -path './web/prebuilt/*' | sed 's|^\./||' | LC_ALL=C sort) >"$work/got"
diff "$work/expected" "$work/got" >&2 || fail "the archive does not hold what git has"
grep -q 'maplibre-gl$' "$tree/web/prebuilt/LICENCES.txt" || fail "a licence is missing"
grep -qi 'redistribution' "$tree/web/prebuilt/LICENCES.txt" || fail "licences have no text"

# No npm to be found.
mkdir "$work/bin" "$work/build"
for tool in sh cp mkdir touch find dirname; do ln -s "$(command -v "$tool")" "$work/bin/$tool"; done
PATH=$work/bin "$tree/tools/desk" "$work/build" || fail "the archive gives no desk without npm"
for file in index.html outlines.json LICENCES.txt; do
  cmp -s "$tree/web/prebuilt/$file" "$work/build/share/web/$file" || fail "the desk lacks $file"
done
cmp -s "$desk/share/web/index.html" "$work/build/share/web/index.html" || fail "it is another desk"
# A change is later than the desk by more than one tick of the file system's clock.
touch -d '1 minute' "$tree/web/src/main.ts" "$tree/web/index.html"
PATH=$work/bin "$tree/tools/desk" "$work/build" 2>"$work/log" && fail "a changed desk is not built, and nobody says so"
grep -q 'npm is not installed' "$work/log" || fail "no word of npm"
echo "the archive holds"
