"""From the tables an office has to a Programme: read in a contained child, mapped, checked, all or nothing."""

from optimizer.intake.column import Column, Remark, TableKind, Unfit, kinds, register
from optimizer.intake.mapping import Mappings, load_mapping, save_mapping
from optimizer.intake.marked import MarkedCopies, mark_copy
from optimizer.intake.programme import Intake, read_programme
from optimizer.intake.raw import RawSheet
from optimizer.intake.receipt import Receipt
from optimizer.intake.records import Record
from optimizer.intake.suggest import HeaderGuess, SheetGuess, confirm, suggest_mapping
from optimizer.intake.templates import sheet_for, template_of

__all__ = [
    "Column",
    "HeaderGuess",
    "Intake",
    "Mappings",
    "MarkedCopies",
    "RawSheet",
    "Receipt",
    "Record",
    "Remark",
    "SheetGuess",
    "TableKind",
    "Unfit",
    "confirm",
    "kinds",
    "load_mapping",
    "mark_copy",
    "read_programme",
    "register",
    "save_mapping",
    "sheet_for",
    "suggest_mapping",
    "template_of",
]
