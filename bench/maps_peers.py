"""The same work as bench/maps_bench.c with shapely (GEOS) and pyproj (GeographicLib): BORDERS FOLDER [MAPS]

Borders are prepared and indexed before the clock starts; each map is read, measured, and intersected with those units
whose boxes meet it.
"""
import glob
import gzip
import json
import sys
import time

import pyproj
import shapely
from shapely.geometry import shape


def load(path):
    with (gzip.open if path.endswith(".gz") else open)(path, "rb") as f:
        return json.load(f)["features"]


borders, folder, n = sys.argv[1], sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 100
geod = pyproj.Geod(ellps="WGS84")
units = [shape(f["geometry"]) for f in load(borders)]
for unit in units:
    shapely.prepare(unit)
tree = shapely.STRtree(units)
files = sorted(glob.glob(folder + "/*.geojson*"))[:n]


def area(g):
    return abs(geod.geometry_area_perimeter(shapely.geometry.polygon.orient(g, 1) if g.geom_type == "Polygon" else
               shapely.MultiPolygon([shapely.geometry.polygon.orient(p, 1) for p in g.geoms]))[0])


def polygons(g):
    return [p for p in getattr(g, "geoms", [g]) if p.geom_type == "Polygon" and not p.is_empty]


start, whole, within = time.perf_counter(), 0.0, 0.0
for path in files:
    g = shapely.MultiPolygon([p for f in load(path) for p in polygons(shape(f["geometry"]))])
    whole += area(g)
    for i in tree.query(g):
        unit = units[i]
        common = g.intersection(unit)
        within += sum(area(p) for p in polygons(common))
seconds = time.perf_counter() - start
print(f"shapely {shapely.__version__}, pyproj {pyproj.__version__}: {len(files)} maps in {seconds:.3f} s, "
      f"{seconds / len(files) * 1e3:.2f} ms each; sums {whole / 1e6:.3f} and {within / 1e6:.3f} km2")
