"""Asks a Karavan server through geopy's Photon and Nominatim, unchanged, and writes what they answer.

Called with the server's host and port; rows of JSON {"id", "text", "lon", "lat"} on standard input, rows
{"id", "door", "found", "lon", "lat", "raw"} on standard output.
"""

import json
import sys

from geopy.geocoders import Nominatim, Photon

DOMAIN = sys.argv[1]


def told(row, door, location):
    answer = {"id": row["id"], "door": door, "found": location is not None}
    if location is not None:
        answer.update(lon=location.longitude, lat=location.latitude, address=location.address, raw=location.raw)
    print(json.dumps(answer, ensure_ascii=False))


def main():
    photon = Photon(scheme="http", domain=DOMAIN, user_agent="karavan-tests", timeout=10)
    nominatim = Nominatim(scheme="http", domain=DOMAIN, user_agent="karavan-tests", timeout=10)
    for line in sys.stdin:
        row = json.loads(line)
        told(row, "photon", photon.geocode(row["text"]))
        told(row, "nominatim", nominatim.geocode(row["text"], addressdetails=True))
        if "lon" in row:
            point = (row["lat"], row["lon"])
            told(row, "photon reverse", photon.reverse(point))
            told(row, "nominatim reverse", nominatim.reverse(point))


main()
