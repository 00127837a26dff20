"""What far pairs are made of: for each pair that `compare.py` found far from the middle, the metres of our drive and of OSRM's by class of road,
what is restricted or unpaved of them, and the gates passed.

Called with the extract, the folder of `compare.py`, the address of a Karavan server on the same map, and what `compare.py` printed. Needs PyPI
`osmium` besides `osrm-bindings`.
"""

import json
import math
import re
import sys
import urllib.request
from collections import Counter
from pathlib import Path

import osmium
import osrm

PAIR = re.compile(r"^    (\S+) (\S+)  \(([^)]*)\)  theirs", re.MULTILINE)
ACCESS = ("motorcar", "motor_vehicle", "vehicle", "access")
UNPAVED = {"unpaved", "gravel", "dirt", "ground", "earth", "grass", "sand", "compacted", "fine_gravel", "mud"}
COBBLES = {"cobblestone", "sett", "unhewn_cobblestone", "cobblestone:flattened"}


def rounded(lon, lat):
    return round(lon, 6), round(lat, 6)


def known(extract):
    """The tags of the way between two neighbouring places, and the barriers at places."""
    edges, barriers = {}, {}
    for thing in osmium.FileProcessor(extract).with_locations():
        if thing.is_node() and "barrier" in thing.tags:
            barriers[rounded(thing.location.lon, thing.location.lat)] = dict(thing.tags)
        elif thing.is_way() and ("highway" in thing.tags or thing.tags.get("route") == "ferry"):
            tags = dict(thing.tags)
            places = [rounded(node.location.lon, node.location.lat) for node in thing.nodes if node.location.valid()]
            for one, other in zip(places, places[1:]):
                edges[one, other] = edges[other, one] = tags
    return edges, barriers


def meters(one, other):
    east = (one[0] - other[0]) * 111195 * math.cos(math.radians(one[1]))
    return math.hypot(east, (one[1] - other[1]) * 111195)


def made_of(points, edges, barriers):
    told = Counter()
    places = [rounded(*point) for point in points]
    for one, other in zip(places, places[1:]):
        tags = edges.get((one, other), {})
        length = meters(one, other)
        told[tags.get("highway", tags.get("route", "ends"))] += length
        access = next((tags[key] for key in ACCESS if key in tags), None)
        if access in ("private", "destination", "delivery", "customers", "permit", "no"):
            told[f"!{access}"] += length
        if tags.get("surface") in UNPAVED:
            told["!unpaved"] += length
        if tags.get("surface") in COBBLES:
            told["!cobbles"] += length
    for place in places:
        if place in barriers:
            told[f"#{barriers[place]['barrier']}/{barriers[place].get('access', '-')}"] += 1
    return " ".join(f"{what} {amount:.0f}" for what, amount in told.most_common() if amount >= 100 or what[0] == "#")


def main():
    extract, out, address, compared = sys.argv[1:]
    edges, barriers = known(extract)
    base = str(Path(out) / "osrm-ch" / "map.osrm")
    engine = osrm.OSRM(algorithm="CH", storage_config=base, use_shared_memory=False)
    text = Path(compared).read_text()
    name = "?"
    for line in text.splitlines():
        if re.match(r"^\w+: \d+ pairs", line):
            name = line.split(":")[0]
        found = PAIR.match(line)
        if not found:
            continue
        pair = [float(part) for part in found[3].split(",")]
        asked = f"http://{address}/route/v1/driving/{pair[0]},{pair[1]};{pair[2]},{pair[3]}?overview=full&geometries=geojson"
        ours = json.load(urllib.request.urlopen(asked))["routes"][0]
        theirs = engine.Route(
            osrm.RouteParameters(coordinates=[tuple(pair[:2]), tuple(pair[2:4])], overview="full", geometries="geojson")
        )["routes"][0]
        print(f"{name} {found[1]} {found[2]} {pair}")
        for who, route in (("ours", ours), ("osrm", theirs)):
            points = route["geometry"]["coordinates"]
            print(f"   {who} {route['duration']:.0f} s {route['distance']:.0f} m: {made_of(points, edges, barriers)}")


main()
