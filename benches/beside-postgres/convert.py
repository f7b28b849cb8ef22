"""The generated NDJSON as rows for COPY: vacancies, offers, skills asked, profiles and the tables beside them."""

import json
from contextlib import ExitStack
from pathlib import Path

from tables import EDUCATION, FORMS, INHERITED_WEIGHT, LEVELS, MODES, OPTIONAL_WEIGHT, Tables

DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
DEMANDS = [
    "heavy_lifting", "standing", "line_pace", "night", "noise", "customer_contact", "changing_tasks", "driving",
    "heights", "dust_fumes", "travel_away",
]  # fmt: skip
LIFTS = {
    "heavy_lifting": "lifting_aid", "standing": "sit_stand_desk", "line_pace": "extra_breaks",
    "night": "day_shift_only", "noise": "quiet_room", "customer_contact": "small_team",
    "changing_tasks": "fixed_tasks", "dust_fumes": "ventilation",
}  # fmt: skip
"""The accommodation that lifts a demand."""
CONFLICTS = {
    "no_heavy_lifting": ["heavy_lifting"], "no_prolonged_standing": ["standing"], "no_night": ["night"],
    "quiet_place": ["noise"], "few_people": ["customer_contact"], "extra_breaks": ["line_pace"],
    "fixed_routine": ["changing_tasks"], "no_driving": ["driving"], "no_heights": ["heights"],
    "no_dust_fumes": ["dust_fumes"], "home_every_night": ["travel_away"],
}  # fmt: skip
"""The demands that a work requirement of a person meets."""
MASTERY = {"beginner": 0.75, "experienced": 1.0, "expert": 1.0}
TITLE_FRAMES = ["Erfaren ", "Vi søger "]


def convert(tables: Tables, corpus: Path, out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        files = {}

        def put(table: str, *values) -> None:
            if table not in files:
                path = out / f"{table}.tsv"
                files[table] = stack.enter_context(path.open("w", encoding="utf-8", buffering=1 << 20))
            files[table].write("\t".join(map(field, values)) + "\n")

        constant_tables(tables, put)
        for number, vacancy in enumerate(records(corpus / "vacancies.ndjson")):
            put_vacancy(tables, number, vacancy, put)
        for number, profile in enumerate(records(corpus / "jobseekers.ndjson"), start=1):
            put_profile(tables, number, profile, put)


def records(path: Path):
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def field(value) -> str:
    if value is None:
        return r"\N"
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, (list, tuple)):
        return "{" + ",".join(map(str, value)) + "}"
    if isinstance(value, str):
        return value.replace("\\", "\\\\").replace("\t", " ").replace("\n", " ").replace("\r", " ")
    return str(value)


def constant_tables(tables: Tables, put) -> None:
    wisdom = {"shortage": 1.0, "paradox": 0.8, "good": 0.6, "less_good": 0.3}
    for row in tables.occupations:
        code = row["code"]
        entry = {1: 0.45, 2: 0.25, 3: 0.1}.get(int(row["skill_level"]), 0.0)
        put("occupation", tables.occupation[code], row["name_da"], wisdom.get(tables.balance.get(code), 0.6), entry)
    for row in tables.near_occupations():
        put("near_occupation", *row)
    for row in tables.near_skills():
        put("near_skill", *row)
    for row in tables.ways():
        put("way", *row)


def point(place: dict[str, str]) -> str:
    return f"SRID=4326;POINT({place['lon']} {place['lat']})"


def occupation_of(tables: Tables, vacancy: dict) -> int | None:
    """As sent, else by the title without what adverts put around it."""
    code = vacancy.get("occupation")
    if code is None:
        title = vacancy["title"]
        for frame in TITLE_FRAMES:
            title = title.removeprefix(frame)
        for cut in (" til ", " søges", ", ", " i "):
            title = title.split(cut)[0]
        code = tables.titles.get(title.lower())
    return tables.occupation.get(code) if code else None


def put_vacancy(tables: Tables, number: int, vacancy: dict, put) -> None:
    place = tables.postcodes[vacancy["workplace"]["postcode"]]
    asked = vacancy.get("requirements", {})
    occupation = occupation_of(tables, vacancy)
    skills = asked_skills(tables, asked, occupation)
    employer = vacancy["employer"]
    forms = bits(number_of(FORMS), [offer["form"] for offer in vacancy["offers"]])
    licences = bits(tables.licence, asked.get("licences", []))
    starts, ends, days = week(vacancy.get("schedule"))
    languages = {spoken["language"]: LEVELS.index(spoken["level"]) + 1 for spoken in asked.get("languages", [])}
    support = [name for name in ("mentor", "buddy", "on_site_danish", "work_culture_intro") if vacancy.get(name)]
    put(
        "vacancy",
        number,
        int(place["zone"]),
        point(place),
        occupation,
        int(employer["industry"]),
        forms,
        licences,
        tables.authorisation.get(asked.get("authorisation")),
        [tables.certificate[code] for code in asked.get("certificates", []) if code in tables.certificate],
        languages.get("da", 0),
        EDUCATION.index(asked["education"]) if asked.get("education") in EDUCATION else None,
        asked.get("experience_years"),
        open_demands(vacancy),
        lifted_weight(vacancy),
        starts,
        ends,
        days,
        vacancy["workplace"].get("remote_days_per_week", 0),
        len(support),
        "on_site_danish" in support,
        vacancy["apply_by"],
        round(sum(skills.values()), 4),
        list(skills),
    )
    put("advert", number, vacancy["external_id"], vacancy["title"], employer["name"], place["postcode"],
        place["name"], vacancy["positions"])  # fmt: skip
    for skill, weight in skills.items():
        share = round(weight / sum(skills.values()), 4)
        put("asked_skill", skill, int(place["zone"]), number, share, occupation, forms, licences)
    for offer in vacancy["offers"]:
        form, hours = FORMS.index(offer["form"]), offer["hours_per_week"]
        put("offer", number, form, hours["min"], hours["max"], offer["start"], offer.get("duration_weeks"),
            offer.get("places", 1), offer.get("hire_intent", False))  # fmt: skip


def asked_skills(tables: Tables, asked: dict, occupation: int | None) -> dict[int, float]:
    """Listed skills by weight; without any, those typical of the occupation."""
    weights = {}
    for item in asked.get("skills", []):
        skill = tables.skill[item["skill"]]
        weights[skill] = 1.0 if item["importance"] == "essential" else OPTIONAL_WEIGHT
    if not weights and occupation is not None:
        weights = {skill: weight * INHERITED_WEIGHT for skill, weight in tables.typical.get(occupation, {}).items()}
    return {skill: round(weight * tables.rarity.get(skill, 1.0), 4) for skill, weight in weights.items()}


def bits(numbers: dict[str, int], codes: list[str]) -> int:
    return sum(1 << numbers[code] for code in set(codes) if code in numbers)


def open_demands(vacancy: dict) -> int:
    """Demands that no offered accommodation lifts, as bits."""
    offered = set(vacancy.get("accommodations_offered", []))
    codes = [demand["code"] if isinstance(demand, dict) else demand for demand in vacancy.get("demands", [])]
    return sum(1 << DEMANDS.index(code) for code in set(codes) if code in DEMANDS and LIFTS.get(code) not in offered)


def lifted_weight(vacancy: dict) -> int | None:
    kilograms = [demand.get("kg") for demand in vacancy.get("demands", []) if isinstance(demand, dict)]
    return max((kg for kg in kilograms if kg), default=None)


def clock(text: str) -> int:
    hours, minutes = text.split(":")
    return int(hours) * 60 + int(minutes)


def week(windows: list[dict] | None) -> tuple[int | None, int | None, int]:
    """First minute, last minute (past midnight counts on) and days as bits; nothing known gives no days."""
    known = [window for window in windows or [] if "from" in window]
    if not known:
        return None, None, 0
    starts, ends = clock(known[0]["from"]), clock(known[0]["to"])
    days = sum(1 << DAYS.index(day) for day in known[0]["days"])
    return starts, ends if ends > starts else ends + 24 * 60, days


def put_profile(tables: Tables, number: int, profile: dict, put) -> None:
    home = tables.postcodes[profile["home"]["postcode"]]
    mobility, brought = profile["mobility"], profile["resources"]
    held = [code for licence in mobility["licences"] for code in (licence, *tables.implied.get(licence, []))]
    danish = [LEVELS.index(spoken["level"]) + 1 for spoken in brought["languages"] if spoken["language"] == "da"]
    hours = profile.get("hours_per_week", {"min": 0, "max": 37})
    starts, ends, days = week(profile.get("availability"))
    sources, strengths, industries = experience(tables, brought)
    wished, dearness = wishes(tables, profile["wishes"])
    skills = {tables.skill[held["skill"]]: MASTERY[held["level"]] for held in brought["skills"]}
    needs = [need if isinstance(need, dict) else {"code": need} for need in profile.get("work_requirements", [])]
    demands = {demand for need in needs for demand in CONFLICTS.get(need["code"], [])}
    education = brought.get("education", {}).get("level")
    put(
        "profile",
        number,
        int(home["zone"]),
        point(home),
        mobility["max_travel_minutes"],
        bits(number_of(MODES), mobility["modes"]),
        hours["min"],
        hours["max"],
        eligible_forms(profile),
        bits(tables.licence, held),
        [tables.authorisation[code] for code in brought.get("authorisations", [])],
        [tables.certificate[code] for code in brought["certificates"] if code in tables.certificate],
        max(danish, default=0),
        EDUCATION.index(education) if education in EDUCATION else None,
        sum(1 << DEMANDS.index(demand) for demand in demands),
        next((need["kg"] for need in needs if "kg" in need), None),
        starts,
        ends,
        days,
        list(skills),
        list(skills.values()),
        sources,
        strengths,
        industries,
        wished,
        dearness,
        {"open": 1.0, "seek": 1.0, "stay": 0.4}[profile["branch_switch"]],
    )


def number_of(names: list[str]) -> dict[str, int]:
    return {name: at for at, name in enumerate(names)}


def experience(tables: Tables, brought: dict) -> tuple[list, list, list]:
    """Past occupations, how much each counts, and their industries."""
    sources, strengths, industries = [], [], []
    for past in brought.get("experience", []):
        recency = max(0.6, 1.0 - 0.045 * max(0, 2023 - int(past["ended"][:4])))
        sources.append(tables.occupation[past["occupation"]])
        strengths.append(round((0.35 + 0.65 * min(1.0, past["years"] / 5)) * recency, 4))
        industries.append(int(past.get("industry", 0)))
    return sources, strengths, industries


def wishes(tables: Tables, wishes: dict) -> tuple[list, list]:
    """Wished occupations, the dearest first, then those that interests point to."""
    values: dict[int, float] = {}
    for rank, code in enumerate(wishes.get("occupations", [])):
        for occupation in tables.with_prefix(code):
            values[occupation] = max(values.get(occupation, 0.0), max(0.85, 1.0 - 0.03 * rank))
    for interest in wishes.get("interests", []):
        for prefix in tables.interests.get(interest, []):
            for occupation in tables.with_prefix(prefix):
                values[occupation] = max(values.get(occupation, 0.0), 0.75)
    return list(values), list(values.values())


def eligible_forms(profile: dict) -> int:
    """Forms as bits, by target group."""
    group, weeks = profile["target_group"], profile["weeks_unemployed"]
    codes = {"ordinary_job", "part_time", "paid_hours", "apprenticeship"}
    if group not in ("self_supporting", "under_18"):
        codes |= {"hybrid", "internship_private", "internship_public"}
    if weeks >= 26:
        codes |= {"wage_subsidy_private", "wage_subsidy_public"}
    if group == "flex_job":
        codes.add("flex_job")
    if group == "cash_benefit":
        codes.add("community_work")
    return sum(1 << FORMS.index(code) for code in codes)
