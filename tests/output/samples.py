"""Sample programmes and answers for the writers: synthetic people, a greedy roster, accounts as planning gives them."""

from __future__ import annotations

from datetime import date
from itertools import islice
from random import Random

from optimizer.domain import (
    Answer,
    Cell,
    Exclusion,
    Finding,
    Helper,
    Leg,
    PairFact,
    Pairing,
    Place,
    Programme,
    Recipient,
    Roster,
    RuleAccount,
    RuleEntry,
    Shortage,
    Status,
    Term,
    TierValue,
    Uncovered,
    month_index,
    stable_id,
)
from optimizer.domain.people import Origin
from optimizer.messages import Private
from scenarios.cases.synthetic.people import Registry, names

VILLAGES = (("石盘乡", "边岩村"), ("鸣钟乡", "小寨村"), ("万隆镇", "跃进村"), ("鼓匠乡", "东原村"))
UNITS = ("机电工程系", "信息技术系", "财经系", "学生处", "图书馆", "后勤处", "教务处")
TERM = Term(start=month_index(2026, 10), months=36)
MAP = (("边岩村", 30_410_000, 106_200_000), ("小寨村", 30_310_000, 106_390_000), ("跃进村", 30_250_000, 106_110_000))
HOSTILE = '=HYPERLINK("http://x.invalid/","试")'
SCRIPT = "<script>window.executed=1</script><img src=x onerror=window.executed=1>"


def programme(
    households: int = 60, staff: int = 70, *, seed: int = 1, places: bool = True, special: tuple[str, ...] = ()
) -> Programme:
    """A household programme; ``special`` names replace those of the first households and of the first helpers."""
    random = Random(seed)
    registry = Registry(random)
    people = names(random)
    spare = [*special, *islice(people, max(0, households - len(special)))]
    recipients = []
    for number in range(households):
        township, village = VILLAGES[number * len(VILLAGES) // households]
        card = registry.id_number(1960 + number % 30, 1 + number % 12, "男" if number % 2 else "女")
        recipients.append(
            Recipient(
                id=stable_id("r", card),
                name=spare[number],
                township=township,
                area=village,
                group=f"{1 + number % 5}组",
                number=f"0512{number:06d}",
                category="一般户",
                id_number=card,
                priority=number % 2,
                origin=Origin(file="households.xlsx", sheet=village, row=4 + number),
            )
        )
    spare = [*special, *islice(people, max(0, staff - len(special)))]
    helpers = []
    for number in range(staff):
        card = registry.id_number(1970 + number % 25, 1 + number % 12, "男" if number % 3 else "女")
        helpers.append(
            Helper(
                id=stable_id("h", card),
                name=spare[number],
                unit=UNITS[number * len(UNITS) // staff],
                post="主任" if number % 10 == 0 else "教师",
                employment="在编",
                start="北校区" if number % 4 else "南校区",
                liaison_area="边岩村" if number == 0 else "",
                id_number=card,
                phone=registry.phone(),
                origin=Origin(file="staff.xlsx", sheet="Sheet1", row=4 + number),
            )
        )
    return Programme(
        id="sample",
        title="示例学院结对帮扶",
        label_set="2014",
        reference_day=date(2026, 9, 20),
        term=TERM,
        seed="2026-09-20-1",
        helpers=tuple(helpers),
        recipients=tuple(recipients),
        places=_places() if places else (),
        legs=tuple(
            Leg(start=start, end=village, metres=9_000 + 4_350 * number + 1_200 * (start == "南校区"))
            for number, (_, village) in enumerate(VILLAGES)
            for start in ("北校区", "南校区")
        ),
        rules=rule_entries(),
        incumbent=Roster(programme="sample"),
        office={"填报单位": "示例学院帮扶办", "填表人": "赵试填", "审核人": "钱样审", "附件号": "1"},
    )


def _places() -> tuple[Place, ...]:
    starts = (("北校区", 30_350_000, 106_290_000), ("南校区", 30_330_000, 106_300_000))
    return tuple(
        Place(id=name, latitude_microdegrees=north, longitude_microdegrees=east, system="gcj02")
        for name, north, east in (*MAP, *starts)
    )


def rule_entries() -> tuple[RuleEntry, ...]:
    return (
        RuleEntry(id="R1", kind="participation", clause="方案第三条：全体在编教职工参加结对帮扶。"),
        RuleEntry(
            id="R2",
            kind="exclusion",
            clause="方案第三条：三年内退休的教职工不安排结对任务。",
            parameters={"basis": "retirement"},
        ),
        RuleEntry(
            id="R3",
            kind="exclusion",
            clause="方案第三条：登记在册的困难职工不安排结对任务。",
            parameters={"basis": "hardship"},
        ),
        RuleEntry(id="R4", kind="quota", clause="方案第四条：每人结对1户，党委书记2户。"),
        RuleEntry(id="R5", kind="coverage", mode=1, clause="方案第三条：不漏一户。"),
        RuleEntry(id="R6", kind="liaison", mode=2, clause="本单位补充：校级领导本人结对的户在其定点联系村。"),
        RuleEntry(id="R7", kind="distance", mode=3, clause="本单位补充：就近安排。", parameters={"source": "legs"}),
        RuleEntry(id="R8", kind="lottery", mode=4, clause="本单位补充：其余由公开随机号决定。"),
    )


def answer(plan: Programme, *, status: Status = Status.OPTIMAL, excluded: int = 6, kept: int = 5) -> Answer:
    """A greedy roster: the first ``excluded`` helpers but one are out, the first who takes part has two recipients."""
    staff = sorted(plan.helpers, key=lambda h: h.origin.row if h.origin else 0)
    out, part = staff[1 : excluded + 1], [staff[0], *staff[excluded + 1 :]]
    people = sorted(plan.recipients, key=lambda r: r.origin.row if r.origin else 0)
    places = [part[0], *part]
    chosen = list(zip(places, people, strict=False))
    legs = {(leg.start, leg.end): leg.metres for leg in plan.legs}
    pairs = tuple(
        PairFact(
            helper=helper.id,
            recipient=recipient.id,
            metres=legs.get((helper.start, recipient.area)),
            kept=number < kept,
            locked_until=TERM.start + 11 if number < kept - 1 else None,
            liaison=helper.liaison_area == recipient.area,
        )
        for number, (helper, recipient) in enumerate(chosen)
    )
    roster = Roster(
        programme=plan.id, pairings=tuple(Pairing(helper=h.id, recipient=r.id, term=TERM) for h, r in chosen)
    )
    missing = tuple(Uncovered(recipient=r.id, missing=1) for r in people[len(places) :])
    total = sum(pair.metres or 0 for pair in pairs)
    proved = status is Status.OPTIMAL
    return Answer(
        programme=plan.id,
        status=status,
        roster=roster,
        uncovered=missing,
        tiers=(
            _tier(1, "coverage.0", ("R5",), "recipients", len(missing), len(missing), "optimal"),
            _tier(2, "2", ("R6",), "pairs", 1, 1, "optimal"),
            _tier(
                3, "3", ("R7",), "metres", total, total if proved else total - 4_200, "optimal" if proved else "within"
            ),
            _tier(
                4, "lottery", (), "units", 123_456, None if not proved else 123_456, "optimal" if proved else "feasible"
            ),
        ),
        pairs=pairs,
        exclusions=tuple(_exclusion(helper, number) for number, helper in enumerate(out)),
        rules=_accounts(total),
    )


def _tier(
    number: int, name: str, rules: tuple[str, ...], unit: str, value: int, bound: int | None, label: str
) -> TierValue:
    gap = None if bound is None else abs(value - bound) / max(1, abs(value))
    return TierValue(number=number, name=name, rules=rules, unit=unit, value=value, bound=bound, gap=gap, label=label)


def _exclusion(helper: Helper, number: int) -> Exclusion:
    if number % 2:
        return Exclusion(helper=helper.id, rule="R3", code="errors.usage", facts={"detail": "登记在册的困难职工"})
    facts = {"month": month_index(2027, 3) + number, "track": "男", "detail": Private(helper.name)}
    return Exclusion(helper=helper.id, rule="R2", code="errors.usage", facts=facts)


def _accounts(total: int) -> tuple[RuleAccount, ...]:
    left = {"R1": (70, None), "R2": (67, None), "R3": (64, None), "R4": (64, 65)}
    measured = {"R5": (0, "recipients"), "R6": (1, "pairs"), "R7": (total, "metres")}
    accounts = []
    for entry in rule_entries():
        measure, unit = measured.get(entry.id, (None, ""))
        helpers, places = left.get(entry.id, (None, None))
        accounts.append(
            RuleAccount(
                rule=entry.id,
                kind=entry.kind,
                mode=entry.mode,
                clause=entry.clause,
                measure=measure,
                unit=unit,
                helpers_left=helpers,
                places_left=places,
            )
        )
    return tuple(accounts)


def shortage(plan: Programme) -> Answer:
    """No roster: the households of the first village can be served by three helpers only."""
    group = tuple(sorted(r.id for r in plan.recipients if r.area == "边岩村"))
    helpers = tuple(helper.id for helper in plan.helpers[:3])
    return Answer(
        programme=plan.id,
        status=Status.INFEASIBLE,
        rules=_accounts(0),
        shortage=Shortage(
            kind="group",
            recipients=group,
            helpers=helpers,
            core=group[:4],
            needed=len(group),
            places=3,
            missing=len(group) - 3,
        ),
    )


def findings(plan: Programme) -> tuple[Finding, ...]:
    """Two matters to decide and one warning, with personal data in their facts."""
    helper = plan.helpers[0]
    return (
        Finding("errors.usage", "ask", {"detail": Private(helper.name)}, (Cell("staff.xlsx", "Sheet1", "H5"),)),
        Finding("errors.resource", "ask", {"detail": Private(helper.id_number, "id_number")}),
        Finding("errors.usage", "warning", {"detail": "两人同名"}, (Cell("staff.xlsx", "Sheet1", "B9"),)),
    )
