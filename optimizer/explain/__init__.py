"""The reasons: why there is no roster, what is missing, and the documents that say so."""
