#!/usr/bin/env python3
"""Packs the vector tiles of a PMTiles archive again with a slower gzip: the same tiles in fewer bytes.

usage: squeeze.py ARCHIVE
"""
import gzip
import os
import sys
from multiprocessing import Pool

import zopfli.gzip
from pmtiles.reader import MmapSource, Reader, all_tiles
from pmtiles.tile import zxy_to_tileid
from pmtiles.writer import Writer


def smaller(packed):
    again = zopfli.gzip.compress(gzip.decompress(packed), numiterations=5)
    assert gzip.decompress(again) == gzip.decompress(packed)
    return min(packed, again, key=len)


def main(archive):
    with open(archive, "rb") as file:
        source = MmapSource(file)
        reader = Reader(source)
        header, metadata = reader.header(), reader.metadata()
        tiles = sorted((zxy_to_tileid(*zxy), bytes(data)) for zxy, data in all_tiles(source))
    contents = sorted({data for _, data in tiles})
    with Pool() as pool:
        packed = dict(zip(contents, pool.map(smaller, contents, chunksize=64)))
    with open(archive + ".new", "wb") as file:
        writer = Writer(file)
        for tile, data in tiles:
            writer.write_tile(tile, packed[data])
        writer.finalize(header, metadata)
    os.replace(archive + ".new", archive)


main(sys.argv[1])
