"""Asks a Karavan server through programs that know OSRM, unchanged: routingpy's OSRM client, and VROOM with `-r osrm`.

Called with the server's host and port and with "routingpy" or "vroom"; places as a JSON list of [lon, lat] on standard input, one JSON object
with the answers on standard output.
"""

import json
import subprocess
import sys

HOST, PORT = sys.argv[1].split(":")
PLACES = json.load(sys.stdin)


def by_routingpy():
    from routingpy import OSRM

    client = OSRM(base_url=f"http://{HOST}:{PORT}")
    matrix = client.matrix(locations=PLACES, profile="driving", annotations=["duration", "distance"])
    part = client.matrix(locations=PLACES, profile="driving", sources=[0], destinations=[1, 2])
    drive = client.directions(locations=PLACES[:3], profile="driving", geometries="geojson", overview="full")
    packed = client.directions(locations=PLACES[:3], profile="driving", geometries="polyline6", overview="full")
    return {
        "durations": matrix.durations,
        "distances": matrix.distances,
        "part": part.durations,
        "duration": drive.duration,
        "distance": drive.distance,
        "points": drive.geometry,
        "packed_points": packed.geometry,
    }


def by_vroom():
    depot, *homes = PLACES
    problem = {
        "vehicles": [{"id": 1, "start": depot, "end": depot}, {"id": 2, "start": depot, "end": depot}],
        "jobs": [{"id": number, "location": home, "service": 60} for number, home in enumerate(homes, 1)],
    }
    solver = [sys.executable, "-c", "import sys, vroom; sys.exit(vroom.main())"]
    asked = [*solver, "-r", "osrm", "-a", f"car:{HOST}", "-p", f"car:{PORT}", "-g", "-t", "1"]
    told = subprocess.run(asked, input=json.dumps(problem), stdout=subprocess.PIPE, text=True)
    return json.loads(told.stdout)


print(json.dumps({"routingpy": by_routingpy, "vroom": by_vroom}[sys.argv[2]]()))
