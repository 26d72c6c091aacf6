"""The reference case: its generator, its numbers, and that nobody in it could be a real person."""

from __future__ import annotations

import csv
import re
from collections import Counter
from io import StringIO
from pathlib import Path

import numpy as np
import pytest
from python_calamine import CalamineWorkbook
from scipy.optimize import linear_sum_assignment

from optimizer.errors import ExistsError
from scenarios.cases import household
from scenarios.cases.household.case import SEED, make_case
from scenarios.cases.household.households import Household
from scenarios.cases.household.make import main, write_case
from scenarios.cases.household.numbers import Numbers, default_staff, proportional
from scenarios.cases.household.retirement import FEMALE_50, FEMALE_55, MALE, last_birth_month, retirement_month
from scenarios.cases.household.staff import Member
from scenarios.cases.household.staff_file import HEADERS, STAFF_FILE
from scenarios.cases.household.village_files import CLERKS

COMMITTED = Path(household.__file__).with_name("files")
SIZES = {"边岩村": 76, "小寨村": 56, "跃进村": 81, "东原村": 54, "平桥村": 79, "真静村": 66}
TERM_END = (2029, 9)


def rows_of(path: Path) -> list[list[object]]:
    """All rows of a file's first sheet, or of a CSV in whichever encoding it has."""
    if path.suffix == ".csv":
        raw = path.read_bytes()
        encoding = "utf-8-sig" if raw.startswith(b"\xef\xbb\xbf") else "gb18030"
        return [list(row) for row in csv.reader(StringIO(raw.decode(encoding)))]
    return CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python(skip_empty_area=False)


def staff_of(folder: Path) -> list[dict[str, str]]:
    """The staff table as a person reads it: header in row 3, people until the 合计 line."""
    rows = rows_of(folder / STAFF_FILE)
    assert tuple(rows[2]) == HEADERS
    people = []
    for row in rows[3:]:
        if row[0] == "合计":
            break
        people.append({name: str(cell) for name, cell in zip(HEADERS, row, strict=True)})
    return people


def month_of(text: str) -> tuple[int, int]:
    year, month = re.fullmatch(r"(\d{4})\D?(\d{1,2})月?", text).groups()
    return int(year), int(month)


def retires(person: dict[str, str]) -> tuple[int, int] | None:
    """The law again, counted month by month: one month of delay for each 4 (2) months of birth begun."""
    if person["预计退休时间"]:
        return month_of(person["预计退休时间"])
    if not person["退休类别"]:
        return None
    base, age, step, most = {
        "男": (1965, 60, 4, 36),
        "女(原55)": (1970, 55, 4, 36),
        "女(原50)": (1975, 50, 2, 60),
    }[person["退休类别"]]
    year, month = month_of(person["出生年月"])
    delay, y, m = 0, base, 1
    while (y, m) <= (year, month) and delay < most:  # the first month of each block of `step` births
        delay += 1
        y, m = y + (m + step > 12), (m + step - 1) % 12 + 1
    month += delay
    return year + age + (month - 1) // 12, (month - 1) % 12 + 1


def out_of(person: dict[str, str]) -> str:
    """Why this person takes no part, from the columns alone."""
    if person["编制类别"] != "在编":
        return "编制"
    retirement = retires(person)
    if retirement is not None and retirement <= TERM_END:
        return "退休"
    if person["登记困难"] == "是":
        return "登记困难"
    return "本人情况" if person["是否参加"] == "否" else ""


def places_of(people: list[dict[str, str]]) -> int:
    return sum(2 if p["角色"] in ("党委书记", "院长") else 1 for p in people if not out_of(p))


def id_numbers(folder: Path) -> list[str]:
    found = []
    for path in folder.iterdir():
        if path.suffix != ".key":
            found += [c for row in rows_of(path) for c in row if isinstance(c, str) and re.fullmatch(r"\d{17}[\dX]", c)]
    return found


def test_the_committed_files_are_what_the_generator_writes(tmp_path: Path) -> None:
    """A reader of the case must be able to make it again, byte for byte."""
    main(["-o", str(tmp_path)])
    made = {p.name: p.read_bytes() for p in tmp_path.iterdir()}
    kept = {p.name: p.read_bytes() for p in COMMITTED.iterdir()}
    assert sorted(made) == sorted(kept)
    assert [name for name in made if made[name] != kept[name]] == []


def test_another_seed_makes_other_people_of_the_same_numbers(tmp_path: Path) -> None:
    """Otherwise a program could be tuned to the one committed case."""
    main(["--seed", "5", "-o", str(tmp_path)])
    assert {p["姓名"] for p in staff_of(tmp_path)} != {p["姓名"] for p in staff_of(COMMITTED)}
    assert Counter(map(out_of, staff_of(tmp_path))) == Counter(map(out_of, staff_of(COMMITTED)))


def test_every_village_file_has_the_households_of_the_plan() -> None:
    """76, 56, 81, 54, 79 and 66: the numbers of the published plan; 户编号 is unique over all six."""
    numbers: list[str] = []
    for village, clerk in CLERKS.items():
        rows = rows_of(COMMITTED / clerk.file)
        header = next(i for i, row in enumerate(rows) if clerk.columns[0][0] in row)
        assert header == len(clerk.titles)
        assert [str(c) for c in rows[header]] == [name for name, _ in clerk.columns]
        column = [field for _, field in clerk.columns].index("number")
        body = [row for row in rows[header + 1 :] if row[0] != "合计"]
        assert len(body) == SIZES[village]
        numbers += [str(row[column]) for row in body]
    assert len(set(numbers)) == len(numbers) == 412


def test_the_six_headers_differ() -> None:
    """The point of the case: no two villages write the same table."""
    assert len({tuple(name for name, _ in clerk.columns) for clerk in CLERKS.values()}) == 6
    assert Counter(Path(c.file).suffix for c in CLERKS.values()) == {".xlsx": 3, ".csv": 2, ".xls": 1}


def test_places_of_the_committed_case() -> None:
    """469 staff less 25 + 22 + 6 + 3 who take no part = 413 helpers; two of them take two households: 415 places.

    One more household stays with somebody who retires (see last round), so 416 in all: within 412 to 416.
    """
    people = staff_of(COMMITTED)
    assert Counter(map(out_of, people)) == {"": 413, "编制": 25, "退休": 22, "登记困难": 6, "本人情况": 3}
    assert places_of(people) == 415


def test_leaders_and_liaisons() -> None:
    """Eight college-level leaders for six villages, two of which have two."""
    leaders = [p for p in staff_of(COMMITTED) if p["角色"] in ("党委书记", "院长", "校级领导")]
    assert len(leaders) == 8
    assert sorted(Counter(p["联系村"] for p in leaders).values()) == [1, 1, 1, 1, 2, 2]
    assert sorted(out_of(p) for p in leaders) == [""] * 7 + ["退休"]


@pytest.mark.parametrize("track", [MALE, FEMALE_55, FEMALE_50])
def test_the_boundary_month_is_in_the_case_on_both_sides(track: str) -> None:
    """Retiring in the last month of the term is out, born a month later is in; both must occur.

    A step of the delay between the two birth months makes it two months for women of the 50 track.
    """
    months = {retires(p) for p in staff_of(COMMITTED) if p["退休类别"] == track and p["编制类别"] == "在编"}
    assert TERM_END in months
    assert ((2029, 11) if track == FEMALE_50 else (2029, 10)) in months


def test_the_card_contradicts_the_file_where_it_matters() -> None:
    """Read from the card instead of the personnel file, two people would be decided the other way."""
    turned = []
    for p in staff_of(COMMITTED):
        card = p | {"出生年月": p["身份证号"][6:12]}
        if out_of(card) != out_of(p):
            turned.append(out_of(p))
    assert sorted(turned) == ["", "退休"]


def test_remarks_exclude_nobody_by_themselves() -> None:
    """Some remarks have no ruling (asked, stay in), some are ruled in, some ruled out; a ruling names its author."""
    people = [p for p in staff_of(COMMITTED) if p["备注"] and p["联系村"] == ""]
    assert Counter(p["是否参加"] for p in people if p["编制类别"] == "在编") == {"": 12, "是": 3, "否": 3}
    assert all(bool(p["是否参加"]) == bool(p["决定人"]) for p in people)
    assert sum(out_of(p) == "" and not p["是否参加"] for p in people) >= 9


def test_last_round_has_running_and_expired_pairs() -> None:
    """30 pairs inside the term: three helpers gone, one who retires soon, 26 who take part; the rest long expired."""
    rows = rows_of(COMMITTED / "上轮结对名册.xlsx")[2:]
    staff = {p["身份证号"]: p for p in staff_of(COMMITTED)}
    running = [row for row in rows if month_of(str(row[9])) > (2023, 9)]  # 2023-10 + 36 months ends in 2026-09
    assert len(running) == 30
    gone = [row for row in running if row[3] not in staff]
    assert [row[10] for row in gone] == ["已调离"] * 3
    assert Counter(out_of(staff[str(row[3])]) for row in running if row not in gone) == {"": 26, "退休": 1}
    assert len({row[4] for row in running}) == 30
    assert all(month_of(str(row[9])) <= (2023, 8) for row in rows if row not in running)


def test_the_best_tiers_are_what_the_readme_says() -> None:
    """The oracle for whoever solves the case: standing pairs kept, then a dense assignment, liaison before metres."""
    case = make_case(SEED, Numbers())
    standing = [p for p in case.last_round if p.state == "在帮"]
    served = {p.household.number for p in standing}
    slots = []
    for m in case.members:
        most = 2 if m.role in ("党委书记", "院长") else 1
        held = sum(p.helper.id_number == m.id_number for p in standing)
        slots += [m] * (most - held) if not m.out else []
    homes = [h for h in case.homes if h.number not in served]

    def cost(member: Member, home: Household) -> int:
        outside = bool(member.liaison) and member.liaison != home.village.name
        return outside * 10**9 + round(case.kilometres[member.campus, home.village.name] * 1000)

    matrix = np.array([[cost(m, h) for m in slots] for h in homes])
    chosen = linear_sum_assignment(matrix)
    total = int(matrix[chosen].sum()) + sum(cost(p.helper, p.household) for p in standing)
    assert (len(homes), len(slots)) == (412 - 27, 416 - 27)
    assert divmod(total, 10**9) == (1, 7_822_900)


def test_nobody_could_be_real() -> None:
    """Unassigned region code, right check digit, telephone prefix of no line, a marker in every name."""
    numbers = id_numbers(COMMITTED)
    assert len(set(numbers)) >= 469 + 412
    factors = [2 ** (17 - i) % 11 for i in range(17)]  # GB 11643
    for number in numbers:
        assert number.startswith("999999")
        rest = sum(int(d) * f for d, f in zip(number, factors, strict=False)) % 11
        assert number[17] == "10X98765432"[rest]
    for p in staff_of(COMMITTED):
        assert re.fullmatch(r"100\d{8}", p["联系电话"])
        assert re.search("[试样例示拟]", p["姓名"])


@pytest.mark.parametrize(
    ("seed", "size", "staff"), [(1, 120, 140), (2, 2000, 2400), (3, 24, 30), (4, 500, None), (9, 412, 700)]
)
def test_other_sizes_keep_the_family(tmp_path: Path, seed: int, size: int, staff: int | None) -> None:
    """Places cover the households with a little to spare whatever the size; all staff and households are written."""
    numbers = Numbers(size, default_staff(size) if staff is None else staff)
    write_case(make_case(seed, numbers), tmp_path)
    people = staff_of(tmp_path)
    assert len(people) == numbers.staff
    assert size <= places_of(people) <= size + 4
    assert len({p["身份证号"] for p in people}) == len(people)
    homes = 0
    for clerk in CLERKS.values():
        rows = rows_of(tmp_path / clerk.file)
        homes += sum(row[0] != "合计" for row in rows) - len(clerk.titles) - 1
    assert homes == size


@pytest.mark.parametrize("seed", range(20, 32))
def test_places_hold_for_many_seeds(seed: int) -> None:
    """412 to 416 places, and locks that leave every helper within quota, for whichever seed."""
    case = make_case(seed, Numbers())
    taking_part = [m for m in case.members if not m.out]
    assert 412 <= len(taking_part) + 2 <= 416
    running = [p for p in case.last_round if p.state == "在帮"]
    assert len({p.helper.id_number for p in running}) == len(running) == 27


def test_too_few_staff_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    """A size that cannot be met is refused before anything is written."""
    with pytest.raises(SystemExit) as stop:
        main(["--households", "412", "--staff", "410", "-o", "never-written"])
    assert stop.value.code == 2
    assert "at least 418" in capsys.readouterr().err
    assert not Path("never-written").exists()


def test_copy_to_refuses_to_overwrite(tmp_path: Path) -> None:
    """Somebody's own table of the same name must survive, unless force is given; then it is replaced."""
    copies = household.copy_to(tmp_path / "case")
    assert [p.name for p in copies] == sorted(p.name for p in COMMITTED.iterdir())
    copies[0].write_text("mine")
    with pytest.raises(ExistsError):
        household.copy_to(tmp_path / "case")
    assert copies[0].read_text() == "mine"
    household.copy_to(tmp_path / "case", force=True)
    assert copies[0].read_bytes() == (COMMITTED / copies[0].name).read_bytes()


@pytest.mark.parametrize(
    ("track", "birth", "month"),
    [
        (MALE, (1968, 9), (2029, 9)),
        (MALE, (1976, 9), (2039, 9)),
        (FEMALE_55, (1971, 4), (2026, 8)),
        (FEMALE_50, (1978, 12), (2030, 12)),
    ],
)
def test_retirement_law(track: str, birth: tuple[int, int], month: tuple[int, int]) -> None:
    """Rows of the law's own annex."""
    index = retirement_month(birth[0] * 12 + birth[1] - 1, track)
    assert (index // 12, index % 12 + 1) == month


@pytest.mark.parametrize("track", [MALE, FEMALE_55, FEMALE_50])
def test_last_birth_month_is_the_last(track: str) -> None:
    """The next month of birth must retire after the date, for every date of ten years."""
    for by in range(2026 * 12, 2036 * 12):
        birth = last_birth_month(track, by)
        assert retirement_month(birth, track) <= by < retirement_month(birth + 1, track)


def test_proportional_gives_every_unit() -> None:
    """7 over weights 1, 1, 2: shares 1.75, 1.75, 3.5; the two larger remainders get the units left.

    7 over 1, 0, 2: shares 2.33, 0, 4.67, so 2, 0, 5; the empty part is filled from the largest.
    """
    assert proportional(7, [1, 1, 2]) == [2, 2, 3]
    assert proportional(7, [1, 0, 2], least=1) == [2, 1, 4]
