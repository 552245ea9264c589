# cmocka: the tests' framework.
find_package(PkgConfig REQUIRED)
pkg_check_modules(CMOCKA REQUIRED IMPORTED_TARGET GLOBAL cmocka)
add_library(cmocka::cmocka ALIAS PkgConfig::CMOCKA)
