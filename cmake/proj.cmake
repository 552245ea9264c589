# PROJ: geodesics. Its header only: src/observe/geodesy.c loads the library when a distance or an area is first asked for.
include(soname)
find_path(SR_PROJ_INCLUDE geodesic.h REQUIRED)
sr_soname(proj SR_PROJ_SONAME)
