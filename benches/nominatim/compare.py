"""Karavan beside Nominatim on the same rows of the same extract: how many answers are right, and how long one takes.

Both are asked as libraries: Nominatim inside this process, with a warm database on this machine, Karavan inside the process of
`answers.rs`, which tells how long it took. Both get the text as people wrote it; Nominatim is asked a second time with
the map's own street and number in place of it where there is such a house, the best text anybody could prepare. The
three take turns row by row.

Two latencies are told: by the clock, which on a busy machine is mostly waiting for a core, and of the processors, for
Nominatim the database's with its own. See README.md beside this file.

    python compare.py --project DIR --karavan PROGRAM --extract MAP.osm.pbf --rows FOLDER [FOLDER ...] [--most 600]
"""

import argparse
import csv
import json
import math
import pathlib
import random
import re
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


def processor_seconds(pids):
    """Of this process and others; the kernel counts in nanoseconds."""
    others = sum(int(pathlib.Path(f"/proc/{pid}/schedstat").read_text().split()[0]) for pid in pids)
    return time.process_time() + others / 1e9


class Nominatim:
    """The first answer of the library: (lon, lat), whether it is a house."""

    def __init__(self, project):
        self.api = NominatimAPI(pathlib.Path(project))
        self.database = re.search(r"dbname=([^;\"\s]+)", (pathlib.Path(project) / ".env").read_text()).group(1)
        self.pids = []

    def settle(self):
        """Finds the processes of the database that answer us, once there are some."""
        for folder in pathlib.Path("/proc").glob("[0-9]*"):
            try:
                words = (folder / "cmdline").read_bytes().decode(errors="replace").split()
            except FileNotFoundError:  # It has ended since it was listed.
                continue
            if words[:1] == ["postgres:"] and self.database in words:
                self.pids.append(folder.name)
        assert self.pids, "the database runs on another machine: its processor time is not known"

    def ask(self, text):
        worked, began = processor_seconds(self.pids), time.perf_counter()
        found = self.api.search(text, max_results=1, address_details=True)
        took, worked = time.perf_counter() - began, processor_seconds(self.pids) - worked
        answer = found and ((found[0].centroid.x, found[0].centroid.y), found[0].rank_address >= 28)
        return answer or None, took, worked


class Karavan:
    """What is found by the program of `answers.rs`; candidates, which a person must choose from, count as no answer."""

    def __init__(self, program, extract):
        self.process = subprocess.Popen([program, extract], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8")

    def settle(self):
        pass

    def ask(self, text):
        self.process.stdin.write(" ".join(text.split()) + "\n")
        self.process.stdin.flush()
        told = json.loads(self.process.stdout.readline())
        found = told["found"]
        answer = found and ((found["lon"], found["lat"]), found["is_house"])
        return answer, told["clock_seconds"], told["processor_seconds"]


def rows(folder, most):
    """Texts with what is true of them; of more than `most` rows the same ones in every run, drawn by lot."""
    folder = pathlib.Path(folder)
    with open(folder / "requests.csv", encoding="utf-8-sig") as table:
        texts = {row["id"]: row["address"] for row in csv.DictReader(table)}
    with open(folder / "truth.csv", encoding="utf-8-sig") as table:
        asked = [(texts[row["request"]], row) for row in csv.DictReader(table)]
    return asked if len(asked) <= most else random.Random(1).sample(asked, most)


def is_right(answer, truth):
    if truth["expected"] == "found":
        return answer is not None and meters(answer[0], (float(truth["lon"]), float(truth["lat"]))) <= NEAR_METERS
    if truth["expected"] == "street_only":
        return answer is None or not answer[1]
    return answer is None


def prepared(text, truth):
    return f"{truth['street']}, {truth['housenumber']}" if truth["expected"] == "found" else text


def judge(asked, askers):
    """For each asker: right answers and questions by what was expected, and seconds by the clock and of the processors."""
    tallies = {name: {kind: [0, 0] for kind in KINDS} for name in askers}
    seconds = {name: [] for name in askers}
    for text, truth in asked[:WARM]:
        for geocoder, write in askers.values():
            geocoder.ask(write(text, truth))
    for geocoder in {geocoder for geocoder, _ in askers.values()}:
        geocoder.settle()
    for text, truth in asked:
        for name, (geocoder, write) in askers.items():
            answer, took, worked = geocoder.ask(write(text, truth))
            seconds[name].append((took, worked))
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
    print("| rows | geocoder | found within 150 m | no such house, none told | no such street, none told | clock, median ms | processors, median ms | p95 ms | times ours |")
    print("|---|---|---|---|---|---|---|---|---|")
    for folder in arguments.rows:
        tallies, seconds = judge(rows(folder, arguments.most), askers)
        ours = statistics.median(worked for _, worked in seconds["Karavan"])
        for name in askers:
            clock = statistics.median(took for took, _ in seconds[name])
            worked = sorted(worked for _, worked in seconds[name])
            median = statistics.median(worked)
            cells = [f"{right} of {count}" for right, count in tallies[name].values()]
            figures = [clock, median, worked[len(worked) * 95 // 100]]
            cells += [f"{figure * 1e3:.2f}" for figure in figures] + [f"{median / ours:.0f}"]
            print("|", " | ".join([pathlib.Path(folder).name, name, *cells]), "|", flush=True)


main()
