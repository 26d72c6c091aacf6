"""From the tables an office has to a Programme: read in a contained child, mapped, checked, all or nothing."""

from optimizer.intake.column import Column, Remark, TableKind, Unfit, kinds, register
from optimizer.intake.mapping import Mappings, load_mapping, save_mapping
from optimizer.intake.programme import Intake, read_programme
from optimizer.intake.raw import RawSheet
from optimizer.intake.receipt import Receipt
from optimizer.intake.records import Record

__all__ = [
    "Column",
    "Intake",
    "Mappings",
    "RawSheet",
    "Receipt",
    "Record",
    "Remark",
    "TableKind",
    "Unfit",
    "kinds",
    "load_mapping",
    "read_programme",
    "register",
    "save_mapping",
]
