"""Asks OSRM and Valhalla what the benchmark of roads asked us. Called with an extract and the folder that the benchmark left.

Every step is a process of its own, so that its processor seconds and its peak of memory are its own. What comes out is a table of figures,
the distribution of ratios of drives, and the pairs whose ratio is far from the middle, for a person to look at.
"""

import json
import os
import resource
import shutil
import subprocess
import sys
import time
from pathlib import Path

SIDES = (100, 1000, 5000)
FAR = 0.3
# Shorter drives are decided by seconds at either end.
SECONDS_MIN = 60


def rows(path):
    return [tuple(map(float, line.split(","))) for line in path.read_text().split()]


def stored(path, work):
    """What some work gives; from the folder when it was done before, so that a broken run can be taken up."""
    if not path.exists():
        path.write_text(json.dumps(work()))
    return json.loads(path.read_text())


def own(step, *arguments):
    """Runs a step of this script in a process of its own and gives what it printed as JSON."""
    told = subprocess.run(
        [sys.executable, __file__, f"--{step}", *map(str, arguments)], check=True, stdout=subprocess.PIPE, text=True
    )
    return json.loads(told.stdout.splitlines()[-1])


def run(command):
    """Runs a foreign program: processor seconds and peak of memory in MB."""
    with open(os.devnull, "w") as silence:
        child = subprocess.Popen([str(word) for word in command], stdout=silence, stderr=silence)
        _, status, used = os.wait4(child.pid, 0)
    if status != 0:
        raise SystemExit(f"{command[0]} failed")
    return {"cpu": used.ru_utime + used.ru_stime, "mb": used.ru_maxrss / 1024}


def size_mb(folder):
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file() and file.suffix != ".pbf") / 1e6


def osrm_folder():
    import osrm

    return Path(osrm.__file__).parent


def import_osrm(extract, out):
    here = osrm_folder()
    profile = next(here.rglob("car.lua"))
    tool = lambda name: next(here.rglob(name))
    ch, mld = out / "osrm-ch", out / "osrm-mld"
    ch.mkdir(exist_ok=True)
    shutil.copy(extract, ch / "map.osm.pbf")
    costs = {"extract": run([tool("osrm-extract"), "-t", 1, "-p", profile, ch / "map.osm.pbf"])}
    shutil.copytree(ch, mld, dirs_exist_ok=True)
    costs["contract"] = run([tool("osrm-contract"), "-t", 1, ch / "map.osrm"])
    costs["partition"] = run([tool("osrm-partition"), "-t", 1, mld / "map.osrm"])
    costs["customize"] = run([tool("osrm-customize"), "-t", 1, mld / "map.osrm"])
    costs["files"] = {"ch_mb": size_mb(ch), "mld_mb": size_mb(mld)}
    return costs


def spent(work):
    began = time.process_time()
    done = work()
    return time.process_time() - began, done


def peak_mb():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def ask_osrm(algorithm, base, out):
    import osrm

    engine = osrm.OSRM(
        algorithm=algorithm, storage_config=base, use_shared_memory=False, max_locations_distance_table=-1
    )
    points = rows(Path(out) / "points.csv")
    told = {"tables": {}}
    for side in SIDES if algorithm == "CH" else SIDES[:2]:
        asked = osrm.TableParameters(coordinates=points[:side])
        costs = []
        for _ in range(3 if side < 5000 else 1):
            cost, answer = spent(lambda: engine.Table(asked))
            costs.append(cost)
            del answer
        told["tables"][side] = min(costs)
    told["peak_mb"] = peak_mb()
    pairs = rows(Path(out) / "pairs.csv")
    costs, drives = [], []
    for pair in pairs:
        asked = osrm.RouteParameters(coordinates=[pair[:2], pair[2:4]], overview="full")
        try:
            cost, answer = spent(lambda: engine.Route(asked))
        except RuntimeError:
            drives.append(None)
            continue
        costs.append(cost)
        drives.append((answer["routes"][0]["duration"], answer["routes"][0]["distance"]))
    told["route_median_us"] = sorted(costs)[len(costs) // 2] * 1e6
    told["drives"] = drives
    return told


def import_valhalla(extract, out):
    import valhalla

    tiles = out / "valhalla"
    (tiles / "tiles").mkdir(parents=True, exist_ok=True)
    config = valhalla.get_config(tile_extract="", tile_dir=str(tiles / "tiles"))
    config["mjolnir"]["concurrency"] = 1
    config["mjolnir"].pop("tile_extract", None)
    (tiles / "config.json").write_text(json.dumps(config))
    tool = Path(valhalla.__file__).parent / "bin" / "valhalla_build_tiles"
    return {**run([tool, "-c", tiles / "config.json", extract]), "files_mb": size_mb(tiles / "tiles")}


def ask_valhalla(out):
    import valhalla

    engine = valhalla.Actor(str(Path(out) / "valhalla" / "config.json"))
    costs, drives = [], []
    for pair in rows(Path(out) / "pairs.csv"):
        places = [{"lon": pair[0], "lat": pair[1]}, {"lon": pair[2], "lat": pair[3]}]
        asked = {"locations": places, "costing": "auto", "directions_type": "none"}
        try:
            cost, answer = spent(lambda: engine.route(asked))
        except RuntimeError:
            drives.append(None)
            continue
        costs.append(cost)
        told = answer["trip"]["summary"]
        drives.append((told["time"], 1000 * told["length"]))
    return {"route_median_us": sorted(costs)[len(costs) // 2] * 1e6, "peak_mb": peak_mb(), "drives": drives}


def compare(name, pairs, drives):
    """The distribution of our times and lengths over theirs, and the pairs that are far from its middle."""
    ratios = []
    for pair, drive in zip(pairs, drives):
        if drive and drive[0] > SECONDS_MIN and pair[4] > SECONDS_MIN and drive[1] > 0:
            ratios.append((pair[4] / drive[0], pair[5] / drive[1], pair, drive))
    print(f"\n{name}: {len(ratios)} pairs of {len(pairs)}, {sum(drive is None for drive in drives)} unanswered")
    for place, what in enumerate(("seconds", "metres")):
        line = sorted(ratio[place] for ratio in ratios)
        shares = (0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99)
        print(f"  ours / theirs, {what}:", {share: round(line[int(share * len(line))], 3) for share in shares})
    middle = sorted(ratio[0] for ratio in ratios)[len(ratios) // 2]
    far = [ratio for ratio in ratios if abs(ratio[0] / middle - 1) > FAR]
    far.sort(key=lambda ratio: -abs(ratio[0] / middle - 1))
    print(f"  further than {FAR:.0%} from the middle: {len(far)}")
    for seconds, meters, pair, drive in far:
        print(f"    {seconds:.2f} {meters:.2f}  {pair}  theirs {drive}")


def main():
    if sys.argv[1].startswith("--"):
        step, arguments = sys.argv[1][2:], sys.argv[2:]
        steps = {"ask_osrm": ask_osrm, "ask_valhalla": ask_valhalla}
        print(json.dumps(steps[step](*arguments)))
        return
    extract, out = Path(sys.argv[1]), Path(sys.argv[2])
    ours = json.loads((out / "ours.json").read_text())
    print("ours", json.dumps({name: ours[name] for name in ours if name != "network"}))
    print("osrm import", stored(out / "osrm.json", lambda: import_osrm(extract, out)))
    pairs = rows(out / "pairs.csv")
    for algorithm, folder in (("CH", "osrm-ch"), ("MLD", "osrm-mld")):
        base = out / folder / "map.osrm"
        told = stored(out / f"asked-{folder}.json", lambda: own("ask_osrm", algorithm, base, out))
        print(f"osrm {algorithm}", {name: told[name] for name in told if name != "drives"})
        if algorithm == "CH":
            compare("OSRM", pairs, told["drives"])
    print("valhalla import", stored(out / "valhalla.json", lambda: import_valhalla(extract, out)))
    told = stored(out / "asked-valhalla.json", lambda: own("ask_valhalla", out))
    print("valhalla", {name: told[name] for name in told if name != "drives"})
    compare("Valhalla", pairs, told["drives"])


main()
