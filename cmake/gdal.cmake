# GDAL: map formats other than GeoJSON. Loaded on first use by src/observe/ogr.c.
include(soname)
find_path(SR_GDAL_INCLUDE gdal.h PATH_SUFFIXES gdal REQUIRED)
sr_soname(gdal SR_GDAL_SONAME)
