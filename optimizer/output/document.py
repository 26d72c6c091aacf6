"""A neutral document: what is to be shown, said once, for any writer (xlsx, csv, html).

Values stay what they are (integers in metres, months as indices, text): a writer formats them by :data:`Kind`.
Whoever builds the document has already decided what may be shown. Everything is frozen, so that a document may be
shared between writers and threads.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from optimizer.messages import Lang

Kind = Literal["text", "int", "km", "month", "person", "id_number"]
"""text: as it stands; int: a count; km: metres, shown in kilometres; month: a month index, shown as year and month;
person: a name; id_number: digits that must stay text."""

Align = Literal["left", "center", "right"]
Tone = Literal["good", "info", "warn", "bad"]
Value = str | int | None


@dataclass(frozen=True, slots=True)
class Column:
    """One column: ``width`` in half-width characters (None: by content), ``choices`` a drop-down list."""

    key: str
    header: str
    kind: Kind = "text"
    width: int | None = None
    align: Align | None = None
    choices: tuple[str, ...] = ()
    hidden: bool = False
    note: str = ""

    @property
    def alignment(self) -> Align:
        if self.align is not None:
            return self.align
        return {"int": "center", "km": "center", "month": "center", "id_number": "center"}.get(self.kind, "left")  # type: ignore[return-value]


@dataclass(frozen=True, slots=True)
class Band:
    """A line across the table before row number ``row`` (0-based), e.g. the name of a village and its totals."""

    row: int
    text: str
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under one header.

    ``merged``: in these columns each half-open row range of ``spans`` is one cell, with its first row's value.
    ``searchable``: a reader looks for somebody here (the page gets a search box). Raises ValueError when a row has
    another length than the header, a key stands twice, a merged key is unknown, or bands or spans are out of order.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...] = ()
    caption: str = ""
    notes: tuple[str, ...] = ()
    bands: tuple[Band, ...] = ()
    merged: tuple[str, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()
    filtered: bool = False
    repeat_header: bool = True
    searchable: bool = False

    def __post_init__(self) -> None:
        keys = Counter(column.key for column in self.columns)
        if max(keys.values(), default=1) > 1:
            raise ValueError(f"a column stands twice: {keys.most_common(1)[0][0]}")
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError(f"every row must have {len(self.columns)} values")
        if unknown := [key for key in self.merged if key not in keys]:
            raise ValueError(f"no column {unknown[0]}")
        places = [band.row for band in self.bands]
        if places != sorted(set(places)) or any(not 0 <= row < len(self.rows) for row in places):
            raise ValueError("bands must stand before existing rows, in order")
        ends = [0, *(row for span in self.spans for row in span), len(self.rows)]
        if ends != sorted(ends) or any(start < row < end for start, end in self.spans for row in places):
            raise ValueError("spans must be ranges of rows, in order, with no band inside")

    def index(self, key: str) -> int:
        """Position of the column ``key``; raises KeyError."""
        for position, column in enumerate(self.columns):
            if column.key == key:
                return position
        raise KeyError(key)


@dataclass(frozen=True, slots=True)
class Heading:
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """``lead`` is the sentence that must be read even when nothing else is."""

    text: str
    lead: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """Short statements, one a line."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """One number to remember: ``value`` already in words of the reader (``412``, ``6.3``)."""

    label: str
    value: str
    unit: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Figures:
    items: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that must not be overlooked."""

    text: str
    tone: Tone = "info"
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    name: str
    values: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars or lines; readable in black and white (writers use patterns and values, never colour alone).

    ``kind`` "int" or "km" formats the values. Raises ValueError when a series has another length than the categories.
    """

    title: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    form: Literal["bar", "line"] = "bar"
    horizontal: bool = False
    stacked: bool = False
    kind: Literal["int", "km"] = "int"
    category_title: str = ""
    value_title: str = ""

    def __post_init__(self) -> None:
        if any(len(series.values) != len(self.categories) for series in self.series):
            raise ValueError(f"every series must have {len(self.categories)} values")


@dataclass(frozen=True, slots=True)
class MapPoint:
    """A place. Coordinates in millionths of a degree, all points and outlines in one coordinate system."""

    label: str
    latitude_microdegrees: int
    longitude_microdegrees: int
    kind: Literal["recipient", "helper"] = "recipient"
    size: int = 1
    detail: str = ""


@dataclass(frozen=True, slots=True)
class MapLine:
    """``count`` pairings between points number ``start`` and ``end``."""

    start: int
    end: int
    count: int = 1
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Outline:
    """A background line: (latitude, longitude) in millionths of a degree; ``closed`` for areas."""

    points: tuple[tuple[int, int], ...]
    closed: bool = False
    label: str = ""


@dataclass(frozen=True, slots=True)
class MapBlock:
    """Places and the pairings between them. Raises ValueError when a line names a point that is not there."""

    title: str
    points: tuple[MapPoint, ...]
    lines: tuple[MapLine, ...] = ()
    background: tuple[Outline, ...] = ()
    caption: str = ""

    def __post_init__(self) -> None:
        count = len(self.points)
        if any(not (0 <= line.start < count and 0 <= line.end < count) for line in self.lines):
            raise ValueError("a line ends at a point that is not there")


@dataclass(frozen=True, slots=True)
class TreeNode:
    """``parent``: position of the node it hangs on, -1 for a root; ``detail`` stands after the label."""

    label: str
    parent: int = -1
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Tree:
    """Who hangs on whom, drawn from the top down. Raises ValueError when a node stands before its parent."""

    title: str
    nodes: tuple[TreeNode, ...]

    def __post_init__(self) -> None:
        if any(not -1 <= node.parent < place for place, node in enumerate(self.nodes)):
            raise ValueError("a node stands before its parent")

    def depths(self) -> list[int]:
        """How far each node is from its root."""
        found: list[int] = []
        for node in self.nodes:
            found.append(0 if node.parent < 0 else found[node.parent] + 1)
        return found


Block = Heading | Paragraph | Listing | Figures | Notice | Table | Chart | MapBlock | Tree


@dataclass(frozen=True, slots=True)
class Section:
    """One sheet of a workbook, one chapter of a page.

    ``lead`` is the very first line; ``heading`` the title in print (the document's when empty); ``signed``: a form with
    reporting unit and signature line. ``new_page``: a page of its own when the chapter is printed from the browser.
    """

    key: str
    title: str
    blocks: tuple[Block, ...] = ()
    lead: str = ""
    heading: str = ""
    signed: bool = False
    new_page: bool = False

    def tables(self) -> tuple[Table, ...]:
        return tuple(block for block in self.blocks if isinstance(block, Table))


@dataclass(frozen=True, slots=True)
class Meta:
    """What stands on every page.

    ``reference_day`` is the document's date. ``attachment`` "附件1". ``form``: (label, value) pairs under the title;
    ``signatures``: labels of the signature line; ``confidential``: the line in the footer.
    """

    reference_day: date
    attachment: str = ""
    form: tuple[tuple[str, str], ...] = ()
    signatures: tuple[str, ...] = ()
    confidential: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """``headline`` says in one sentence what it all comes to; ``tone`` whether that is good news."""

    title: str
    language: Lang
    meta: Meta
    sections: tuple[Section, ...]
    headline: str = ""
    tone: Tone = "info"
    facts: tuple[tuple[str, str], ...] = field(default=())

    def __post_init__(self) -> None:
        keys = [section.key for section in self.sections]
        if len(set(keys)) != len(keys):
            raise ValueError("a section stands twice")

    def section(self, key: str) -> Section:
        """The section ``key``; raises KeyError."""
        for section in self.sections:
            if section.key == key:
                return section
        raise KeyError(key)
