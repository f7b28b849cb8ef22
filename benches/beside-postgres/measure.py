"""Foothold beside PostgreSQL 15 with PostGIS on the same generated data. Started by `run`."""

import argparse
import json
import os
import platform
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path

import foothold
import postgres
import report
from convert import convert
from processes import Failure, run, say
from tables import Tables

ROOT = Path(__file__).resolve().parents[2]


STOPPING = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGALRM)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benches/beside-postgres/run", description=__doc__)
    parser.add_argument("--vacancies", type=positive, default=100_000)
    parser.add_argument("--profiles", type=positive, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=positive, default=20, help="length of each measurement")
    parser.add_argument("--include-seconds", type=positive, default=6, help="length of each measurement of an include")
    parser.add_argument("--checked", type=positive, default=200, help="lists compared with scoring everything")
    parser.add_argument("--candidates", type=positive, default=300, help="that PostgreSQL scores in full")
    parser.add_argument("--only", choices=["foothold", "postgres"], help="one side alone")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too; - prints them instead")
    parser.add_argument("--work", type=Path, metavar="DIR",
                        help="keep the generated data and Foothold's data folder there and use them again")  # fmt: skip
    parser.add_argument("--foothold", type=Path, metavar="PROGRAM", required=True, help="made by `run` when not given")
    parser.add_argument("--minutes", type=positive, default=150, help="the whole run ends after so long")
    return parser.parse_args()


def positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text}: a whole number of 1 or more")
    return number


def main() -> int:
    asked = arguments()
    for stopping in STOPPING:
        signal.signal(stopping, give_up)
    signal.alarm(asked.minutes * 60)
    folder = Path(tempfile.mkdtemp(prefix="beside-postgres-"))
    # The user postgres passes through to its own folder.
    folder.chmod(0o711)
    try:
        figures = measure(asked, folder)
    except Failure as failure:
        print(f"benches/beside-postgres/run: {failure}", file=sys.stderr)
        return 1
    finally:
        signal.alarm(0)
        shutil.rmtree(folder, ignore_errors=True)
    if asked.json:
        written = json.dumps(figures, indent=2) + "\n"
        if str(asked.json) == "-":
            print(written, end="")
            return 0
        asked.json.write_text(written)
    print(report.text(figures), end="")
    return 0


def give_up(number: int, _frame) -> None:
    # What stops the run must not stop the tidying up.
    for stopping in STOPPING:
        signal.signal(stopping, signal.SIG_IGN)
    raise Failure(f"stopped by {signal.Signals(number).name}")


def measure(asked: argparse.Namespace, folder: Path) -> dict:
    work = (asked.work or folder).resolve()
    work.mkdir(parents=True, exist_ok=True)
    name = f"{asked.vacancies}-{asked.profiles}-{asked.seed}"
    corpus = work / f"corpus-{name}"
    began = time.monotonic()
    counts = {key: value for key, value in vars(asked).items() if isinstance(value, int)}
    figures: dict = {"asked": counts}
    figures["machine"] = machine(asked)
    service = foothold.Foothold(asked.foothold.resolve(), work / f"foothold-{name}")
    if not finished(corpus):
        say(f"generating {asked.vacancies:,} vacancies and {asked.profiles:,} profiles")
        service.generate(asked.vacancies, asked.profiles, asked.seed, corpus)
        finish(corpus)
    if asked.only != "postgres":
        figures["foothold"] = foothold_side(asked, service, corpus, folder)
    if asked.only != "foothold":
        figures["postgres"] = postgres_side(asked, corpus, folder)
    if asked.only is None:
        figures["ratios"] = report.ratios(figures["foothold"], figures["postgres"])
    figures["seconds"] = time.monotonic() - began
    return figures


def finished(folder: Path) -> bool:
    return folder.with_suffix(".done").exists()


def finish(folder: Path) -> None:
    folder.with_suffix(".done").touch()


def machine(asked: argparse.Namespace) -> dict:
    named = [line for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")]
    known = {
        "processor": named[0].split(":", 1)[1].strip() if named else platform.machine(),
        "cores": os.cpu_count(),
        "memory_gb": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9),
        "kernel": platform.release(),
        "foothold": run([asked.foothold, "--version"], 30).stdout.strip().removeprefix("foothold "),
        "postgres": "not measured",
    }
    if asked.only != "foothold":
        known["postgres"] = run([postgres.BIN / "postgres", "--version"], 30).stdout.strip()
    return known


def foothold_side(asked: argparse.Namespace, service: foothold.Foothold, corpus: Path, folder: Path) -> dict:
    profiles = corpus / "jobseekers.ndjson"
    with profiles.open(encoding="utf-8") as file:
        first = json.loads(file.readline())
    wanted = ("seconds", "include_seconds", "checked", "vacancies", "seed")
    sizes = {name: getattr(asked, name) for name in wanted}
    filled = {}
    if not finished(service.folder):
        say("Foothold: import")
        filled["import"] = service.fill(corpus / "vacancies.ndjson", asked.vacancies)
        finish(service.folder)
    empty = foothold.resident_when_empty(service.binary, folder / "empty", first)
    try:
        figures = {**filled, **foothold.measure(service, profiles, sizes, first)}
    finally:
        service.stop()
    figures["resident_empty"] = empty
    figures["bytes_per_vacancy"] = {
        kind: (figures["resident"][kind] - empty[kind]) / asked.vacancies for kind in ("all", "own")
    }
    return figures


def postgres_side(asked: argparse.Namespace, corpus: Path, folder: Path) -> dict:
    say("PostgreSQL: rows for COPY")
    convert(Tables(ROOT / "index"), corpus, folder / "rows")
    server = postgres.Postgres(folder / "postgres")
    try:
        say("PostgreSQL: cluster, copy, indexes")
        server.create()
        server.start()
        filled = server.fill(folder / "rows")
        filled["bytes_per_vacancy"] = filled["bytes"] / asked.vacancies
        return {"filled": filled, **postgres.measure(server, asked.profiles, asked.candidates, asked.seconds)}
    finally:
        server.stop()


if __name__ == "__main__":
    sys.exit(main())
