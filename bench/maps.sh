#!/bin/sh
# Control maps: areas and overlays against shapely with pyproj and PostGIS, and importing again after one new day.
#   bench/maps.sh BUILD BORDERS FOLDER [MAPS]
# SITREP_BENCH_PYTHON is a Python with shapely and pyproj (python3 -m venv; pip install shapely pyproj).
set -eu
build=$1 borders=$2 folder=$3 n=${4:-100}
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for threads in 1 2; do "$build/bench/bench_maps" "$borders" "$folder" "$n" "$threads"; done
"${SITREP_BENCH_PYTHON:-python3}" "$here/maps_peers.py" "$borders" "$folder" "$n" || echo "no shapely and pyproj"
[ ! -d /usr/lib/postgresql ] || "$here/maps_postgis" "$borders" "$folder" "$n"

# Two years of daily maps: the files of the folder under 769 dates, each moved a little so that no two are alike.
mkdir "$work/maps"
python3 - "$folder" "$work/maps" <<'END'
import datetime, glob, gzip, json, sys
files = sorted(glob.glob(sys.argv[1] + "/*.geojson*"))
maps = [json.load((gzip.open if p.endswith(".gz") else open)(p, "rb")) for p in files]
day = datetime.date(2024, 7, 8)
for i in range(770):
    m = json.loads(json.dumps(maps[i * len(maps) // 770]))
    g = m["features"][0]["geometry"]["coordinates"]
    ring = g[0][0] if isinstance(g[0][0][0], list) else g[0]
    ring[len(ring) // 2][0] = round(ring[len(ring) // 2][0] + 1e-6 * (i + 1), 6)
    with gzip.open(f"{sys.argv[2]}/front_{day:%Y%m%d}.geojson.gz", "wt") as f:
        json.dump(m, f)
    day += datetime.timedelta(days=1)
END
last=$(ls "$work/maps" | tail -1)
export SITREP_LEDGER="$work/maps.db"
seconds() { python3 -c 'import subprocess,sys,time; t=time.perf_counter(); subprocess.check_call(sys.argv[1:]); print("  %.3f s" % (time.perf_counter()-t))' "$@"; }
for jobs in 1 2; do # one thread is the default
  mv "$work/maps/$last" "$work/$last"
  rm -f "$SITREP_LEDGER"*
  "$build/sitrep" observe borders --quiet "$borders"
  options="observe map --quiet --jobs $jobs --source bench --licence bench --party RED"
  echo "importing 769 maps, --jobs $jobs, then again after one new day:"
  seconds "$build/sitrep" $options "$work/maps"
  mv "$work/$last" "$work/maps/$last"
  seconds "$build/sitrep" $options "$work/maps"
  echo "and nothing new:"
  seconds "$build/sitrep" $options "$work/maps"
done
