"""Workbooks: a Document, or an empty template."""

from optimizer.output.xlsx.book import workbook_bytes
from optimizer.output.xlsx.template import template_bytes, write_template

__all__ = ["template_bytes", "workbook_bytes", "write_template"]
