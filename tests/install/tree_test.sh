#!/bin/sh
# Installs into an empty folder and works from there alone: tree_test.sh CMAKE BUILD_DIR "COMPILER FLAGS"
set -eu
cmake=$1 build=$2 compiler=$3
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
DESTDIR="$work" "$cmake" --install "$build" --prefix /opt/sitrep >"$work/log"
root=$work/opt/sitrep
for file in bin/sitrep include/sitrep.h include/sitrep/base.h share/man/man1/sitrep.1 share/man/man1/sitrep-read.1 share/sitrep/models/en.sitrep; do
  [ -s "$root/$file" ] || { echo "not installed: $file"; exit 1; }
done
[ ! -e "$root/include/base" ] || { echo "headers of our own are installed"; exit 1; }
pc=$(dirname "$(find "$root" -name sitrep.pc)")
lib=$(dirname "$pc")
export PKG_CONFIG_PATH="$pc"
[ "$(pkg-config --modversion sitrep)" = "$("$root/bin/sitrep" --version | sed -n '1s/^sitrep //p')" ] ||
  { echo "sitrep.pc and the tool disagree on the version"; exit 1; }

expected='1: losses killed 12'
# shellcheck disable=SC2046,SC2086  # words are meant to part
$compiler -std=c17 -Wall -Wextra -Werror "$here/reader.c" -o "$work/shared" $(pkg-config --cflags --libs sitrep)
got=$(LD_LIBRARY_PATH="$lib" "$work/shared")
[ "$got" = "$expected" ] || { echo "linked with the shared library: '$got', not '$expected'"; exit 1; }
# shellcheck disable=SC2046,SC2086
$compiler -std=c17 $(pkg-config --cflags sitrep) "$here/reader.c" -o "$work/static" "$lib/libsitrep.a" \
  $(pkg-config --static --libs sitrep | sed 's/-lsitrep//')
got=$("$work/static")
[ "$got" = "$expected" ] || { echo "linked with the static library: '$got', not '$expected'"; exit 1; }

cd "$work"
echo 'The ministry said on 3 May 2025 that 12 soldiers were killed.' >report.txt
bin=$root/bin/sitrep
"$bin" report.txt >out
grep -q '^R1 ' out || { echo "the installed tool did not read a report:"; cat out; exit 1; }
[ -s sitrep.db ] || { echo "the installed tool wrote no ledger"; exit 1; }
"$bin" parse report.txt >out || { echo "the installed tool finds no model"; exit 1; }
grep -q '	soldier	NOUN' out || { echo "the installed tool did not parse:"; cat out; exit 1; }
