#!/bin/sh
# The shared library exports what the public headers declare, no less and no more: exports_test.sh LIBRARY INCLUDE_DIR
set -eu
library=$1 include=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# A declaration is "SR_API ... name(": the last word before the first bracket, over line ends; attributes have none.
cat "$include"/sitrep.h "$include"/sitrep/*.h | tr '\n' ' ' | sed 's/SR_API/\n&/g' |
  sed -n '/^SR_API /s/^\([^(]*[^A-Za-z0-9_]\)\(sr_[a-z_0-9]*\)(.*/\2/p' | sort -u >"$work/declared"
# The sanitizers, gcov and the linker put their own names into every library.
nm -D --defined-only "$library" | awk '{ print $3 }' |
  grep -Ev '^(__odr_asan|__asan_|__ubsan_|__sanitizer_|__tsan_|__gcov_|mangle_path|__llvm_|(_init|_fini|__bss_start|_edata|_end)$)' | sort -u >"$work/exported"
[ "$(wc -l <"$work/declared")" -gt 40 ] || { echo "only these declarations found:"; cat "$work/declared"; exit 1; }
if ! diff "$work/declared" "$work/exported" >"$work/difference"; then
  echo "declared in include/ (<) and exported by the library (>) differ:"
  cat "$work/difference"
  exit 1
fi
echo "$(wc -l <"$work/exported") functions, all declared"
