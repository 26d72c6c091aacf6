"""Measurements. Each module is a command: ``python -m benchmarks.<name> --data FOLDER`` (public instances stay outside)."""
