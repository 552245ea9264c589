# sr_soname(geos_c OUT): the file name under which the loader finds a library at run time (its SONAME), for libraries
# that are loaded on first use instead of linked (src/observe/library.h).
function(sr_soname name out)
  find_library(SR_LIBRARY_${name} NAMES ${name} REQUIRED)
  execute_process(COMMAND ${CMAKE_READELF} -d "${SR_LIBRARY_${name}}" OUTPUT_VARIABLE dynamic RESULT_VARIABLE failed)
  if(failed OR NOT dynamic MATCHES "\\(SONAME\\)[^[]*\\[([^]]+)\\]")
    message(FATAL_ERROR "no SONAME found in ${SR_LIBRARY_${name}}")
  endif()
  set(${out} "${CMAKE_MATCH_1}" PARENT_SCOPE)
endfunction()
