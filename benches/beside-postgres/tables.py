"""The tables of the repository (`index/`) in the form a relational matcher would keep them.

The measures of nearness are plainer than the service's own, and of the same kind and size: what is compared is the
cost of the work, not the scores.
"""

import csv
import math
from collections import defaultdict
from pathlib import Path

LEAST_NEARNESS = 0.15
"""Pairs of occupations below this are left out."""
MOST_NEAR_SKILLS = 8
"""Skills that stand in for one skill at most."""
LONGEST_MINUTES = 120
"""Ways that take longer are left out."""
OPTIONAL_WEIGHT = 0.4
"""Of an essential skill's weight."""
INHERITED_WEIGHT = 0.6
"""Of a listed skill's weight: skills that are only typical of the occupation."""

FORMS = [
    "ordinary_job", "part_time", "paid_hours", "apprenticeship", "adult_apprenticeship", "flex_job", "igu",
    "wage_subsidy_private", "hybrid", "internship_private", "wage_subsidy_public", "internship_public",
    "community_work",
]  # fmt: skip
LADDER = [1.0, 0.95, 0.9, 0.85, 0.85, 0.85, 0.75, 0.6, 0.55, 0.45, 0.4, 0.3, 0.1]
LEVELS = ["A1", "A2", "B1", "B2", "C1", "C2"]
EDUCATION = ["none", "primary", "upper_secondary", "vocational", "short_higher", "medium_higher", "long_higher"]
MODES = ["car", "transit", "bicycle"]


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if not line.startswith("#"))
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


class Tables:
    """Occupations, skills, licences and places with numbers for codes."""

    def __init__(self, index: Path):
        taxonomy, places = index / "taxonomy", index / "places"
        self.occupations = rows(taxonomy / "occupations.tsv")
        self.occupation = {row["code"]: at for at, row in enumerate(self.occupations)}
        self.skill = {row["id"]: at for at, row in enumerate(rows(taxonomy / "skills.tsv"))}
        self.broader = {row["id"]: row["broader"] for row in rows(taxonomy / "skills.tsv")}
        self.interests = {row["interest"]: row["occupations"].split(",") for row in rows(taxonomy / "interests.tsv")}
        self.balance = {row["code"]: row["balance"] for row in rows(taxonomy / "balance.tsv")}
        self.authorisation = number(rows(taxonomy / "authorisations.tsv"), "code")
        self.certificate = number(rows(taxonomy / "certificates.tsv"), "code")
        licences = rows(taxonomy / "licences.tsv")
        self.licence = number(licences, "code")
        self.implied = {row["code"]: [code for code in row["implies"].split(",") if code] for row in licences}
        self.titles = {row["title"]: row["code"] for row in rows(taxonomy / "titles.tsv")}
        self.postcodes = {row["postcode"]: row for row in rows(places / "postcodes.tsv")}
        self.typical: dict[int, dict[int, float]] = defaultdict(dict)
        for row in rows(taxonomy / "occupation_skills.tsv"):
            weight = 1.0 if row["relation"] == "essential" else OPTIONAL_WEIGHT
            self.typical[self.occupation[row["code"]]][self.skill[row["skill"]]] = weight
        self.rarity = self._rarity()

    def with_prefix(self, code: str) -> list[int]:
        return [at for known, at in self.occupation.items() if known.startswith(code)]

    def _rarity(self) -> dict[int, float]:
        """What a skill tells: 1 for the rarest, towards 0.3 for what every occupation asks."""
        asked = defaultdict(int)
        for skills in self.typical.values():
            for skill in skills:
                asked[skill] += 1
        most = math.log(len(self.occupations))
        return {skill: 1.0 - 0.7 * math.log(count) / most for skill, count in asked.items()}

    def near_occupations(self):
        """(from, to, nearness): shared digits of the code and shared skills."""
        digits = [0.0, 0.05, 0.12, 0.4, 1.0]
        codes = list(self.occupation.items())
        for one_code, one in codes:
            ours = self.typical.get(one, {})
            for other_code, other in codes:
                theirs = self.typical.get(other, {})
                shared = next((n for n in range(4) if one_code[n] != other_code[n]), 4)
                brought = sum(weight for skill, weight in theirs.items() if skill in ours)
                share = brought / (sum(theirs.values()) or 1.0)
                nearness = 1.0 if one == other else 0.5 * digits[shared] + 0.5 * share
                if nearness >= LEAST_NEARNESS:
                    yield one, other, round(nearness, 4)

    def near_skills(self):
        """(have, asked, what it is worth): skills of one group that the same occupations ask."""
        users = defaultdict(set)
        for occupation, skills in self.typical.items():
            for skill in skills:
                users[skill].add(occupation)
        groups = defaultdict(list)
        for name, skill in self.skill.items():
            groups[self.broader[name]].append(skill)
            yield skill, skill, 1.0
        for members in groups.values():
            for asked in members:
                alike = []
                for have in members:
                    both = len(users[have] & users[asked])
                    if have != asked and both:
                        alike.append((0.8 * both / math.sqrt(len(users[have]) * len(users[asked])), have))
                for worth, have in sorted(alike, reverse=True)[:MOST_NEAR_SKILLS]:
                    if worth >= 0.3:
                        yield have, asked, round(worth, 4)

    def zones(self):
        """(zone, latitude, longitude): the middle of its postcodes."""
        found = defaultdict(list)
        for row in self.postcodes.values():
            found[int(row["zone"])].append((float(row["lat"]), float(row["lon"])))
        for zone, points in sorted(found.items()):
            yield zone, *(sum(axis) / len(points) for axis in zip(*points))

    def ways(self):
        """(from, to, minutes by car, by public transport, by bicycle); None beyond the longest."""
        zones = list(self.zones())
        for one, *start in zones:
            for other, *end in zones:
                minutes = [within(way) for way in minutes_for(kilometres(start, end))]
                if minutes[0] is not None:
                    yield one, other, *minutes


def minutes_for(distance: float) -> tuple[float, float, float]:
    car = 5 + distance * 1.3 / min(85, 30 + 0.9 * distance) * 60
    transit = 12 + distance * 1.35 / min(75, 18 + 0.8 * distance) * 60
    bicycle = 2 + distance * 1.25 / 16 * 60
    return car, transit, bicycle


def within(minutes: float) -> int | None:
    return round(minutes) if minutes <= LONGEST_MINUTES else None


def kilometres(start, end) -> float:
    """Over the ground, on a plane: Denmark is small."""
    north = (start[0] - end[0]) * 111.2
    east = (start[1] - end[1]) * 111.2 * math.cos(math.radians((start[0] + end[0]) / 2))
    return math.hypot(north, east)


def number(table: list[dict[str, str]], key: str) -> dict[str, int]:
    return {row[key]: at for at, row in enumerate(table)}
