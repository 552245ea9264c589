# libexttextcat: language identification, with the models that its data package installs.
find_package(PkgConfig REQUIRED)
pkg_check_modules(EXTTEXTCAT REQUIRED IMPORTED_TARGET libexttextcat>=3.4)
