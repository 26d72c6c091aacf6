"""C6: stored runs with any byte or any field of certificate, roster or programme changed, and files of other runs put in.

Every changed file is refused: by the manifest's hashes, or because it cannot be read. With the manifest's hashes off (the
control) some changes pass; those, and fields changed with the hashes mended, may be accepted only where the answer that the
judge accepts is still the one that was planned.
"""

from __future__ import annotations

import hashlib
import json
import random
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

from optimizer.domain import Answer, Status
from optimizer.errors import FormatError, InputError
from optimizer.planning import Plan, plan
from optimizer.verify import __main__ as stored
from tests.rules.tiny_programmes import KINDS, tiny

FILES = ("programme.json", "roster.json", "certificate.json")


def plans(seed: int, count: int) -> list[Plan]:
    """Optimal plans of random small programmes."""
    found: list[Plan] = []
    number = seed * 1000
    while len(found) < count:
        number += 1
        try:
            made = plan(tiny(number, (KINDS[number % len(KINDS)],)))
        except InputError:
            continue
        if made.answer.status is Status.OPTIMAL and made.answer.roster is not None and made.answer.roster.pairings:
            found.append(made)
    return found


def contents(made: Plan) -> dict[str, bytes]:
    data: dict[str, Any] = {
        "programme.json": {
            "format": "jiedui.programme",
            "version": 1,
            "programme": made.programme.model_dump(mode="json"),
        },
        "roster.json": {"format": "jiedui.roster", "version": 1, "answer": made.answer.model_dump(mode="json")},
        "certificate.json": dict(made.certificate),
    }
    return {name: json.dumps(value, ensure_ascii=False, sort_keys=True).encode() for name, value in data.items()}


def store(folder: Path, files: dict[str, bytes], *, hashes: dict[str, bytes] | None = None) -> None:
    """Write the files and a manifest with the hashes of ``hashes`` (default: of the files)."""
    for name, content in files.items():
        (folder / name).write_bytes(content)
    digest = {name: hashlib.sha256(content).hexdigest() for name, content in (hashes or files).items()}
    facts = {"programme_sha256": digest.pop("programme.json")}
    manifest = {"format": "jiedui.manifest", "version": 1, "facts": facts, "files": digest}
    (folder / "manifest.json").write_text(json.dumps(manifest), "utf-8")


def judged(folder: Path) -> bool:
    """Whether the stored run is accepted; an unreadable one is not."""
    try:
        return stored.judge_folder(folder).accepted
    except FormatError:
        return False


def changed_byte(content: bytes, rng: random.Random) -> bytes:
    at = rng.randrange(len(content))
    kind = rng.randrange(3)
    if kind == 0:
        return content[:at] + content[at + 1 :]
    if kind == 1:
        return content[:at] + bytes([rng.randrange(32, 127)]) + content[at:]
    return content[:at] + bytes([content[at] ^ (1 << rng.randrange(8))]) + content[at + 1 :]


def fields(data: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Paths of everything inside a JSON value."""
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [path, *(p for key, value in items for p in fields(value, (*path, key)))]


def changed_field(content: bytes, rng: random.Random) -> bytes:
    data = json.loads(content)
    path = rng.choice(fields(data)[1:])
    holder = data
    for key in path[:-1]:
        holder = holder[key]
    value = holder[path[-1]]
    kind = rng.randrange(4)
    if kind == 0:
        del holder[path[-1]]
    elif kind == 1 and isinstance(value, int) and not isinstance(value, bool):
        holder[path[-1]] = value + rng.choice((-1, 1, 1000))
    elif kind == 2 and isinstance(value, str):
        holder[path[-1]] = value[::-1] + "x"
    else:
        holder[path[-1]] = rng.choice((None, 0, -1, 0.5, "", [], {}, True, 10**30))
    return json.dumps(data, ensure_ascii=False, sort_keys=True).encode()


def same_claims(made: Plan, folder: Path) -> bool:
    """What the stored answer claims is what was planned: roster, values, and nothing stronger than was proved."""
    answer = Answer.model_validate(json.loads((folder / "roster.json").read_bytes())["answer"])
    values = [(t.name, t.value) for t in answer.tiers]
    planned = [(t.name, t.value) for t in made.answer.tiers]
    return answer.roster == made.answer.roster and values == planned and answer.uncovered == made.answer.uncovered


def run(size: int = 10_000, seed: int = 6) -> dict[str, Any]:
    """Pass bar: every changed or swapped file refused; with mended hashes nothing accepted but the planned claims."""
    rng = random.Random(seed)
    made = plans(seed, 8)
    files = [contents(one) for one in made]
    accepted: list[str] = []
    mended_false: list[str] = []
    swapped = mended_true = control = 0
    with TemporaryDirectory() as place:
        folder = Path(place)
        for one in files:
            store(folder, one)
            assert judged(folder)
        for number in range(size):
            at = rng.randrange(len(files))
            own, name = dict(files[at]), rng.choice(FILES)
            if number % 10 == 9:
                own[name] = files[(at + 1 + rng.randrange(len(files) - 1)) % len(files)][name]
                swapped += 1
            else:
                own[name] = (changed_byte if number % 2 else changed_field)(own[name], rng)
            if own[name] == files[at][name]:
                continue
            store(folder, own, hashes=files[at])
            if judged(folder):
                accepted.append(f"{number} {name}")
            with patch.object(stored, "_altered", lambda _: []):
                control += judged(folder)
            store(folder, own)
            if judged(folder):
                if same_claims(made[at], folder):
                    mended_true += 1
                else:
                    mended_false.append(f"{number} {name}")
    return {
        "campaign": "C6",
        "seed": seed,
        "size": size,
        "swapped": swapped,
        "accepted": accepted,
        "mended_but_true": mended_true,
        "mended_and_false": mended_false,
        "control_accepted": control,
        "passed": not accepted and not mended_false and control > 0,
    }
