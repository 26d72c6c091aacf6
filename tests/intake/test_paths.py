"""What lies in a folder under the name of a table and is none: each ends in one sentence, and nothing is forgotten."""

import os
import shutil

import pytest

from optimizer.errors import FormatError, UsageError
from optimizer.intake import read_programme
from tests.intake.making import STAFF, book, programme


def codes(folder):
    return {f.code: f for f in read_programme(folder).findings}


def test_a_pipe_is_not_waited_for(tmp_path):
    """Opening a pipe without a writer blocks for ever; its name alone must not be enough to open it."""
    programme(tmp_path)
    os.mkfifo(tmp_path / "x.csv")
    assert codes(tmp_path)["intake.no_regular_file"].cells[0].file == "x.csv"
    with pytest.raises(UsageError) as refused:
        read_programme(tmp_path / "x.csv")
    assert refused.value.code == "intake.no_file"


def test_a_device_is_not_read(tmp_path):
    """A link to an endless device is no table."""
    programme(tmp_path)
    (tmp_path / "x.csv").symlink_to("/dev/zero")
    assert "intake.no_regular_file" in codes(tmp_path)


@pytest.mark.parametrize("target", ["x.xlsx", "nowhere.xlsx"])
def test_links_that_lead_nowhere(tmp_path, target):
    """A link to itself or to nothing is named; the other tables are read."""
    programme(tmp_path)
    (tmp_path / "x.xlsx").symlink_to(target)
    assert codes(tmp_path)["intake.file_unopened"].cells[0].file == "x.xlsx"


def test_a_link_to_a_table_is_a_table(tmp_path):
    """Offices keep one roster and link to it."""
    programme(tmp_path / "方案", staff=None)
    book(tmp_path / "花名册.xlsx", {"花名册": STAFF})
    (tmp_path / "方案" / "教职工.xlsx").symlink_to(tmp_path / "花名册.xlsx")
    assert read_programme(tmp_path / "方案").programme is not None


@pytest.mark.parametrize(
    "name", ["\u202exslx.教职工.xlsx", "教职\n工.xlsx", "教\x1b[31m工.xlsx", "😀.xlsx", "长" * 80 + ".XLSX"]
)
def test_names_of_files_may_be_anything(tmp_path, name):
    """Reversed, broken, coloured, pictured and long names are only names."""
    programme(tmp_path, staff=None)
    book(tmp_path / "t.xlsx", {"花名册": STAFF}).rename(tmp_path / name)
    assert read_programme(tmp_path).programme is not None


def test_a_name_that_is_no_text(tmp_path):
    """Names in an old encoding come with files copied from old machines."""
    programme(tmp_path, staff=None)
    book(tmp_path / "t.xlsx", {"花名册": STAFF})
    os.rename(os.fsencode(tmp_path / "t.xlsx"), os.fsencode(tmp_path) + b"/\xb9\xa4.xlsx")
    assert read_programme(tmp_path).programme is not None


@pytest.mark.parametrize("name", ["教职工", "教职工.xlsx ", "教职工.xltm", "教职工.xlsx.crdownload", "教职工.xml"])
def test_a_table_under_another_ending_is_named(tmp_path, name):
    """What begins like a workbook and is not read could be somebody's roster."""
    programme(tmp_path)
    shutil.copy(tmp_path / "教职工.xlsx", tmp_path / name)
    assert codes(tmp_path)["intake.ending_unread"].facts["file"] == name


def test_documents_and_reports_beside_are_no_tables(tmp_path):
    """Letters and our own report lie beside the tables every day; nobody is told each time."""
    programme(tmp_path)
    (tmp_path / "通知.docx").write_bytes(b"PK\x03\x04")
    (tmp_path / "report.html").write_text("<html></html>", "utf-8")
    (tmp_path / "通知.pdf").write_bytes(b"%PDF-1.4")
    assert "intake.ending_unread" not in codes(tmp_path)


def test_tables_in_a_folder_inside_are_named(tmp_path):
    """Only the folder itself is read; what lies deeper is counted and said."""
    programme(tmp_path)
    programme(tmp_path / "各村")
    (tmp_path / "照片").mkdir()
    found = [f for f in read_programme(tmp_path).findings if f.code == "intake.folder_unread"]
    assert [(f.facts["folder"], f.facts["count"]) for f in found] == [("各村", 3)]


def test_a_damaged_key_is_said(tmp_path):
    """The key decides every id: a key that cannot be read must not be replaced by the public one."""
    programme(tmp_path)
    (tmp_path / "jiedui.key").write_bytes(b"\xff\xfe")
    with pytest.raises(FormatError):
        read_programme(tmp_path)
