"""Every sentence the product says, once: code -> Chinese, English, advice; and the masking of personal data.

A message is data (`code`, `facts`); it becomes text only at the edge, by :func:`say`. Codes are
``<room>.<name>``; the room names the catalogue module that is loaded when first needed.
"""

from optimizer.messages.finding import Cell, Finding, Severity, without_repeats
from optimizer.messages.masking import Private, mask_id_number, mask_name, mask_phone
from optimizer.messages.text import Lang, Text, advice, both, codes, label, say, text_of

__all__ = [
    "Cell",
    "Finding",
    "Lang",
    "Private",
    "Severity",
    "Text",
    "advice",
    "both",
    "codes",
    "label",
    "mask_id_number",
    "mask_name",
    "mask_phone",
    "say",
    "text_of",
    "without_repeats",
]
