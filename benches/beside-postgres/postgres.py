"""PostgreSQL's side: a throw-away cluster, the same data by COPY, two-stage SQL through pgbench."""

import os
import pwd
import re
import shutil
import time
from pathlib import Path

from processes import Failure, cpu_seconds, free_port, percentile, run, say

BIN = Path("/usr/lib/postgresql/15/bin")
SQL = Path(__file__).parent / "sql"
STAGES = ["zones", "arrays", "gist"]
"""Ways of finding candidates. A trial of each decides which one is measured in full."""
RECALL_PROFILES = 40
"""Lists that are compared with the same score over everything within reach."""
GOOD_ENOUGH = 0.95
"""Of the best recall among the ways: what a way must reach to be chosen for its price."""
TABLES = [
    "occupation", "near_occupation", "near_skill", "way", "vacancy", "advert", "asked_skill", "offer", "profile",
]  # fmt: skip
SETTINGS = """
listen_addresses = '127.0.0.1'
port = {port}
unix_socket_directories = ''
max_connections = 64
shared_buffers = {shared_buffers}MB
effective_cache_size = {cache}MB
work_mem = 64MB
maintenance_work_mem = 512MB
random_page_cost = 1.0
jit = off
max_parallel_workers_per_gather = 0
plan_cache_mode = force_generic_plan
enable_memoize = off
autovacuum = off
wal_level = minimal
max_wal_senders = 0
max_wal_size = 8GB
fsync = off
full_page_writes = off
synchronous_commit = off
track_activities = off
log_min_messages = error
"""


class Postgres:
    def __init__(self, folder: Path):
        self.folder, self.port = folder, free_port()
        self.runs = False
        # initdb and the server refuse root.
        self.owner = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}
        self.environment = {**os.environ, "PGHOST": "127.0.0.1", "PGPORT": str(self.port), "PGUSER": "bench",
                            "PGDATABASE": "postgres", "PGOPTIONS": "-c client_min_messages=error",
                            "LC_ALL": "C.UTF-8"}  # fmt: skip

    def create(self) -> None:
        self.folder.mkdir()
        if self.owner:
            account = pwd.getpwnam("postgres")
            os.chown(self.folder, account.pw_uid, account.pw_gid)
        cluster = self.folder / "cluster"
        options = ["-U", "bench", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
        run([BIN / "initdb", "-D", cluster, *options], 300, **self._as_owner())
        memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 1024**2
        settings = SETTINGS.format(port=self.port, shared_buffers=memory // 4, cache=memory // 2)
        with (cluster / "postgresql.conf").open("a") as file:
            file.write(settings)

    def start(self) -> None:
        log = self.folder / "server.log"
        self.runs = True
        run([BIN / "pg_ctl", "-D", self.folder / "cluster", "-l", log, "-w", "start"], 120, **self._as_owner())

    def stop(self) -> None:
        if self.runs and (self.folder / "cluster" / "postmaster.pid").exists():
            command = [BIN / "pg_ctl", "-D", self.folder / "cluster", "-m", "immediate", "-w", "stop"]
            run(command, 120, **self._as_owner())
        self.runs = False

    def _as_owner(self) -> dict:
        return {"cwd": "/", "env": self.environment, **self.owner}

    def psql(self, text: str, limit: float = 600) -> str:
        command = [BIN / "psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1"]
        return run(command, limit, input=text, env=self.environment).stdout

    def fill(self, folder: Path) -> dict:
        """Tables, rows, indexes, statistics, everything in memory."""
        began = time.monotonic()
        self.psql((SQL / "schema.sql").read_text())
        for table in TABLES:
            self.psql(f"\\copy {table} FROM '{folder / table}.tsv'", 3600)
        copied = time.monotonic() - began
        self.psql((SQL / "indexes.sql").read_text(), 7200)
        size = int(self.psql("SELECT sum(pg_total_relation_size(oid)) FROM pg_class WHERE relname IN "
                             "('vacancy', 'advert', 'asked_skill', 'offer')"))  # fmt: skip
        return {"copy_seconds": copied, "seconds": time.monotonic() - began, "bytes": size}

    def postmaster(self) -> int:
        return int((self.folder / "cluster" / "postmaster.pid").read_text().split()[0])

    def load(self, statement: str, profiles: int, connections: int, seconds: int) -> dict:
        """pgbench with prepared statements and a profile by chance; processor time of the server's processes alone."""
        script, prefix = self.folder / "script.sql", self.folder / "latency"
        script.write_text(f"\\set profile random(1, {profiles})\n{statement}")
        shutil.rmtree(self.folder / "logs", ignore_errors=True)
        logs = self.folder / "logs"
        logs.mkdir()
        command = [BIN / "pgbench", "-n", "-M", "prepared", "-f", script, "-c", connections, "-T", seconds]
        before = cpu_seconds(self.postmaster())
        done = run([*command, "-l", f"--log-prefix={logs / prefix.name}"], seconds + 600, env=self.environment)
        self._wait_for_backends()
        used = cpu_seconds(self.postmaster()) - before
        took = [int(line.split()[2]) / 1000 for log in logs.iterdir() for line in log.open()]
        rate = re.search(r"tps = ([0-9.]+)", done.stdout)
        if not took or rate is None:
            raise Failure(f"pgbench measured nothing: {done.stdout[-500:]}")
        return {
            "requests": len(took),
            "requests_per_second": float(rate.group(1)),
            "p50_ms": percentile(took, 50),
            "p90_ms": percentile(took, 90),
            "p99_ms": percentile(took, 99),
            "cpu_ms_per_request": used * 1000 / len(took),
        }

    def _wait_for_backends(self) -> None:
        """A backend's time counts once the server has taken note of its end."""
        children = Path(f"/proc/{self.postmaster()}/task/{self.postmaster()}/children")
        for _ in range(100):
            pids = children.read_text().split()
            # One that is ending has no command line any more.
            names = [command_line(pid) for pid in pids]
            if all(name and "bench" not in name for name in names):
                return
            time.sleep(0.05)
        raise Failure("the backends of pgbench do not end")

    def ids(self, statement: str, profiles: int) -> list[list[int]]:
        """The lists of the first profiles."""
        parts = []
        for profile in range(1, profiles + 1):
            parts.append("\\echo =\n" + statement.replace(":profile", str(profile)))
        lists = self.psql("".join(parts), 3600).split("=\n")[1:]
        return [[int(line.split("|")[1]) for line in text.splitlines() if line] for text in lists]


def command_line(pid: str) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except (FileNotFoundError, ProcessLookupError):
        return ""


def statement(stage: str, candidates: int) -> str:
    """The whole query with one way of finding candidates."""
    parts = [SQL / "profile.sql", SQL / f"stage1_{stage}.sql", SQL / "stage2.sql"]
    return "".join(part.read_text() for part in parts).replace(":candidates", str(candidates))


def measure(server: Postgres, profiles: int, candidates: int, seconds: int) -> dict:
    """A trial of every way of finding candidates, then the best one in full."""
    say("PostgreSQL: everything within reach scored")
    everything = statement("everything", 0)
    asked = min(profiles, RECALL_PROFILES)
    figures: dict = {"candidates": candidates, "trials": {}}
    figures["everything_in_reach"] = server.load(everything, profiles, 1, max(2, seconds // 2))
    wanted = server.ids(everything, asked)
    for stage in STAGES:
        say(f"PostgreSQL: trial of {stage}")
        query = statement(stage, candidates)
        found = server.ids(query, asked)
        trial = server.load(query, profiles, 1, max(2, seconds // 2))
        figures["trials"][stage] = {**trial, "own_recall": recall(found, wanted), "items": mean_length(found)}
    best = choose(figures["trials"])
    figures["best"] = best
    query = statement(best, candidates)
    for connections in (1, 8, 32):
        say(f"PostgreSQL: {best}, {connections} connections")
        figures[f"connections_{connections}"] = server.load(query, profiles, connections, seconds)
    return figures


def choose(trials: dict) -> str:
    """The cheapest of the ways that find about as much as the best of them."""
    most = max(trial["own_recall"] for trial in trials.values())
    good = [stage for stage, trial in trials.items() if trial["own_recall"] >= GOOD_ENOUGH * most]
    return min(good, key=lambda stage: trials[stage]["cpu_ms_per_request"])


def recall(found: list[list[int]], wanted: list[list[int]]) -> float:
    kept = sum(len(set(one) & set(all_of_it)) for one, all_of_it in zip(found, wanted))
    return kept / max(1, sum(map(len, wanted)))


def mean_length(lists: list[list[int]]) -> float:
    return sum(map(len, lists)) / max(1, len(lists))
