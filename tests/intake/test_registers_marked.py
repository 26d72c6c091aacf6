"""Every sixth table of both registers goes back to the office marked, and whatever map asks about it can be answered."""

import random

import openpyxl
import pytest
from openpyxl.cell.cell import MergedCell

from optimizer.contained import Channel
from optimizer.intake import Mappings, mark_copy, marked, read_programme
from optimizer.intake import programme as reading
from optimizer.intake.mapping import load_mapping, save_mapping
from optimizer.intake.questions import answered, questions_of
from optimizer.intake.readers import mark as marker
from optimizer.intake.readers.parse import parse_files
from optimizer.intake.suggest import guess_sheets, raw_sheets
from tests.intake.odd import ODD
from tests.intake.stranger_tables import strangers, write

STRANGERS = strangers()
TABLES = [("odd", name) for name in sorted(ODD)[::6]] + [("stranger", name) for name in sorted(STRANGERS)[::6]]


@pytest.fixture(autouse=True)
def _in_process(monkeypatch):
    """Read and marked in this process: the wall of the child has tests of its own."""
    channel = Channel(lambda frame: None, 0)

    def parse(files, progress=None):
        return parse_files({"files": [[name, str(path)] for name, path in files]}, channel)

    def contained(task, payload, **limits):
        return getattr(marker, task.partition(":")[2])(payload, channel)

    monkeypatch.setattr(reading, "parse", parse)
    monkeypatch.setattr(marked, "run_contained", contained)


@pytest.fixture(params=TABLES, ids=lambda table: table[1])
def folder(request, tmp_path):
    register, name = request.param
    place = tmp_path / "方案"
    place.mkdir()
    if register == "odd":
        ODD[name].make(place)
    else:
        write(STRANGERS[name], place)
    return place


def test_every_wrong_cell_carries_its_comment(folder, tmp_path):
    """Whatever the file looks like inside: an error that names a cell of a file that opens is found at that cell."""
    findings = read_programme(folder).findings
    copies = mark_copy(folder, findings, tmp_path / "标注")
    books = {path.name: openpyxl.load_workbook(path) for path in copies.written}
    for cell in (cell for f in findings if f.severity == "error" for cell in f.cells if cell.address):
        book = next((b for name, b in books.items() if name.startswith(cell.file.rpartition(".")[0])), None)
        if book is None:
            assert cell.file in copies.refused
            continue
        page = book[cell.sheet] if cell.sheet in book.sheetnames else book.worksheets[1]
        assert isinstance(page[cell.address], MergedCell) or page[cell.address].comment is not None


def test_every_question_can_be_answered_and_ends(folder):
    """Choices at random, "none" and no answer among them: no crash, no endless asking, and what was said is remembered."""
    sheets, mappings, settled = raw_sheets(folder), Mappings(), []
    choose = random.Random(folder.parent.name)
    while questions := questions_of(guess_sheets(sheets, mappings), settled):
        question = questions[0]
        answer = choose.choice([*question.choices, "-", ""])
        mappings = answered(mappings, question, answer) if answer else mappings
        settled.append(question)
        assert len(settled) < 60
    save_mapping(folder, mappings)
    assert load_mapping(folder) == mappings
    read_programme(folder)
