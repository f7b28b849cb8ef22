"""Writes a small map: every travel zone of Funen as a crossing, and roads between neighbours.

    python3 map.py POSTCODES.tsv OUT.osm.pbf
"""

import math
import sys

import osmium
from osmium.osm.mutable import Node, Way


def zones(path):
    """Number, latitude and longitude of the zones of Funen."""
    lines = [line.rstrip("\n").split("\t") for line in open(path, encoding="utf-8") if not line.startswith("#")]
    header, rows = lines[0], lines[1:]
    row = lambda fields: dict(zip(header, fields))
    for place in map(row, rows):
        if place["postcode"] == place["zone"] and place["land_mass"] == "fyn":
            yield int(place["postcode"]), float(place["lat"]), float(place["lon"])


def kilometres(one, other):
    north = (one[1] - other[1]) * 111.2
    east = (one[2] - other[2]) * 111.32 * math.cos(math.radians(one[1]))
    return math.hypot(north, east)


def main(postcodes, out):
    places = list(zones(postcodes))
    pairs = set()
    for place in places:
        near = sorted(places, key=lambda other: kilometres(place, other))[1:5]
        pairs |= {tuple(sorted((place[0], other[0]))) for other in near}
    tags = {"highway": "secondary", "maxspeed": "80", "foot": "yes", "bicycle": "yes"}
    writer = osmium.SimpleWriter(out, overwrite=True)
    for number, lat, lon in places:
        writer.add_node(Node(id=number, location=(lon, lat), version=1))
    for way, pair in enumerate(sorted(pairs), start=1):
        writer.add_way(Way(id=way, nodes=pair, tags=tags, version=1))
    writer.close()
    print(f"{len(places)} places, {len(pairs)} roads")


main(*sys.argv[1:])
