"""The catalogues: one module a room, each with ``TEXTS: dict[str, Text]``."""
