#!/usr/bin/env python3
"""The points of a TCX or GPX file as an independent parser (expat) finds them, one a line: time [s since 1970], latitude,
longitude [degrees], distance [m], speed [m/s], heart rate, cadence [1/min] as written; '-' where there is none."""

import sys
from datetime import datetime, timezone
from xml.parsers import expat

POINTS = ("Trackpoint", "trkpt")
FIELDS = {"LatitudeDegrees": 1, "LongitudeDegrees": 2, "DistanceMeters": 3, "Speed": 4, "speed": 4, "Value": 5, "hr": 5,
          "Cadence": 6, "RunCadence": 6, "cad": 6}


def seconds(text: str) -> float:
    at = datetime.fromisoformat(text.strip().replace("Z", "+00:00"))
    return (at if at.tzinfo else at.replace(tzinfo=timezone.utc)).timestamp()


def points(content: bytes) -> list[list[float | None]]:
    found, words, inside = [], [], [None]

    def start(name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        words.clear()
        if name in POINTS:
            inside[0] = [None] * 7
            if "lat" in attributes:
                inside[0][1:3] = [float(attributes["lat"]), float(attributes["lon"])]

    def end(name: str) -> None:
        name, text, point = name.rpartition(":")[2], "".join(words), inside[0]
        words.clear()
        if name in POINTS:
            found.append(point)
            inside[0] = None
        elif point is not None and name.lower() == "time":
            point[0] = seconds(text)
        elif point is not None and name in FIELDS:
            point[FIELDS[name]] = float(text)

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = words.append
    parser.Parse(content.lstrip(), True)
    return found


if __name__ == "__main__":
    with open(sys.argv[1], "rb") as file:
        for point in points(file.read()):
            print(*("-" if value is None else repr(value) for value in point))
