"""Karavan beside Nominatim on the same rows of the same extract: how many answers are right, and how long one takes.

Nominatim is asked through its own library, inside this process, with a warm database on this machine; Karavan is asked
through a pipe, so that its figure holds the pipe and JSON too. Both get the text as people wrote it; Nominatim is asked a second time with
the map's own street and number in place of it, the best text anybody could prepare. The three take turns row by row, so
that what else the machine does weighs on all. See README.md beside this file.

    python compare.py --project DIR --karavan PROGRAM --extract MAP.osm.pbf --rows FOLDER [FOLDER ...] [--most 600]
"""

import argparse
import csv
import json
import math
import pathlib
import statistics
import subprocess
import time

from nominatim_api import NominatimAPI

NEAR_METERS = 150.0
WARM = 20
KINDS = ("found", "street_only", "not_found")


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
    """What is found by the program of `answers.rs`; candidates, which a person must choose from, count as no answer."""

    def __init__(self, program, extract):
        self.process = subprocess.Popen([program, extract], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8")

    def ask(self, text):
        self.process.stdin.write(" ".join(text.split()) + "\n")
        self.process.stdin.flush()
        found = json.loads(self.process.stdout.readline())
        return found and ((found["lon"], found["lat"]), found["is_house"])


def rows(folder, most):
    """Texts with what is true of them; of more than `most` rows every so manieth."""
    folder = pathlib.Path(folder)
    with open(folder / "requests.csv", encoding="utf-8-sig") as table:
        texts = {row["id"]: row["address"] for row in csv.DictReader(table)}
    with open(folder / "truth.csv", encoding="utf-8-sig") as table:
        asked = [(texts[row["request"]], row) for row in csv.DictReader(table)]
    return asked[:: max(1, math.ceil(len(asked) / most))]


def is_right(answer, truth):
    if truth["expected"] == "found":
        return answer is not None and meters(answer[0], (float(truth["lon"]), float(truth["lat"]))) <= NEAR_METERS
    if truth["expected"] == "street_only":
        return answer is None or not answer[1]
    return answer is None


def prepared(text, truth):
    return f"{truth['street']}, {truth['housenumber']}" if truth["street"] else text


def judge(asked, askers):
    """For each asker: right answers and questions by what was expected, and seconds."""
    tallies = {name: {kind: [0, 0] for kind in KINDS} for name in askers}
    seconds = {name: [] for name in askers}
    for nth, (text, truth) in enumerate([*asked[:WARM], *asked]):
        for name, (geocoder, write) in askers.items():
            question = write(text, truth)
            began = time.perf_counter()
            answer = geocoder.ask(question)
            took = time.perf_counter() - began
            if nth < min(WARM, len(asked)):
                continue
            seconds[name].append(took)
            counted = tallies[name][truth["expected"]]
            counted[0] += is_right(answer, truth)
            counted[1] += 1
    return tallies, seconds


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--project", required=True)
    parser.add_argument("--karavan", required=True)
    parser.add_argument("--extract", required=True)
    parser.add_argument("--rows", nargs="+", required=True)
    parser.add_argument("--most", type=int, default=10**9)
    arguments = parser.parse_args()
    nominatim, karavan = Nominatim(arguments.project), Karavan(arguments.karavan, arguments.extract)
    as_written = lambda text, truth: text
    askers = {
        "Nominatim": (nominatim, as_written),
        "Nominatim, the map's own text": (nominatim, prepared),
        "Karavan": (karavan, as_written),
    }
    print("| rows | geocoder | found within 150 m | no such house, none told | no such street, none told | median ms | p95 ms | times as long |")
    print("|---|---|---|---|---|---|---|---|")
    for folder in arguments.rows:
        tallies, seconds = judge(rows(folder, arguments.most), askers)
        ours = statistics.median(seconds["Karavan"])
        for name in askers:
            times = sorted(seconds[name])
            median = statistics.median(times)
            cells = [f"{right} of {count}" for right, count in tallies[name].values()]
            cells += [f"{median * 1e3:.2f}", f"{times[len(times) * 95 // 100] * 1e3:.2f}", f"{median / ours:.1f}"]
            print("|", " | ".join([pathlib.Path(folder).name, name, *cells]), "|", flush=True)


main()
