"""Karavan beside Nominatim on the same rows of the same extract: how many answers are right, and how long one takes.

Nominatim is asked through its own library, inside this process, with a warm database on this machine; Karavan over HTTP, so
that its figure holds the network and JSON too. Both get the text as people wrote it. See README.md beside this file.

    python compare.py --project DIR --karavan http://127.0.0.1:8080 --rows FOLDER [FOLDER ...]
"""

import argparse
import csv
import http.client
import json
import math
import pathlib
import statistics
import time
import urllib.parse

from nominatim_api import NominatimAPI

NEAR_METERS = 150.0


def meters(one, other):
    north = (one[1] - other[1]) * 111_195.0
    east = (one[0] - other[0]) * 111_195.0 * math.cos(math.radians(one[1]))
    return math.hypot(north, east)


class Nominatim:
    """The first answer of the library: (lon, lat), whether it is a house."""

    def __init__(self, project):
        self.api = NominatimAPI(pathlib.Path(project))

    def ask(self, text):
        found = self.api.search(text, max_results=1, address_details=True)
        if not found:
            return None
        first = found[0]
        return (first.centroid.x, first.centroid.y), first.rank_address >= 28


class Karavan:
    """The first answer of the door that speaks Nominatim."""

    def __init__(self, url):
        self.connection = http.client.HTTPConnection(urllib.parse.urlsplit(url).netloc)

    def ask(self, text):
        query = urllib.parse.urlencode({"q": text, "format": "jsonv2", "limit": 1, "addressdetails": 1})
        self.connection.request("GET", f"/search?{query}")
        found = json.loads(self.connection.getresponse().read())
        if not found:
            return None
        first = found[0]
        return (float(first["lon"]), float(first["lat"])), first["place_rank"] >= 28


def rows(folder):
    folder = pathlib.Path(folder)
    with open(folder / "requests.csv", encoding="utf-8-sig") as table:
        texts = {row["id"]: row["address"] for row in csv.DictReader(table)}
    with open(folder / "truth.csv", encoding="utf-8-sig") as table:
        return [(texts[row["request"]], row) for row in csv.DictReader(table)]


def judge(geocoder, asked):
    tally = {kind: [0, 0] for kind in ("found", "street_only", "not_found")}
    seconds = []
    for text, _ in asked[:20]:
        geocoder.ask(text)  # Warm.
    for text, truth in asked:
        began = time.perf_counter()
        answer = geocoder.ask(text)
        seconds.append(time.perf_counter() - began)
        kind = truth["expected"]
        tally[kind][1] += 1
        if kind == "found":
            right = answer is not None and meters(answer[0], (float(truth["lon"]), float(truth["lat"]))) <= NEAR_METERS
        elif kind == "street_only":
            right = answer is None or not answer[1]
        else:
            right = answer is None
        tally[kind][0] += right
    return tally, seconds


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--project", required=True)
    parser.add_argument("--karavan", required=True)
    parser.add_argument("--rows", nargs="+", required=True)
    arguments = parser.parse_args()
    print("| rows | geocoder | found within 150 m | no such house, none told | no such street, none told | median ms | p95 ms |")
    print("|---|---|---|---|---|---|---|")
    for folder in arguments.rows:
        asked = rows(folder)
        medians = []
        for name, geocoder in (("Nominatim", Nominatim(arguments.project)), ("Karavan", Karavan(arguments.karavan))):
            tally, seconds = judge(geocoder, asked)
            seconds.sort()
            medians.append(statistics.median(seconds))
            cells = [f"{right} of {count}" for right, count in tally.values()]
            cells += [f"{medians[-1] * 1e3:.2f}", f"{seconds[len(seconds) * 95 // 100] * 1e3:.2f}"]
            print("|", " | ".join([pathlib.Path(folder).name, name, *cells]), "|", flush=True)
        print(f"| | | | | | {medians[0] / medians[1]:.0f} times | |", flush=True)


main()
