"""What Linux tells of processes, and servers that are stopped whatever happens."""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

TICK = 1.0 / os.sysconf("SC_CLK_TCK")


class Failure(Exception):
    """What could not be done, in words for whoever started the run."""


def say(text: str) -> None:
    print(f"[{time.strftime('%H:%M:%S')}] {text}", file=sys.stderr, flush=True)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def stat_fields(pid: int) -> list[str]:
    """Fields of /proc/PID/stat from the third on; the name before them may hold anything."""
    return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()


def cpu_seconds(pid: int) -> float:
    """Processor time of a process and of its children that have ended."""
    return sum(map(int, stat_fields(pid)[11:15])) * TICK


def resident_bytes(pid: int) -> dict[str, int]:
    """Resident size: all of it, and what is the process' own rather than pages of mapped files."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    sizes = {line.split(":")[0]: line.split()[1] for line in lines if line.startswith(("VmRSS", "RssAnon"))}
    return {"all": int(sizes["VmRSS"]) * 1024, "own": int(sizes["RssAnon"]) * 1024}


def run(command: list, limit: float, **more) -> subprocess.CompletedProcess:
    """Runs a command to its end, within `limit` seconds."""
    command = [str(word) for word in command]
    try:
        done = subprocess.run(command, timeout=limit, capture_output=True, text=True, **more)
    except subprocess.TimeoutExpired as late:
        raise Failure(f"{' '.join(command[:3])} … took longer than {limit:.0f} s") from late
    if done.returncode != 0:
        told = (done.stderr or done.stdout or "").strip()[-2000:]
        raise Failure(f"{' '.join(command[:3])} … ended with {done.returncode}:\n{told}")
    return done


def percentile(values: list[float], share: int) -> float:
    """The smallest value that this share of the values does not exceed."""
    ordered = sorted(values)
    return ordered[max(1, -(-len(ordered) * share // 100)) - 1] if ordered else 0.0
