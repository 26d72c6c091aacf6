"""Jiedui 结对: the library. Public names stand here; everything else may change."""
