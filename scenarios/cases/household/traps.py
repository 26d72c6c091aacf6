"""The awkward cases inside the staff table: boundary months, contradicting birth dates, remarks, equal names."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from random import Random

from scenarios.cases.household.numbers import TERM_END, Numbers
from scenarios.cases.household.retirement import FEMALE_50, FEMALE_55, MALE, last_birth_month
from scenarios.cases.household.staff import (
    COLLEGE,
    GENERAL,
    HARDSHIP,
    NOT_ESTABLISHED,
    RETIRING,
    RULED_OUT,
    TAKES_PART,
    Member,
    Recruiter,
)

_TRACKS = (("男", MALE), ("女", FEMALE_55), ("女", FEMALE_50))
_BOARD = "帮扶工作领导小组"
_OPEN_REMARKS = (
    "困难职工",
    "在职读博",
    "病休",
    "产假",
    "借调",
    "驻村工作队员",
    "提前离岗",
    "挂职锻炼",
    "困难职工(未登记)",
)
_RULED_IN = (("在职读博", "在职攻读,不脱产"), ("借调", "借调单位在本县"), ("孕期", "本人申请参加"))
_RULED_OUT = (
    ("病休", "长期病休,附医院证明"),
    ("驻村第一书记", "已驻村,由所在村统一安排"),
    ("脱产读博", "脱产学习至2029年"),
)


class Traps:
    """Turns ordinary members into awkward ones, each member at most once."""

    def __init__(self, members: list[Member], recruit: Recruiter, random: Random) -> None:
        self._members, self._recruit, self._random = members, recruit, random
        self._free: dict[str, list[int]] = {}
        for i, m in enumerate(members):
            if m.department != COLLEGE and m.role == GENERAL:
                self._free.setdefault(m.out, []).append(i)

    def _apply(self, out: str, changes: Iterable[Callable[[Member], Member]]) -> None:
        """Each change to the next untouched member with this reason, as long as there are any."""
        free = self._free.get(out, [])
        for change in changes:
            if not free:
                return
            i = free.pop(self._random.randrange(len(free)))
            self._members[i] = change(self._members[i])

    def boundary(self) -> None:
        """Last month of the term: out. One month younger: in. The month on the card says the opposite for two."""

        def born(sex: str, track: str, birth: int, on_card: int | None = None) -> Callable[[Member], Member]:
            return lambda m: self._recruit.reborn(m, sex, track, birth, on_card=on_card)

        last = [(sex, track, last_birth_month(track, TERM_END)) for sex, track in _TRACKS]
        sex, track, month = last[0]
        self._apply(RETIRING, [born(s, t, b) for s, t, b in last])
        self._apply(TAKES_PART, [born(s, t, b + 1) for s, t, b in last])
        self._apply(RETIRING, [born(sex, track, month, month + 1)])
        self._apply(TAKES_PART, [born(sex, track, month + 1, month)])

    def given_dates(self) -> None:
        """A given month beats the law both ways: early retirement agreed, and later service agreed."""
        early = last_birth_month(MALE, TERM_END + 6)
        late = last_birth_month(MALE, TERM_END - 5)
        self._apply(
            RETIRING,
            [
                lambda m: replace(
                    self._recruit.reborn(m, "男", MALE, early), given_retirement=TERM_END - 4, remark="弹性提前退休"
                )
            ],
        )
        self._apply(
            TAKES_PART,
            [
                lambda m: replace(
                    self._recruit.reborn(m, "男", MALE, late), given_retirement=TERM_END + 13, remark="弹性延迟退休"
                )
            ],
        )

    def overlaps(self) -> None:
        """Two reasons at once: one not established who retires soon, one in hardship with a remark beside it."""
        soon = last_birth_month(MALE, TERM_END - 9)
        self._apply(NOT_ESTABLISHED, [lambda m: self._recruit.reborn(m, "男", MALE, soon)])
        self._apply(HARDSHIP, [lambda m: replace(m, remark="困难职工(已登记)")])

    def remarks(self, numbers: Numbers) -> None:
        """Remarks nobody has ruled on (they exclude no one), and rulings either way with reason and author."""

        def open_remark(text: str) -> Callable[[Member], Member]:
            def change(m: Member) -> Member:
                if text == "产假":
                    track = FEMALE_50 if m.post_category == "工勤" else FEMALE_55
                    m = self._recruit.reborn(m, "女", track, 1992 * 12 + 4)
                return replace(m, remark=text)

            return change

        def ruled(text: str, ruling: str, reason: str) -> Callable[[Member], Member]:
            return lambda m: replace(m, remark=text, ruling=ruling, reason=reason, decided_by=_BOARD)

        count = numbers.scaled(len(_OPEN_REMARKS), least=2)
        self._apply(TAKES_PART, [open_remark(_OPEN_REMARKS[i % len(_OPEN_REMARKS)]) for i in range(count)])
        count = numbers.scaled(len(_RULED_IN))
        self._apply(TAKES_PART, [ruled(r, "是", why) for r, why in (_RULED_IN[i % 3] for i in range(count))])
        count = sum(m.out == RULED_OUT for m in self._members)
        self._apply(RULED_OUT, [ruled(r, "否", why) for r, why in (_RULED_OUT[i % 3] for i in range(count))])

    def birth_on_cards(self, numbers: Numbers) -> None:
        """Far from any boundary the card is a month off as well: nothing may come of it."""
        self._apply(
            TAKES_PART,
            [lambda m: self._recruit.reborn(m, m.sex, m.track, m.birth, on_card=m.birth - 1)] * numbers.scaled(5),
        )

    def missing_tracks(self, numbers: Numbers) -> None:
        """Young women whose 退休类别 is empty: to be asked, of no consequence this round."""

        def young(m: Member) -> Member:
            track = FEMALE_50 if m.post_category == "工勤" else FEMALE_55
            m = self._recruit.reborn(
                m, "女", track, (1988 + self._random.randrange(9)) * 12 + self._random.randrange(12)
            )
            return replace(m, track="")

        self._apply(TAKES_PART, [young] * numbers.scaled(6))

    def equal_names(self) -> None:
        """Two people of one name in two departments, and two short names written with a wide space inside."""
        free = self._free[TAKES_PART]
        one = free[0]
        other = next((i for i in free if self._members[i].department != self._members[one].department), None)
        if other is not None:
            self._members[other] = replace(self._members[other], name=self._members[one].name)
            free.remove(other)
        free.remove(one)
        self._apply(TAKES_PART, [lambda m: replace(m, name=f"{m.name[0]}\u3000{m.name[1]}")] * 2)
