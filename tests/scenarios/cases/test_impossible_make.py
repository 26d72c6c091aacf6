"""The case without a roster: it is short exactly where its README says, and nowhere else."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from scenarios.cases import impossible
from scenarios.cases.household.case import Case, make_case
from scenarios.cases.household.numbers import Numbers, default_staff
from scenarios.cases.household.staff import PRESIDENT, SECRETARY
from scenarios.cases.impossible.make import HOUSEHOLDS, SEED, STAFF, main
from scenarios.cases.impossible.zones import subset_with_sum, zones

COMMITTED = Path(impossible.__file__).with_name("files")


def deficits(case: Case, rows: list[tuple[str, str]]) -> dict[tuple[str, ...], int]:
    """Households less places for every set of villages; who may serve depends on the village alone, so this is Hall."""
    villages = sorted({h.village.name for h in case.homes})
    answer: dict[tuple[str, ...], int] = {}
    for size in range(1, len(villages) + 1):
        for chosen in combinations(villages, size):
            units = {unit for unit, village in rows if village in chosen}
            helpers = [m for m in case.members if m.out == "" and m.department in units]
            places = sum(2 if m.role in (SECRETARY, PRESIDENT) else 1 for m in helpers)
            answer[chosen] = sum(h.village.name in chosen for h in case.homes) - places
    return answer


def test_the_committed_files_are_what_the_generator_writes(tmp_path: Path) -> None:
    """A reader of the case must be able to make it again, byte for byte."""
    main(["-o", str(tmp_path)])
    made = {p.name: p.read_bytes() for p in tmp_path.iterdir()}
    assert made == {p.name: p.read_bytes() for p in COMMITTED.iterdir()}


def test_the_committed_rule_table_names_the_zones() -> None:
    """The rule reaches the office's file, hard, with its table; there is no term lock without a last round."""
    book = CalamineWorkbook.from_path(str(COMMITTED / "规则表.xlsx"))
    rules = book.get_sheet_by_name("规则").to_python()
    assert [row[2] for row in rules if row[1] == "部门联系村"] == ["硬性"]
    assert not [row for row in rules if row[1] == "任期锁定"]
    case = make_case(SEED, Numbers(HOUSEHOLDS, STAFF))
    assert [tuple(row) for row in book.get_sheet_by_name("部门联系村").to_python()[1:]] == zones(case)


def test_the_tightest_group_is_what_the_readme_says() -> None:
    """Worst over all sets of villages: 16 households, 12 places, 4 missing; each village alone has 8 for 12."""
    case = make_case(SEED, Numbers(HOUSEHOLDS, STAFF))
    short = deficits(case, zones(case))
    worst = max(short.values())
    assert worst == 4
    assert min((group for group in short if short[group] == worst), key=len) == ("东原村", "小寨村")
    assert short["小寨村",] == short["东原村",] == 8 - 12
    assert short[tuple(sorted({h.village.name for h in case.homes}))] == 60 - 63


@pytest.mark.parametrize(("seed", "size"), [(1, 60), (2, 120), (3, 412), (4, 60)])
def test_other_seeds_and_sizes_are_short_in_the_same_place(seed: int, size: int) -> None:
    """The family, not the instance: always those two villages, always four places, never the total."""
    case = make_case(seed, Numbers(size, default_staff(size)))
    short = deficits(case, zones(case))
    worst = max(short.values())
    assert worst == 4
    assert [group for group in short if short[group] == worst] == [("东原村", "小寨村")]


def test_subset_with_sum_says_when_there_is_none() -> None:
    """2 + 3 make 5; nothing makes 4; nothing at all makes 0."""
    assert subset_with_sum({"a": 2, "b": 3}, 5) == ["a", "b"]
    assert subset_with_sum({"a": 2, "b": 3}, 4) is None
    assert subset_with_sum({}, 0) == []
