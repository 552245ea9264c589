# PROJ: geodesics. Only src/observe includes it.
find_package(PkgConfig REQUIRED)
pkg_check_modules(PROJ REQUIRED IMPORTED_TARGET proj>=9.1)
