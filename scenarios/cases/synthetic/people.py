"""Names, identity numbers and telephone numbers that are well formed and plainly invented."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from random import Random

REGION = "999999"
"""Region code of every identity number here. GB/T 2260 assigns no code that begins with 99."""

PHONE_PREFIX = "100"
"""No subscriber number begins so: mobile numbers begin with 13 to 19."""

MARKERS = "试样例示拟"
"""One of these stands second in every name."""

_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章云苏潘葛范彭郎鲁韦马苗"
_STEMS = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"
_FACTORS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_REMAINDERS = "10X98765432"


def check_character(first_seventeen: str) -> str:
    """The 18th character of an identity number (GB 11643, ISO 7064 MOD 11-2)."""
    return _REMAINDERS[sum(int(d) * f for d, f in zip(first_seventeen, _FACTORS, strict=True)) % 11]


def names(random: Random) -> Iterator[str]:
    """Distinct names without end, in an order drawn from ``random``: three characters first, then four."""
    length = 1
    while True:
        stems = ["".join(letters) for letters in product(_STEMS, repeat=length)]
        batch = [s + m + stem for s, m, stem in product(_SURNAMES, MARKERS, stems)]
        random.shuffle(batch)
        yield from batch
        length += 1


class Registry:
    """Hands out identity and telephone numbers, no number twice."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._taken: set[str] = set()
        self._phone = random.randrange(10_000_000, 20_000_000)

    def id_number(self, year: int, month: int, sex: str) -> str:
        """An 18-character number with this birth month; the 17th digit is odd for men."""
        while True:
            day = self._random.randint(1, 28)
            sequence = 2 * self._random.randint(1, 499) + (sex == "男")
            stem = f"{REGION}{year:04d}{month:02d}{day:02d}{sequence:03d}"
            if stem not in self._taken:
                self._taken.add(stem)
                return stem + check_character(stem)

    def phone(self) -> str:
        """An 11-digit number."""
        self._phone += self._random.randint(1, 97)
        return f"{PHONE_PREFIX}{self._phone:08d}"
