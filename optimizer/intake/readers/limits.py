"""The most that a table may be; far above any office's roster, far below what hurts a machine."""

FILE_BYTES = 100 << 20
MEMBERS = 4_000
"""Parts of a zip container."""
PART_BYTES = 1 << 30
"""One part, unpacked. A sheet of 1,048,576 blank formatted rows has about 0.1 to 0.5 GB."""
TEXT_BYTES = 256 << 10
"""Between two marks of XML. A cell holds at most 32,767 characters, at most 128 kB."""
STRING_MARKS = 12_000_000
SHEET_MARKS = 60_000_000
CELLS = 5_000_000
"""Rows times columns of the used range of one sheet."""
COLUMNS = 16_384
ROWS = 1_048_576
MERGES = 200_000
MERGED_CELLS = 200_000
"""Of one merged range that is more than one row and more than one column."""
SHEETS = 500
