# The house in CMake words: layers, tables, tests, fuzz targets, benchmarks.

# sr_layer(read USES text SOURCES a.c b.c [TABLES hedges units] [LIBS ICU::uc])
# One layer: a static library sr_<name> for the tests; its objects also go into libsitrep.
function(sr_layer name)
  cmake_parse_arguments(ARG "" "" "USES;SOURCES;TABLES;LIBS" ${ARGN})
  add_library(sr_${name}_objects OBJECT ${ARG_SOURCES})
  target_link_libraries(sr_${name}_objects PRIVATE sr_flags ${ARG_LIBS})
  foreach(table ${ARG_TABLES})
    sr_compile_table(${table})
    add_dependencies(sr_${name}_objects sr_table_${table})
  endforeach()
  add_library(sr_${name} STATIC $<TARGET_OBJECTS:sr_${name}_objects>)
  target_link_libraries(sr_${name} PUBLIC sr_flags ${ARG_LIBS})
  foreach(left ${ARG_USES})
    target_link_libraries(sr_${name} PUBLIC sr_${left})
  endforeach()
  set_property(GLOBAL APPEND PROPERTY SR_OBJECTS $<TARGET_OBJECTS:sr_${name}_objects>)
  set_property(GLOBAL APPEND PROPERTY SR_LIBS ${ARG_LIBS})
endfunction()

# lexicon/<name>.tsv -> build/gen/lexicon/<name>.h; a bad row stops the build.
function(sr_compile_table name)
  if(TARGET sr_table_${name})
    return()
  endif()
  set(in "${CMAKE_SOURCE_DIR}/lexicon/${name}.tsv")
  set(out "${CMAKE_BINARY_DIR}/gen/lexicon/${name}.h")
  file(MAKE_DIRECTORY "${CMAKE_BINARY_DIR}/gen/lexicon")
  add_custom_command(OUTPUT "${out}" COMMAND tablec "${in}" "${out}" DEPENDS tablec "${in}" VERBATIM
    COMMENT "Compiling table ${name}")
  add_custom_target(sr_table_${name} DEPENDS "${out}")
endfunction()

# sr_test(read quantity [SOURCES more.c] [LIBS ...]): tests/read/quantity_test.c against layer read, as CTest read.quantity.
function(sr_test layer name)
  cmake_parse_arguments(ARG "" "TIMEOUT" "SOURCES;LIBS;LABELS" ${ARGN})
  set(target test_${layer}_${name})
  add_executable(${target} "${CMAKE_CURRENT_SOURCE_DIR}/${name}_test.c" ${ARG_SOURCES})
  target_link_libraries(${target} PRIVATE sr_${layer} sr_test_support cmocka::cmocka ${ARG_LIBS})
  target_compile_definitions(${target} PRIVATE SR_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
  add_test(NAME ${layer}.${name} COMMAND ${target})
  set_tests_properties(${layer}.${name} PROPERTIES LABELS "${layer};${ARG_LABELS}" TIMEOUT 300)
  if(ARG_TIMEOUT)
    set_tests_properties(${layer}.${name} PROPERTIES TIMEOUT ${ARG_TIMEOUT})
  endif()
endfunction()

# sr_fuzz(quantity read): fuzz/quantity_fuzz.c with corpus fuzz/corpus/quantity/. With SITREP_LIBFUZZER a fuzzer;
# otherwise a program that replays the corpus, run by CTest as fuzz.quantity.
function(sr_fuzz name layer)
  set(target fuzz_${name})
  if(SITREP_LIBFUZZER)
    add_executable(${target} "${CMAKE_SOURCE_DIR}/fuzz/${name}_fuzz.c")
    target_link_options(${target} PRIVATE -fsanitize=fuzzer)
  else()
    add_executable(${target} "${CMAKE_SOURCE_DIR}/fuzz/${name}_fuzz.c" "${CMAKE_SOURCE_DIR}/fuzz/replay.c")
    add_test(NAME fuzz.${name} COMMAND ${target} "${CMAKE_SOURCE_DIR}/fuzz/corpus/${name}")
    set_tests_properties(fuzz.${name} PROPERTIES LABELS fuzz TIMEOUT 300)
  endif()
  target_link_libraries(${target} PRIVATE sr_${layer})
endfunction()

# sr_bench(quantity read): bench/quantity_bench.c against a layer; run by hand or by `make bench`.
function(sr_bench name layer)
  add_executable(bench_${name} "${CMAKE_SOURCE_DIR}/bench/${name}_bench.c")
  target_link_libraries(bench_${name} PRIVATE sr_${layer} ${ARGN})
endfunction()
