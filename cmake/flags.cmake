# Compiler flags of our own code, as a target that every one of our targets links.
add_library(sr_flags INTERFACE)
target_include_directories(sr_flags INTERFACE "${CMAKE_SOURCE_DIR}/src" "${CMAKE_SOURCE_DIR}/include")
target_include_directories(sr_flags SYSTEM INTERFACE "${CMAKE_BINARY_DIR}/gen")
target_compile_definitions(sr_flags INTERFACE _POSIX_C_SOURCE=200809L _DEFAULT_SOURCE)
# -ffp-contract=off: the same arithmetic, and so the same bytes, on every machine.
target_compile_options(sr_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wstrict-prototypes -Wmissing-prototypes
  -Wold-style-definition -Wpointer-arith -Wcast-qual -Wwrite-strings -Wformat=2 -Wundef -Wvla -Wdouble-promotion
  -Wimplicit-fallthrough -Wno-overlength-strings -fno-common -ffp-contract=off -fstack-protector-strong)
option(SITREP_WERROR "Treat warnings as errors" OFF)
if(SITREP_WERROR)
  target_compile_options(sr_flags INTERFACE -Werror)
endif()
if(CMAKE_BUILD_TYPE STREQUAL "Release")
  target_compile_definitions(sr_flags INTERFACE _FORTIFY_SOURCE=2)
endif()
if(SITREP_ARENA_DEBUG)
  target_compile_definitions(sr_flags INTERFACE SITREP_ARENA_DEBUG)
endif()
if(SITREP_SANITIZE)
  target_compile_options(sr_flags INTERFACE -fsanitize=${SITREP_SANITIZE} -fno-omit-frame-pointer
    -fno-sanitize-recover=all)
  target_link_options(sr_flags INTERFACE -fsanitize=${SITREP_SANITIZE})
endif()
if(SITREP_COVERAGE)
  target_compile_options(sr_flags INTERFACE --coverage -fprofile-update=atomic)
  target_link_options(sr_flags INTERFACE --coverage)
endif()
if(SITREP_LIBFUZZER)
  target_compile_options(sr_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()
