#!/usr/bin/env python3
"""Joins PMTiles archives of disjoint tiles into one: join.py OUT CREDIT IN…"""
import sys

from pmtiles.reader import MmapSource, Reader, all_tiles
from pmtiles.tile import zxy_to_tileid
from pmtiles.writer import Writer

out, credit, *inputs = sys.argv[1:]
tiles, headers, metadata = {}, [], []
for path in inputs:
    source = MmapSource(open(path, "rb"))
    reader = Reader(source)
    headers.append(reader.header())
    metadata.append(reader.metadata())
    for (z, x, y), content in all_tiles(source):
        tiles.setdefault(zxy_to_tileid(z, x, y), content)

deepest = max(header["max_zoom"] for header in headers)
header = dict(min(headers, key=lambda h: h["min_zoom"]))
header.update(max_zoom=deepest, center_zoom=5, center_lon_e7=371000000, center_lat_e7=362000000)
about = metadata[headers.index(min(headers, key=lambda h: h["min_zoom"]))]
about["attribution"] = credit
for key in ("generator_options", "tilestats"):
    about.pop(key, None)
for layer in about["vector_layers"]:
    layer["maxzoom"] = deepest
with open(out, "wb") as file:
    writer = Writer(file)
    for number in sorted(tiles):
        writer.write_tile(number, tiles[number])
    writer.finalize(header, about)
print(out, len(tiles), "tiles")
