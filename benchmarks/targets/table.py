"""The targets: cases, seconds, limits and peers, as data."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from benchmarks.targets.cases import Spec, loader


@dataclass(frozen=True)
class Need:
    """A limit of a target. metric: "proved" (optimal, and the known or the peers' value), "seconds", "gap", "uncovered" (most
    recipients left over), "memory" (MB that solving adds), "gap to peer" (most times that peer's gap, or ``floor``)."""

    metric: str
    limit: float = 0.0
    peer: str = ""
    floor: float = 0.0

    def words(self) -> str:
        match self.metric:
            case "proved":
                return "proved, the known value"
            case "seconds":
                return f"<= {self.limit:g} s"
            case "gap":
                return f"gap <= {100 * self.limit:g} %"
            case "memory":
                return f"adds <= {self.limit:g} MB"
            case "gap to peer":
                return f"gap <= {self.limit:g} x that of {self.peer}, or {100 * self.floor:g} %"
        return f"{self.metric} <= {self.limit:g}"


@dataclass(frozen=True)
class Target:
    """``seconds``: the time limit that we and the peers get for each case; repeat: runs of ours, of which the median counts;
    quick: part of a quick run."""

    name: str
    cases: tuple[Spec, ...]
    needs: tuple[Need, ...]
    peers: tuple[str, ...]
    seconds: float | None = None
    repeat: int = 1
    quick: bool = True


PROVED = Need("proved")
NETWORK = ("mincostflow", "pot", "scipy_dense", "highs")
GENERAL = ("highs", "cpsat", "scipy_milp")
LARGER = ((5, 100), (10, 100), (20, 100), (10, 200), (20, 200), (10, 400), (20, 400), (40, 400))


def targets(data: str, seed: int) -> list[Target]:
    """Every target, with the files that the folder has; ``seed`` is that of what is made."""
    parsers, folder = loader(data), Path(data)
    named = [{"family": "gap", "name": name} for name in parsers.gap_names(("chu1997",)) if name[-6] in "ab"]
    made = [
        {"family": "made gap", "kind": kind, "agents": agents, "jobs": jobs, "seed": seed}
        for kind in "ab"
        for agents, jobs in LARGER[:5]
    ]
    squares = sorted(path.stem for path in (folder / "lap").glob("assign*[0-9].txt"))
    zones = [name for name in parsers.nurse_names() if "zones" in name]
    types = [name for name in parsers.nurse_names() if "zones" not in name]
    books = sorted(path.name for path in (folder / "student_project" / "pdn").glob("*.xlsx"))
    schools = [{"family": "schools", "state": "PERAK", "most": most} for most in (2, 3)]
    return [
        Target(
            "gap1-12", ({"family": "gap set", "folder": "cattrysse1994"},), (PROVED, Need("seconds", 60)), GENERAL, 60
        ),
        Target("gap-ab", (*named, *made), (PROVED, Need("seconds", 30)), ("highs", "cpsat"), 30),
        *(
            Target(
                f"gap-{kind}",
                tuple(
                    {"family": "made gap", "kind": kind, "agents": agents, "jobs": jobs, "seed": seed}
                    for agents, jobs in LARGER
                ),
                (Need("gap to peer", 0.5, "highs", 0.0001),),
                ("highs", "cpsat"),
                60,
            )
            for kind in "ce"
        ),
        Target("assign", tuple({"family": "assign", "name": name} for name in squares), (PROVED,), NETWORK, 60, 3),
        Target(
            "sparse",
            tuple({"family": "sparse", "size": 5000, "each": each, "seed": seed} for each in (10, 40, 100)),
            (PROVED, Need("memory", 190)),
            ("mincostflow", "scipy_sparse"),
            60,
            3,
        ),
        Target(
            "flow",
            tuple({"family": "flow", "name": name} for name in parsers.mcf_names()),
            (PROVED,),
            ("mincostflow", "highs"),
            60,
        ),
        Target("mentors", tuple({"family": "mentors", "most": most} for most in (1, 2, 3)), (PROVED,), NETWORK, 60),
        Target("midl-total", ({"family": "midl", "aim": "total"},), (PROVED,), ("mincostflow", *GENERAL), 60),
        Target("midl-worst", ({"family": "midl", "aim": "worst"},), (PROVED,), GENERAL, 60),
        Target("schools-total", tuple({**s, "aim": "total"} for s in schools), (PROVED,), NETWORK, 60),
        Target("schools-worst", tuple({**s, "aim": "worst"} for s in schools), (PROVED,), GENERAL, 60),
        Target(
            "nurse-2-zones",
            tuple({"family": "nurse", "name": name} for name in zones if "/2zones" in name),
            (PROVED, Need("seconds", 1)),
            GENERAL,
            10,
            3,
        ),
        Target(
            "nurse-zones",
            tuple({"family": "nurse", "name": name} for name in zones if "/2zones" not in name),
            (PROVED,),
            GENERAL,
            60,
        ),
        Target(
            "nurse-types",
            tuple({"family": "nurse", "name": name, "aim": aim} for name in types for aim in ("total", "largest")),
            (PROVED,),
            GENERAL,
            60,
        ),
        Target("pdn", tuple({"family": "projects", "name": name} for name in books), (PROVED,), ("mincostflow", "highs"), 60),
        _changes(5000, 5, 0.0003, seed, repeat=3),
        Target(
            "changes-5000-60s", (_changes(5000, 60, 0, seed).cases), (PROVED, Need("seconds", 60)), ("highs", "cpsat"), 60
        ),
        _changes(20000, 20, 0.0001, seed, repeat=3),
        _made("weighted", 2000, 30, 0.02, seed),
        _made("weighted", 10000, 60, 0.05, seed, Need("uncovered")),
        _made("cohesive", 2000, 30, 0.002, seed),
        _made("cohesive", 10000, 60, 0.04, seed),
        _made("cohesive", 10000, 180, 0.03, seed),
    ]  # fmt: skip


def _changes(households: int, seconds: float, gap: float, seed: int, *, repeat: int = 1) -> Target:
    case = {"family": "changes", "households": households, "seed": seed, "share": 0.03}
    needs = (Need("gap", gap), Need("seconds", seconds))
    name = f"changes-{households}-{seconds:g}s"
    return Target(name, (case,), needs, ("highs", "cpsat"), seconds, repeat, quick=households < 10_000)


def _made(family: str, households: int, seconds: float, gap: float, seed: int, *more: Need) -> Target:
    case = {"family": family, "households": households, "seed": seed}
    needs = (Need("gap", gap), *more)
    name = f"{family}-{households}-{seconds:g}s"
    return Target(name, (case,), needs, ("highs", "cpsat"), seconds, quick=households < 10_000)
