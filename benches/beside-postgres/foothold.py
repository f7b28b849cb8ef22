"""Foothold's side: generate, import, serve, measure."""

import http.client
import json
import os
import signal
import subprocess
import time
from pathlib import Path

from processes import Failure, cpu_seconds, resident_bytes, run, say

AS_OF = "2026-11-24T09:00:00+01:00"
"""A moment of the day on which the generated labour market stands."""
SLOWEST_START = 600.0
INCLUDES = ["total", "not_now", "relaxations", "counterfactuals", "next_best_question", "mobility_package"]


class Foothold:
    def __init__(self, binary: Path, folder: Path):
        self.binary, self.folder = binary, folder
        self.process: subprocess.Popen | None = None
        self.port = 0

    def generate(self, vacancies: int, profiles: int, seed: int, out: Path) -> None:
        counts = ["--vacancies", vacancies, "--jobseekers", profiles]
        run([self.binary, "generate", *counts, "--seed", seed, "--out", out], 1800)

    def fill(self, vacancies: Path, count: int) -> dict:
        """Imports the file into the data folder, with no service running."""
        before, began = os.times(), time.monotonic()
        run([self.binary, "import", vacancies, "--data", self.folder, "--errors-only"], 7200)
        took, after = time.monotonic() - began, os.times()
        cpu = after.children_user + after.children_system - before.children_user - before.children_system
        return {"seconds": took, "cpu_seconds": cpu, "vacancies_per_second": count / took}

    def start(self, profile: dict) -> float:
        """Starts the service; milliseconds until it has answered a first match list."""
        log = self.folder.parent / "foothold.log"
        command = [self.binary, "serve", "--listen", "127.0.0.1:0", "--data", self.folder]
        began = time.monotonic()
        with log.open("ab") as errors:
            self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, text=True)
        told = self.process.stdout.readline()
        if "http://" not in told:
            raise Failure(f"the service did not start: {log.read_text()[-1000:]}")
        self.port = int(told.rsplit(":", 1)[1])
        while self.ask({"profile": profile}) != 200:
            if time.monotonic() - began > SLOWEST_START:
                raise Failure("the service answers no list")
            time.sleep(0.002)
        return (time.monotonic() - began) * 1000

    def stop(self) -> None:
        if self.process is None:
            return
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(timeout=120)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process = None

    def ask(self, body: dict) -> int:
        """Asks for one list; the status of the answer, 0 when nobody answers yet."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=600)
        try:
            text = json.dumps({"limit": 50, "as_of": AS_OF, **body})
            connection.request("POST", "/v1/matches", text, {"Content-Type": "application/json"})
            answer = connection.getresponse()
            answer.read()
            return answer.status
        except ConnectionError:
            return 0
        finally:
            connection.close()

    def settle(self) -> None:
        """Waits until what an import leaves to be done, such as merging the text index, is done."""
        for _ in range(60):
            before = cpu_seconds(self.process.pid)
            time.sleep(2)
            if cpu_seconds(self.process.pid) - before < 0.1:
                return

    def resident(self) -> dict[str, int]:
        """After a pause, in which the allocator gives back what it holds for a moment only."""
        time.sleep(3)
        return resident_bytes(self.process.pid)

    def load(self, profiles: Path, seconds: int, connections: int, *more) -> dict:
        """`foothold load` against the running service."""
        options = ["--seconds", seconds, "--connections", connections, "--pid", self.process.pid, *more]
        return self._load(profiles, options, seconds + 300)

    def check(self, vacancies: int, profiles: int, seed: int) -> dict:
        """Compares lists over the same invented labour market with those that scoring every vacancy gives."""
        options = ["--vacancies", vacancies, "--profiles", profiles, "--seed", seed]
        command = [self.binary, "evaluate", "lists", "--json", *options]
        done = subprocess.run([str(word) for word in command], capture_output=True, text=True, timeout=3600)
        if not done.stdout:
            raise Failure(f"foothold evaluate lists: {done.stderr.strip()}")
        figures = {figure["name"]: figure["value"] for figure in json.loads(done.stdout)["figures"]}
        identical, lists = figures["identical"].split(" of ")
        return {"identical": int(identical), "lists": int(lists), "recall": float(figures["recall"])}

    def _load(self, profiles: Path, options: list, limit: float) -> dict:
        url = f"http://127.0.0.1:{self.port}"
        command = [self.binary, "load", "--url", url, "--profiles", profiles, "--as-of", AS_OF, "--json", *options]
        done = subprocess.run([str(word) for word in command], capture_output=True, text=True, timeout=limit)
        if not done.stdout:
            raise Failure(f"foothold load: {done.stderr.strip()}")
        return json.loads(done.stdout)


def resident_when_empty(binary: Path, folder: Path, profile: dict) -> dict[str, int]:
    """Resident size of a service that keeps no vacancy, after it has answered a list."""
    service = Foothold(binary, folder)
    try:
        service.start(profile)
        return service.resident()
    finally:
        service.stop()


def measure(service: Foothold, profiles: Path, sizes: dict, first: dict) -> dict:
    """Everything that is asked of the running service. `sizes` are seconds, the number of checked lists and the labour market."""
    figures: dict = {}
    say("Foothold: start, stop, start again")
    service.start(first)
    service.settle()
    service.stop()
    figures["first_answer_ms"] = service.start(first)
    figures["resident"] = service.resident()
    service.load(profiles, min(5, sizes["seconds"]), 2)
    for connections in (1, 8, 32):
        say(f"Foothold: {connections} connections")
        figures[f"connections_{connections}"] = service.load(profiles, sizes["seconds"], connections)
    figures["resident_after_load"] = service.resident()
    say(f"Foothold: {sizes['checked']} lists against scoring everything")
    figures["check"] = service.check(sizes["vacancies"], sizes["checked"], sizes["seed"])
    figures["includes"] = includes(service, profiles, sizes["include_seconds"], first)
    figures["cpu_seconds"] = cpu_seconds(service.process.pid)
    return figures


def includes(service: Foothold, profiles: Path, seconds: int, first: dict) -> dict:
    """Each costly part by itself, on one connection, beside the plain list measured in the same way."""
    figures = {"nothing": service.load(profiles, seconds, 1)}
    for part in INCLUDES:
        if service.ask({"profile": first, "include": [part]}) != 200:
            say(f"Foothold: include {part} is refused, left out")
            figures[part] = None
            continue
        say(f"Foothold: include {part}")
        figures[part] = service.load(profiles, seconds, 1, "--include", part)
    return figures
