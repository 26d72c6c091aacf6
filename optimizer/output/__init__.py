"""Documents and files: a neutral Document, its writers (xlsx, csv, html), and the JSON files of a run.

``document`` says what is to be shown, ``xlsx``, ``csv_writer`` and ``html`` show it; ``json_files`` writes and reads the
machine's files; ``run_files`` puts a run together and ``files`` puts it into a folder whole or not at all.
"""
