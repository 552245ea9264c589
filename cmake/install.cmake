# What `make install` puts beside the tool and its man pages (src/cli): headers, both libraries, sitrep.pc.
install(FILES "${CMAKE_SOURCE_DIR}/include/sitrep.h" DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}")
install(DIRECTORY "${CMAKE_SOURCE_DIR}/include/sitrep" DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}"
  FILES_MATCHING PATTERN "*.h")
install(TARGETS sitrep_shared sitrep_static LIBRARY DESTINATION "${CMAKE_INSTALL_LIBDIR}"
  ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}")
file(RELATIVE_PATH SITREP_PC_TO_PREFIX "/${CMAKE_INSTALL_LIBDIR}/pkgconfig" "/")
string(REGEX REPLACE "/$" "" SITREP_PC_TO_PREFIX "${SITREP_PC_TO_PREFIX}")
# A static link needs what the cmake/<dependency>.cmake files found.
set(SITREP_PC_REQUIRES "sqlite3 jansson icu-uc icu-i18n libexttextcat libxml-2.0 zlib libdeflate libmd")
configure_file("${CMAKE_SOURCE_DIR}/cmake/sitrep.pc.in" "${CMAKE_BINARY_DIR}/sitrep.pc" @ONLY)
install(FILES "${CMAKE_BINARY_DIR}/sitrep.pc" DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig")
# The web desk that tools/desk built, if it did.
install(DIRECTORY "${CMAKE_BINARY_DIR}/share/web" DESTINATION "${CMAKE_INSTALL_DATADIR}/sitrep" OPTIONAL)
# The borders that `make borders` fetched, if it did.
install(DIRECTORY "${CMAKE_BINARY_DIR}/borders" DESTINATION "${CMAKE_INSTALL_DATADIR}/sitrep" OPTIONAL)
