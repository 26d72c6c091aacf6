"""HTML: a Document as one page that opens anywhere."""

from optimizer.output.html.page import page_bytes

__all__ = ["page_bytes"]
