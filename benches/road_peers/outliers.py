"""Why some drives of ours take far longer or shorter than another engine's: every pair that `compare.py` found far from the middle, one by one.

    outliers.py gather EXTRACT OUT    the paths of OSRM and Valhalla, cut into hops of one class of road    → OUT/paths.json
    (cargo bench … --bench road_hops  the same hops by our own weights, and our own drive                   → OUT/priced.json)
    outliers.py tell EXTRACT OUT      the cause of each, as a table                                         → OUT/outliers.csv

Needs PyPI `osmium` besides `osrm-bindings` and `pyvalhalla`.
"""

import csv
import json
import math
import sys
from collections import Counter, defaultdict
from pathlib import Path

import osmium

FAR = 0.3
SECONDS_MIN = 60
# Hops are no longer than this, so that our drive between their ends is the road they took.
HOP_METERS = 800
# Places asked for lie on our roads: an end further away than this is on another road.
ASIDE_METERS = 5
# Roads this near to the edge of the extract are cut.
EDGE_METERS = 300
# A hop that is so much longer for one of the two is not driven by that one.
DETOUR_METERS, DETOUR_SHARE = 500, 0.5
TELLING = ("service", "surface", "tracktype", "access", "motor_vehicle", "motorcar", "maxspeed", "oneway", "barrier")


def meters(one, other):
    east = (one[0] - other[0]) * 111195 * math.cos(math.radians(one[1]))
    return math.hypot(east, (one[1] - other[1]) * 111195)


def rounded(point):
    return round(point[0], 6), round(point[1], 6)


def known(extract):
    """The id and tags of the way between two neighbouring places."""
    edges = {}
    for way in osmium.FileProcessor(extract, osmium.osm.NODE | osmium.osm.WAY).with_locations():
        if not way.is_way() or not ("highway" in way.tags or way.tags.get("route") == "ferry"):
            continue
        told = way.id, dict(way.tags)
        places = [rounded((node.location.lon, node.location.lat)) for node in way.nodes if node.location.valid()]
        for one, other in zip(places, places[1:]):
            edges[one, other] = edges[other, one] = told
    return edges


def kind(tags):
    return tags.get("highway", tags.get("route", "?"))


def far(pairs, drives):
    ratios = [
        (pair[4] / drive[0], pair, drive)
        for pair, drive in zip(pairs, drives)
        if drive and drive[0] > SECONDS_MIN and pair[4] > SECONDS_MIN and drive[1] > 0
    ]
    middle = sorted(ratio for ratio, *_ in ratios)[len(ratios) // 2]
    return middle, [one for one in ratios if abs(one[0] / middle - 1) > FAR]


def by_osrm(out):
    import osrm

    base = str(out / "osrm-ch" / "map.osrm")
    engine = osrm.OSRM(algorithm="CH", storage_config=base, use_shared_memory=False)

    def path(start, goal):
        asked = osrm.RouteParameters(
            coordinates=[start, goal], overview="full", geometries="geojson", annotations=["duration", "distance"]
        )
        route = engine.Route(asked)["routes"][0]
        points = [tuple(point) for point in route["geometry"]["coordinates"]]
        times = list(route["legs"][0]["annotation"]["duration"])
        return points, times if len(times) == len(points) - 1 else None, route["duration"]

    return path


def by_valhalla(out):
    import valhalla
    from valhalla.utils import decode_polyline

    engine = valhalla.Actor(str(out / "valhalla" / "config.json"))

    def path(start, goal):
        places = [{"lon": lon, "lat": lat} for lon, lat in (start, goal)]
        trip = engine.route({"locations": places, "costing": "auto", "directions_type": "none"})["trip"]
        shape = trip["legs"][0]["shape"]
        points = [tuple(point) for point in decode_polyline(shape)]
        times = [0.0] * (len(points) - 1)
        asked = {"encoded_polyline": shape, "costing": "auto", "shape_match": "walk_or_snap"}
        try:
            edges = engine.trace_attributes(asked)["edges"]
        except RuntimeError:
            return points, None, trip["summary"]["time"]
        for edge in edges:
            for place in range(edge["begin_shape_index"], min(edge["end_shape_index"], len(times))):
                times[place] = meters(points[place], points[place + 1]) * 3.6 / max(edge["speed"], 1)
        return points, times, trip["summary"]["time"]

    return path


def cut(points, times, edges):
    """Anchors in the middle of roads, and between each two the class, way, metres and their seconds."""
    anchors, hops = [], []
    done, seconds, last = 0.0, 0.0, None
    for place, (one, other) in enumerate(zip(points, points[1:])):
        length = meters(one, other)
        way = edges.get((rounded(one), rounded(other)))
        middle = ((one[0] + other[0]) / 2, (one[1] + other[1]) / 2)
        if way is None:
            # The first and the last piece of a path begin and end inside a segment.
            way = last
        time = times[place] if times else 0.0
        if not anchors:
            anchors.append(points[0])
        elif last and way and kind(last[1]) != kind(way[1]) and done > 20 or done > HOP_METERS:
            anchors.append(before)
            hops.append({"class": kind(last[1]) if last else "?", "way": last and last[0], "m": done, "s": seconds})
            done, seconds = 0.0, 0.0
        done, seconds = done + length, seconds + time
        last, before = way or last, middle
    anchors.append(points[-1])
    hops.append({"class": kind(last[1]) if last else "?", "way": last and last[0], "m": done, "s": seconds})
    return anchors, hops


def gather(extract, out):
    edges = known(extract)
    pairs = [tuple(map(float, line.split(","))) for line in (out / "pairs.csv").read_text().split()]
    paths = []
    for name, file, engine in (
        ("OSRM", "asked-osrm-ch.json", by_osrm(out)),
        ("Valhalla", "asked-valhalla.json", by_valhalla(out)),
    ):
        middle, found = far(pairs, json.loads((out / file).read_text())["drives"])
        for ratio, pair, _ in found:
            points, times, seconds = engine(pair[:2], pair[2:4])
            anchors, hops = cut(points, times, edges)
            length = sum(hop["m"] for hop in hops)
            paths.append(
                {"engine": name, "middle": middle, "ratio": ratio, "asked": [pair[:2], pair[2:4]], "anchors": anchors}
                | {"hops": hops, "seconds": seconds, "meters": length, "timed": times is not None}
            )
    (out / "paths.json").write_text(json.dumps(paths))


def described(way, tags):
    told = " ".join(f"{key}={tags[key]}" for key in TELLING if key in tags)
    return f"{kind(tags)} {way}" + (f" ({told})" if told else "")


def made_of(points, edges):
    lengths = Counter()
    for one, other in zip(points, points[1:]):
        way = edges.get((rounded(one), rounded(other)))
        lengths[kind(way[1]) if way else "ends"] += meters(one, other)
    return lengths


def at_end(points, edges):
    """The way at the beginning of some points."""
    return next((edges[pair] for pair in zip(map(rounded, points), map(rounded, points[1:])) if pair in edges), None)


def where(point, edges):
    """Whether a point is at the edge of the extract, in words."""
    if not hasattr(where, "box"):
        ends = [end for pair in edges for end in pair]
        where.box = [pick(end[axis] for end in ends) for pick in (min, max) for axis in (0, 1)]
    west, south, east, north = where.box
    sides = (west, point[1]), (east, point[1]), (point[0], south), (point[0], north)
    return " at the edge of the map" if min(meters(point, side) for side in sides) < EDGE_METERS else ""


def is_detour(there, for_other):
    return for_other - there > max(DETOUR_METERS, DETOUR_SHARE * there)


def barred_to_them(shape, edges, engine):
    """The longest part of our way that they go around; `None` when they drive all of it, if more slowly."""
    anchors, hops = cut(shape, None, edges)
    worst = None
    for start, goal, hop in zip(anchors, anchors[1:], hops):
        try:
            points, _, _ = engine(start, goal)
        except RuntimeError:
            points = []
        length = sum(meters(*pair) for pair in zip(points, points[1:])) if points else math.inf
        if is_detour(hop["m"], length) and (worst is None or hop["m"] > worst[0]["m"]):
            worst = hop, length
    return worst


def cause(path, priced, edges, engine):
    """The kind of cause, and what it is."""
    own = priced["own"]
    shape = [tuple(point) for point in own["points"]]
    asides = [meters(place, end) for place, end in zip(path["asked"], (path["anchors"][0], path["anchors"][-1]))]
    aside = max(range(2), key=lambda place: asides[place])
    if asides[aside] > ASIDE_METERS:
        way = at_end(shape if aside == 0 else shape[::-1], edges)
        edge = where(path["asked"][aside], edges)
        return f"an end lies on a {kind(way[1]) if way else '?'}{edge} that they do not drive", (
            f"{described(*way) if way else '?'}, theirs is {asides[aside]:.0f} m aside"
        )
    hops = list(zip(path["hops"], priced["hops"]))
    for hop, ours in hops:
        if ours is None:
            return f"they drive a {hop['class']} that we do not", f"{hop['class']} {hop['way']}"
    ours_on_theirs = sum(seconds for _, (seconds, _) in hops)
    barred = [(hop, ours) for hop, ours in hops if is_detour(hop["m"], ours[1])]
    if barred and path["ratio"] > path["middle"] and ours_on_theirs > 1.1 * own["seconds"]:
        hop, ours = max(barred, key=lambda one: one[1][1])
        return f"they drive a {hop['class']} that we do not", (
            f"{hop['class']} {hop['way']}: {hop['m']:.0f} m for them, {ours[1]} m around for us"
        )
    gains = defaultdict(lambda: [0.0, 0.0, 0.0])
    for hop, (seconds, _) in hops:
        for place, amount in enumerate((hop["m"], hop["s"], seconds)):
            gains[hop["class"]][place] += amount
    # What remains once all is slower by the middle of all pairs.
    sign = 1 if path["ratio"] > path["middle"] else -1
    weigh = lambda of: sign * (of[2] - path["middle"] * of[1])
    name = max(gains, key=lambda name: weigh(gains[name]))
    length, theirs, mine = gains[name]
    speeds = f"{length:.0f} m of {name}: {length * 3.6 / max(mine, 1):.0f} km/h for us, {length * 3.6 / max(theirs, 1):.0f} for them"
    roads = " ".join(f"{name} {length:.0f}" for name, length in made_of(shape, edges).most_common(4))
    if ours_on_theirs < 0.9 * own["seconds"]:
        return "they pass through what we only enter", f"theirs takes us {ours_on_theirs} s; ours: {roads}"
    if ours_on_theirs > 1.1 * own["seconds"]:
        worst = barred_to_them(shape, edges, engine)
        if worst:
            hop, around = worst
            told = "not at all" if around == math.inf else f"{around:.0f} m around"
            return f"we drive a {hop['class']} that they do not", (
                f"{hop['class']} {hop['way']}: {hop['m']:.0f} m for us, {told} for them; theirs has {speeds}"
            )
        return f"another way, for the speed of {name}", f"theirs has {speeds}; ours: {roads}"
    return f"the same way, the speed of {name}", speeds


def tell(extract, out):
    edges = known(extract)
    paths = json.loads((out / "paths.json").read_text())
    priced = json.loads((out / "priced.json").read_text())
    engines = {"OSRM": by_osrm(out), "Valhalla": by_valhalla(out)}
    counts = Counter()
    with (out / "outliers.csv").open("w") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(
            ("engine", "ratio", "from", "to", "our_s", "our_m", "their_s", "their_m", "theirs_by_our_weights_s", "cause", "detail")
        )
        for path, price in zip(paths, priced):
            what, detail = cause(path, price, edges, engines[path["engine"]])
            longer = "longer" if path["ratio"] > path["middle"] else "shorter"
            counts[path["engine"], longer, what] += 1
            hops = price["hops"]
            on_theirs = "" if None in hops else sum(seconds for seconds, _ in hops)
            places = [f"{lon:.5f} {lat:.5f}" for lon, lat in path["asked"]]
            own = price["own"]
            table.writerow(
                (path["engine"], f"{path['ratio']:.2f}", *places, own["seconds"], own["meters"])
                + (round(path["seconds"]), round(path["meters"]), on_theirs, f"ours {longer}: {what}", detail)
            )
    for (engine, longer, what), count in sorted(counts.items(), key=lambda one: (one[0][0], -one[1])):
        print(f"{engine}: {count:4} ours {longer}: {what}")


if __name__ == "__main__":
    step, extract, out = sys.argv[1:]
    {"gather": gather, "tell": tell}[step](extract, Path(out))
