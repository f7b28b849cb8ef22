"""The figures of both sides as a table."""


def ratio(postgres: float, foothold: float) -> float | None:
    return postgres / foothold if foothold else None


def ratios(foothold: dict, postgres: dict) -> dict:
    """How many times what Foothold needs PostgreSQL needs (how many times fewer requests it answers)."""
    ours, theirs = foothold["connections_1"], postgres["connections_1"]
    found = {
        "cpu": ratio(theirs["cpu_ms_per_request"], ours["service"]["cpu_ms_per_request"]),
        "p50": ratio(theirs["p50_ms"], ours["p50_ms"]),
        "p99": ratio(theirs["p99_ms"], ours["p99_ms"]),
    }
    for name in ("connections_8", "connections_32"):
        ours, theirs = foothold[name], postgres[name]
        key = f"requests_per_second_{name.rsplit('_', 1)[1]}"
        found[key] = ratio(ours["requests_per_second"], theirs["requests_per_second"])
    return found


def text(figures: dict) -> str:
    lines = [heading(figures), ""]
    foothold, postgres = figures.get("foothold"), figures.get("postgres")
    lines += comparison(foothold, postgres, figures.get("ratios"))
    if foothold:
        lines += ["", *foothold_lines(foothold)]
    if postgres:
        lines += ["", *postgres_lines(postgres)]
    return "\n".join(lines) + "\n"


def heading(figures: dict) -> str:
    asked, machine = figures["asked"], figures["machine"]
    return (
        f"{asked['vacancies']:,} vacancies, {asked['profiles']:,} profiles, lists of 50, seed {asked['seed']}\n"
        f"{machine['processor']}, {machine['cores']} cores, {machine['memory_gb']} GB; client on the same cores\n"
        f"Foothold {machine['foothold']}; {machine['postgres']}"
    )


def comparison(foothold: dict | None, postgres: dict | None, times: dict | None) -> list[str]:
    rows = [
        ("CPU ms/request, 1 connection", "connections_1", "cpu_ms_per_request", "cpu"),
        ("p50 ms, 1 connection", "connections_1", "p50_ms", "p50"),
        ("p99 ms, 1 connection", "connections_1", "p99_ms", "p99"),
        ("requests/s, 1 connection", "connections_1", "requests_per_second", None),
        ("requests/s, 8 connections", "connections_8", "requests_per_second", "requests_per_second_8"),
        ("requests/s, 32 connections", "connections_32", "requests_per_second", "requests_per_second_32"),
        ("CPU ms/request, 8 connections", "connections_8", "cpu_ms_per_request", None),
        ("p99 ms, 8 connections", "connections_8", "p99_ms", None),
    ]
    lines = [f"{'':<32}{'Foothold':>12}{'PostgreSQL':>12}{'ratio':>9}"]
    for name, run, key, compared in rows:
        ours = value(foothold[run], key) if foothold else None
        theirs = value(postgres[run], key) if postgres else None
        times_it = times.get(compared) if times and compared else None
        lines.append(f"{name:<32}{shown(ours):>12}{shown(theirs):>12}{shown(times_it, 'x'):>9}")
    return lines


def value(run: dict, key: str) -> float:
    return run["service"][key] if key not in run else run[key]


def shown(number: float | None, unit: str = "") -> str:
    if number is None:
        return ""
    digits = 1 if abs(number) >= 100 or unit else 2 if abs(number) >= 10 else 3
    return f"{number:,.{digits}f}{unit}"


def foothold_lines(figures: dict) -> list[str]:
    plain, check = figures["connections_1"], figures["check"]
    lines = [
        "Foothold",
        f"  bytes/reply                   {plain['bytes_per_reply']:,}",
        f"  recall of scoring everything  {check['recall']:.6f} ({check['identical']} of {check['lists']} lists "
        f"identical in vacancies, scores and order)",
        f"  resident after a restart      {megabytes(figures['resident'])}",
        f"  the same without vacancies    {megabytes(figures['resident_empty'])}",
        f"  resident after the load       {megabytes(figures['resident_after_load'])}",
        f"  resident bytes/vacancy        {figures['bytes_per_vacancy']['all']:,.0f}"
        f" ({figures['bytes_per_vacancy']['own']:,.0f} without mapped files)",
        f"  start to first answer         {figures['first_answer_ms']:.0f} ms",
    ]
    if "import" in figures:
        rate = figures["import"]
        lines.append(
            f"  import                        {rate['vacancies_per_second']:,.0f} vacancies/s "
            f"({rate['seconds']:.1f} s, {rate['cpu_seconds']:.1f} s CPU)"
        )
    lines.append(f"  {'include':<24}{'CPU ms':>10}{'adds ms':>10}{'p50 ms':>10}{'p99 ms':>10}{'bytes':>12}")
    base = figures["includes"]["nothing"]["service"]["cpu_ms_per_request"]
    for part, run in figures["includes"].items():
        if run is None:
            lines.append(f"  {part:<24}{'refused by this service':>24}")
            continue
        cpu = run["service"]["cpu_ms_per_request"]
        lines.append(
            f"  {part:<24}{shown(cpu):>10}{shown(cpu - base):>10}{shown(run['p50_ms']):>10}"
            f"{shown(run['p99_ms']):>10}{run['bytes_per_reply']:>12,}"
        )
    return lines


def megabytes(resident: dict) -> str:
    return f"{resident['all'] / 1e6:.0f} MB ({resident['own'] / 1e6:.0f} MB without mapped files)"


def postgres_lines(figures: dict) -> list[str]:
    best = figures["trials"][figures["best"]]
    lines = [
        "PostgreSQL",
        f"  candidates by                 {figures['best']}, best {figures['candidates']} scored in full",
        f"  recall of its own full score  {best['own_recall']:.3f} ({best['items']:.1f} items a list)",
        f"  tables and indexes            {figures['filled']['bytes_per_vacancy']:,.0f} bytes/vacancy",
        f"  copy and index                {figures['filled']['seconds']:.1f} s",
        f"  {'trial':<24}{'CPU ms':>10}{'p50 ms':>10}{'p99 ms':>10}{'own recall':>12}",
    ]
    everything = {**figures["everything_in_reach"], "own_recall": 1.0}
    for stage, run in {**figures["trials"], "everything in reach": everything}.items():
        lines.append(
            f"  {stage:<24}{shown(run['cpu_ms_per_request']):>10}{shown(run['p50_ms']):>10}"
            f"{shown(run['p99_ms']):>10}{run['own_recall']:>12.3f}"
        )
    return lines
