"""Pass or miss: what was measured against what the target asks, and every value against every other one's."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median

from benchmarks.targets.measure import Facts
from benchmarks.targets.table import Need, Target

SLACK_SECONDS = 2.0
"""By how much a time limit may be overrun."""


@dataclass(frozen=True)
class Case:
    """ours: one run or several of the same case; peers: name -> its run."""

    name: str
    ours: tuple[Facts, ...]
    peers: dict[str, Facts]

    def seconds(self) -> float:
        return median(run.get("seconds", float("inf")) for run in self.ours)

    def middle(self) -> Facts:
        """The run with the median seconds."""
        ranked = sorted(self.ours, key=lambda run: run.get("seconds", float("inf")))
        return ranked[len(ranked) // 2]

    def parts(self) -> list[Facts]:
        """Of the middle run; empty when it failed."""
        found: list[Facts] = self.middle().get("parts", [])
        return found


@dataclass(frozen=True)
class Check:
    """One line of the verdict: the worst figure over the target's cases."""

    what: str
    figure: str
    passed: bool


def checks(target: Target, cases: list[Case]) -> list[Check]:
    """What the target asks, whether limits in seconds were kept, and whether all who solved agree."""
    out = [_check(need, cases) for need in target.needs]
    died = [
        f"{case.name}: {run.get('failed', 'nothing ran')}" for case in cases for run in case.ours if "parts" not in run
    ]
    if died:
        out.append(Check("ends", "; ".join(died), False))
    if target.seconds is not None:
        worst = max((case.seconds() for case in cases), default=0.0)
        out.append(
            Check(f"limit of {target.seconds:g} s kept", f"{worst:.2f} s", worst <= target.seconds + SLACK_SECONDS)
        )
    wrong = [line for case in cases for line in disagreements(case)]
    out.append(Check("values agree", "; ".join(wrong) or "yes", not wrong))
    return out


def _check(need: Need, cases: list[Case]) -> Check:
    parts = [part for case in cases for part in case.parts()]
    match need.metric:
        case "proved":
            proved = [part["optimal"] and _is_known(part) for part in parts]
            open_ = [part["name"] for part, fine in zip(parts, proved, strict=True) if not fine]
            figure = f"{sum(proved)} of {len(parts)}" + (f" (not {', '.join(open_[:4])})" if open_ else "")
            return Check(need.words(), figure, bool(parts) and all(proved))
        case "seconds":
            slowest = max(cases, key=Case.seconds)
            worst, work = slowest.seconds(), slowest.middle().get("cpu", 0.0)
            return Check(need.words(), f"{worst:.2f} s (cpu {work:.2f} s)", worst <= need.limit)
        case "gap":
            gap = max((part["gap"] for part in parts), default=1.0)
            none = any(part["values"] is None for part in parts)
            return Check(
                need.words(), "no roster" if none else f"{100 * gap:.4f} %", not none and gap <= need.limit + 1e-12
            )
        case "memory":
            added = max((run.get("own_mb", float("inf")) for case in cases for run in case.ours), default=0.0)
            return Check(need.words(), f"{added:.0f} MB", added <= need.limit)
        case "uncovered":
            left = max((part["uncovered"] for part in parts), default=1)
            return Check(need.words(), str(left), left <= need.limit)
        case "gap to peer":
            return _against(need, cases)
    raise KeyError(need.metric)


def _against(need: Need, cases: list[Case]) -> Check:
    """The case with the least room; a peer that did not run leaves only the floor."""
    worst, fine = (-1.0, "nothing ran"), bool(cases)
    for case in cases:
        gap = max((part["gap"] for part in case.parts()), default=1.0)
        run = case.peers.get(need.peer, {})
        other = max((1.0 if part["gap"] is None else part["gap"] for part in run.get("parts", [])), default=0.0)
        room = max(need.floor, need.limit * other)
        fine &= gap <= room + 1e-12
        ratio = gap / room
        worst = max(worst, (ratio, f"{case.name}: {100 * gap:.4f} % beside {100 * other:.4f} %"))
    return Check(need.words(), worst[1], fine)


def _is_known(part: Facts) -> bool:
    values = part["values"] or []
    known = list(part["known"]) + [None] * (len(values) - len(part["known"]))
    return bool(values) and all(
        expected is None or _same(value, expected) for value, expected in zip(values, known, strict=True)
    )


def _same(value: float, other: float) -> bool:
    """Published reals are rounded; ours state their error, far below this."""
    return abs(value - other) <= 1e-8 * max(1.0, abs(value))


def disagreements(case: Case) -> list[str]:
    """Sentences: two proved values that differ, a value better than a bound, another status; [] when all fits."""
    out = []
    for run in case.ours:
        for number, part in enumerate(run.get("parts", [])):
            if part["optimal"] and not _is_known(part):
                out.append(f"{part['name']}: {part['values']} proved, known {part['known']}")
            if part["known"] and part["known"][0] is not None and part["values"]:
                out += _beyond(part, part["values"][0], [part["known"][0]], "the known optimum")
            for name, other in case.peers.items():
                if number < len(other.get("parts", [])):
                    out += _compared(part, name, other["parts"][number])
    return sorted(set(out))


def _compared(part: Facts, name: str, other: Facts) -> list[str]:
    if part["infeasible"] != other["infeasible"]:
        return [f"{part['name']}: infeasible to one of jiedui, {name}"] if part["optimal"] or other["optimal"] else []
    if part["values"] is None or other["values"] is None:
        return []
    if part["optimal"] and other["optimal"] and not other["listed"]:
        equal = all(_same(a, b) for a, b in zip(part["values"], other["values"], strict=True))
        return [] if equal else [f"{part['name']}: {part['values']}, {name} {other['values']}"]
    return _beyond(part, None, other["values"], name)


def _beyond(part: Facts, value: float | None, others: list[float], who: str) -> list[str]:
    """Somebody's roster is better than our bound, or our value better than what is proved best (models of one tier)."""
    if len(part["values"]) != 1 or len(others) != 1:
        return []
    sign, room = part["sense"], 1e-8 * max(1.0, abs(others[0]))
    out = []
    if part["bound"] is not None and sign * (part["bound"] - others[0]) > room:
        out.append(f"{part['name']}: bound {part['bound']} beyond {others[0]} of {who}")
    if value is not None and sign * (others[0] - value) > room:
        out.append(f"{part['name']}: value {value} beyond {others[0]} of {who}")
    return out
