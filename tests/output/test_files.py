"""Files of a run appear whole or not at all."""

from __future__ import annotations

import json
import os
from pathlib import Path

import numpy as np
import pytest

from optimizer.domain import Answer, Programme
from optimizer.errors import ExistsError, FormatError, ResourceError
from optimizer.explain.documents import run_documents
from optimizer.output import files as files_module
from optimizer.output.arrays import arrays_npz, read_arrays_npz
from optimizer.output.canonical import sha256_hex
from optimizer.output.files import write_file, write_folder
from optimizer.output.run_files import MANIFEST, RUN_FILES, refuse_existing, run_files
from tests.output import samples


def _write(
    folder: Path, plan: Programme, answer: Answer, *, force: bool = False, seconds: float = 0.5
) -> tuple[str, ...]:
    documents = run_documents(plan, answer, samples.findings(plan))
    warm = {"arcs": np.arange(5), "prices": np.array([[1, 2]])}
    facts = {"seed": plan.seed, "status": str(answer.status)}
    files = run_files(answer, plan, b"{}\n", facts, warm, {"solve": seconds}, documents)
    write_folder(folder, files, last=MANIFEST, owned=RUN_FILES, force=force)
    return tuple(name for name in RUN_FILES if name in files)


def test_a_run_has_all_its_files(tmp_path: Path) -> None:
    """The folder holds exactly the named files, private to their owner, and the manifest knows their hashes."""
    folder = tmp_path / "deep" / "out"
    plan = samples.programme(12, 20)
    assert _write(folder, plan, samples.answer(plan)) == RUN_FILES
    assert sorted(path.name for path in folder.iterdir()) == sorted(RUN_FILES)
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}
    manifest = json.loads((folder / "manifest.json").read_bytes())
    assert manifest["files"] == {
        name: sha256_hex(folder / name) for name in RUN_FILES if name not in ("manifest.json", "times.json")
    }
    assert list(folder.parent.iterdir()) == [folder]


def test_two_runs_give_the_same_bytes(tmp_path: Path) -> None:
    """Only times.json may differ; a difference anywhere else would break every hash in a ledger."""
    plan = samples.programme(12, 20)
    for name, seconds in (("a", 0.1), ("b", 0.2)):
        _write(tmp_path / name, plan, samples.answer(plan), seconds=seconds)
    different = [n for n in RUN_FILES if (tmp_path / "a" / n).read_bytes() != (tmp_path / "b" / n).read_bytes()]
    assert different == ["times.json"]


def test_every_json_begins_with_format_and_version(tmp_path: Path) -> None:
    """Readers decide by these two alone."""
    plan = samples.programme(12, 20)
    _write(tmp_path / "out", plan, samples.answer(plan))
    for name in ("roster", "manifest", "times"):
        value = json.loads((tmp_path / "out" / f"{name}.json").read_bytes())
        assert list(value.items())[:2] == [("format", f"jiedui.{name}"), ("version", 1)]


def test_nothing_is_overwritten_without_force(tmp_path: Path) -> None:
    """A second run into the same folder is refused before anything changes."""
    plan = samples.programme(12, 20)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "roster.csv").write_text("mine")
    with pytest.raises(ExistsError):
        refuse_existing(tmp_path / "out")
    with pytest.raises(ExistsError):
        _write(tmp_path / "out", plan, samples.answer(plan))
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["roster.csv"]
    assert (tmp_path / "out" / "roster.csv").read_text() == "mine"
    refuse_existing(tmp_path / "out", force=True)


def test_force_leaves_no_file_of_the_older_run(tmp_path: Path) -> None:
    """A roster of last time beside a proof that there is none would be believed; files of others stay."""
    plan = samples.programme(12, 20)
    folder = tmp_path / "out"
    _write(folder, plan, samples.answer(plan))
    (folder / "notes.txt").write_text("mine")
    written = _write(folder, plan, samples.shortage(plan), force=True)
    assert written == ("roster.json", "report.html", "certificate.json", "manifest.json", "times.json")
    assert sorted(path.name for path in folder.iterdir()) == sorted((*written, "notes.txt"))


def test_a_crash_leaves_no_manifest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Interrupted while replacing: what is there is whole files, and without a manifest it does not count as a run."""
    folder = tmp_path / "out"
    content = {"a.txt": b"old", "b.txt": b"old", "manifest.json": b"old"}
    write_folder(folder, content, last="manifest.json")
    moved: list[str] = []
    replace = os.replace

    def fail_at_second(source: Path, target: Path) -> None:
        moved.append(str(target))
        if len(moved) == 2:
            raise OSError(28, "No space left on device")
        replace(source, target)

    monkeypatch.setattr(files_module.os, "replace", fail_at_second)
    with pytest.raises(ResourceError):
        write_folder(folder, {name: b"new" for name in content}, last="manifest.json", force=True)
    monkeypatch.undo()
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {"a.txt": b"new", "b.txt": b"old"}
    assert list(tmp_path.iterdir()) == [folder]


def test_a_fresh_folder_appears_by_one_rename(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody who looks while it is being written sees half of a new run."""
    seen: list[bool] = []
    rename = os.rename

    def watch(source: Path, target: Path) -> None:
        seen.append(Path(target).exists())
        rename(source, target)

    monkeypatch.setattr(files_module.os, "rename", watch)
    write_folder(tmp_path / "out", {"a": b"1", "b": b"2"})
    assert seen == [False]


def test_a_file_in_the_way_is_refused(tmp_path: Path) -> None:
    """`-o roster.xlsx` names a file, not a folder; it must survive even with force."""
    (tmp_path / "out").write_text("mine")
    with pytest.raises(ExistsError):
        write_folder(tmp_path / "out", {"a": b"1"}, force=True)
    assert (tmp_path / "out").read_text() == "mine"


def test_one_file_is_written_whole(tmp_path: Path) -> None:
    """Templates and exports: refused when present, replaced with force, private."""
    path = tmp_path / "x" / "t.xlsx"
    write_file(path, b"1")
    with pytest.raises(ExistsError):
        write_file(path, b"2")
    write_file(path, b"3", force=True)
    assert path.read_bytes() == b"3"
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(path.parent.iterdir()) == [path]


def test_arrays_come_back_and_objects_are_refused(tmp_path: Path) -> None:
    """warm_start.npz holds numbers only: a pickle inside would run code when opened."""
    path = tmp_path / "w.npz"
    path.write_bytes(arrays_npz({"b": np.array([[1, 2], [3, 4]]), "a": np.arange(3)}))
    back = read_arrays_npz(path)
    assert sorted(back) == ["a", "b"]
    assert back["b"].tolist() == [[1, 2], [3, 4]]
    with pytest.raises(ValueError, match=r"[Oo]bject"):
        arrays_npz({"x": np.array([{}], dtype=object)})
    np.savez(path, x=np.array([{}], dtype=object))
    with pytest.raises(FormatError):
        read_arrays_npz(path)
    path.write_bytes(b"no zip")
    with pytest.raises(FormatError):
        read_arrays_npz(path)
