# GEOS: validity and overlays of polygons. Loaded on first use by src/observe/geos.c.
include(soname)
find_path(SR_GEOS_INCLUDE geos_c.h REQUIRED)
sr_soname(geos_c SR_GEOS_SONAME)
