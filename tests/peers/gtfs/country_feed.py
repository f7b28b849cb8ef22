"""Writes an invented feed of the size of a country, to measure how long an import takes and what memory it needs.

    python3 tests/peers/gtfs/country_feed.py FOLDER [STOPS [MINUTES_BETWEEN_BUSES [TRAIN_LINES]]]

Stops lie around the places of index/places/postcodes.tsv; buses run between neighbours, trains between towns. The same
arguments always give the same feed. The lines are invented: the minutes that come of it say nothing about Denmark.
"""

import math
import os
import random
import sys

SERVICES = [("weekdays", "1,1,1,1,1,0,0", 5), ("saturdays", "0,0,0,0,0,1,0", 1), ("sundays", "0,0,0,0,0,0,1", 1)]
STOPS_BY_DENSITY = {"city": 6.0, "town": 2.0, "rural": 1.0}
FIRST, LAST, EVENING = 5 * 3600, int(24.3 * 3600), 18 * 3600


def places(path):
    rows = [line.rstrip("\n").split("\t") for line in open(path, encoding="utf-8") if not line.startswith("#")]
    for row in rows[1:]:
        place = dict(zip(rows[0], row))
        if place["postcode"] == place["zone"]:
            yield (float(place["lat"]), float(place["lon"])), place["density"]


def kilometres(one, other):
    return math.hypot((one[0] - other[0]) * 111.2, (one[1] - other[1]) * 62.5)


def clock(seconds):
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


class Feed:
    def __init__(self, folder):
        os.makedirs(folder, exist_ok=True)
        table = lambda name: open(os.path.join(folder, name), "w", encoding="utf-8")
        with table("agency.txt") as out:
            out.write("agency_name,agency_url,agency_timezone\nInvented,https://invented.example,Europe/Copenhagen\n")
        with table("calendar.txt") as out:
            out.write("service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\n")
            for service, days, _ in SERVICES:
                out.write(f"{service},{days},20261101,20261231\n")
        self.stops, self.routes = table("stops.txt"), table("routes.txt")
        self.trips, self.times = table("trips.txt"), table("stop_times.txt")
        self.stops.write("stop_id,stop_name,stop_lat,stop_lon\n")
        self.routes.write("route_id,route_short_name,route_type\n")
        self.trips.write("route_id,service_id,trip_id\n")
        self.times.write("trip_id,arrival_time,departure_time,stop_id,stop_sequence\n")
        self.lines = self.runs = self.calls = self.calls_a_week = 0

    def line(self, stops, seconds, headways, kind, dice):
        """A line both ways, every so many minutes by service, half as often in the evening."""
        self.routes.write(f"{self.lines},{self.lines},{kind}\n")
        ways = [(stops, seconds), (stops[::-1], [seconds[-1] - at for at in seconds[::-1]])]
        for way, times in ways:
            for (service, _, days), headway in zip(SERVICES, headways):
                start = FIRST + dice.randrange(headway * 60)
                while start < LAST:
                    self.trips.write(f"{self.lines},{service},{self.runs}\n")
                    for position, (stop, at) in enumerate(zip(way, times)):
                        time = clock(start + at)
                        self.times.write(f"{self.runs},{time},{time},{stop},{position}\n")
                    self.runs += 1
                    self.calls += len(way)
                    self.calls_a_week += days * len(way)
                    start += headway * 60 * (2 if start > EVENING else 1)
        self.lines += 1


def main(folder, stops_wanted=36_000, headway=60, trains=150):
    dice = random.Random(7)
    zones = list(places("index/places/postcodes.tsv"))
    feed = Feed(folder)
    whole = sum(STOPS_BY_DENSITY[density] for _, density in zones)
    stops, stops_of = [], []
    for (lat, lon), density in zones:
        count = max(4, int(stops_wanted * STOPS_BY_DENSITY[density] / whole))
        stops_of.append(range(len(stops), len(stops) + count))
        for _ in range(count):
            far = dice.random() ** 0.7 * (2.0 if density == "city" else 5.0)
            towards = dice.random() * 2 * math.pi
            stops.append((lat + far * math.sin(towards) / 111.2, lon + far * math.cos(towards) / 62.5))
    for number, (lat, lon) in enumerate(stops):
        feed.stops.write(f"{number},Stop {number},{lat:.6f},{lon:.6f}\n")

    def ride(way, speed, stand):
        seconds = [0]
        for one, other in zip(way, way[1:]):
            seconds.append(seconds[-1] + stand + int(kilometres(stops[one], stops[other]) * 1.2 / speed * 3600))
        return seconds

    joined = set()
    for one, (here, density) in enumerate(zones):
        for other in sorted(range(len(zones)), key=lambda other: kilometres(here, zones[other][0]))[1:5]:
            if (other, one) in joined:
                continue
            joined.add((one, other))
            there = zones[other][0]
            some = lambda zone: dice.sample(stops_of[zone], min(len(stops_of[zone]), 12))
            out = sorted(some(one), key=lambda stop: -kilometres(stops[stop], there))
            way = out + sorted(some(other), key=lambda stop: kilometres(stops[stop], here))
            often = headway // 3 if "city" in (density, zones[other][1]) else headway
            feed.line(way, ride(way, 35, 20), (often, often * 2, often * 2), 3, dice)
    # Trains call next to the middle of the towns, where buses do as well.
    towns = [min(stops_of[z], key=lambda stop: kilometres(stops[stop], place)) for z, (place, density) in enumerate(zones) if density != "rural"]
    for _ in range(trains):
        way = [dice.choice(towns)]
        while len(way) < 12:
            free = [town for town in dice.sample(towns, 14) if town not in way]
            way.append(min(free, key=lambda town: kilometres(stops[way[-1]], stops[town])))
        feed.line(way, ride(way, 90, 60), (30, 60, 60), 2, dice)
    print(f"{len(stops)} stops, {feed.lines} lines, {feed.runs} trips, {feed.calls} stop times, {feed.calls_a_week} in a week")


main(sys.argv[1], *map(int, sys.argv[2:]))
