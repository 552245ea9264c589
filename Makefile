# The front door. Behind it is CMake with presets (CMakePresets.json); see CONTRIBUTING.md.
#
#   make            build the release: build/sitrep
#   make demo       set up, build, read the example reports and show the checked brief
#   make borders    fetch the borders of Natural Earth, for sitrep observe borders (npm)
#   make desk       build the web desk alone (npm)
#   make check      set up, build with sanitizers, run every test
#   make bench      run the benchmarks
#   make fuzz       run every fuzz target for FUZZ_SECONDS (60)
#   make coverage   line coverage of src/
#   make dist       a release archive, build/dist/sitrep-VERSION.tar.gz, with the web desk built
#   make install    install under PREFIX (/usr/local), DESTDIR respected
#   make format     lay out the code with clang-format

PREFIX ?= /usr/local
FUZZ_SECONDS ?= 60

.DEFAULT_GOAL := build
.PHONY: build setup borders desk demo check bench fuzz coverage dist install format clean

setup:
	@tools/setup
	@tools/fetch

build: setup
	@cmake --preset release >/dev/null
	@cmake --build build
	@if command -v npm >/dev/null 2>&1; then tools/borders build || true; fi
	@tools/desk build || true

borders:
	@tools/setup borders
	@tools/borders build

desk:
	@tools/setup web || true
	@mkdir -p build
	@tools/desk build

demo: build
	@examples/demo build/sitrep

check: setup
	@tools/setup web || true
	@mkdir -p build
	@tools/cookbook || true
	@tools/desk build || true
	cmake --workflow --preset tsan
	cmake --workflow --preset dev

bench: build
	@bench/run build

fuzz:
	@tools/setup build fuzz
	cmake --preset fuzz
	cmake --build build/fuzz
	@fuzz/run build/fuzz $(FUZZ_SECONDS)

coverage:
	@tools/setup build test develop
	cmake --preset coverage
	cmake --build build/coverage
	ctest --preset coverage
	gcovr --root . --filter src/ --exclude-throw-branches --print-summary build/coverage -o build/coverage/coverage.txt
	@tail -4 build/coverage/coverage.txt

dist: desk
	@tools/dist build

install: build
	cmake --install build --prefix "$(PREFIX)"

format:
	git ls-files '*.c' '*.h' | xargs clang-format -i

clean:
	rm -rf build
