"""Worked cases: each a folder with its generator, its committed files and a README that says where the traps are."""
