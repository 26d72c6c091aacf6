# Two commands do everything: `make demo` and `make test`. The rest is for people who work on the code.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
MAKEFLAGS += --no-builtin-rules
.DEFAULT_GOAL := help

BIN := .venv/bin
STAMP := .venv/.complete
JOBS ?= auto
PYTHON ?=
export PYTHON

.PHONY: help env demo test check format campaigns bench pictures lock

help:  ## list the targets
	@awk -F ':.*##' '/^[a-z]+:.*##/ { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

env: $(STAMP)  ## make .venv from the locked requirements

$(STAMP): pyproject.toml requirements-dev.txt .ci/environment
	@echo "Making .venv (a minute or two, once)" >&2
	@.ci/environment
	@touch $@

demo: env  ## pair 412 households; results in out/demo
	@$(BIN)/jiedui demo -o out/demo --force

test: env  ## every test; under CI=true nothing may be skipped
	@.ci/system-packages
	@$(BIN)/python -m pytest -q -n $(JOBS) --maxprocesses 8 --dist loadfile

check: env  ## ruff, formatting, types
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

format: env  ## put the code in order
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

campaigns: env  ## the long tests at full size; results in out/campaigns
	@$(BIN)/python -m tests.campaigns -o out/campaigns

bench: env  ## measure; out/benchmarks.jsonl (DATA=folder adds every target beside its peers, QUICK=1 a few minutes of it)
	@mkdir -p out
	@$(BIN)/python -m benchmarks.household --json out/benchmarks.jsonl
ifdef DATA
	@$(BIN)/python -m benchmarks.network --data $(DATA) --json out/benchmarks.jsonl
	@$(BIN)/python -m benchmarks.targets --data $(DATA) --json out/targets.jsonl $(if $(QUICK),--quick)
endif

pictures: env  ## draw the pictures of the manual again (needs LibreOffice and poppler-utils)
	@.ci/pictures

LOCK := uv pip compile pyproject.toml --all-extras --universal --python-version 3.11 --generate-hashes \
  --no-emit-index-url --no-emit-find-links --no-header --quiet

lock:  ## lock the requirements again (needs uv; UPGRADE=1 takes newer versions)
	@$(LOCK) $(if $(UPGRADE),--upgrade) -o requirements.txt
	@$(LOCK) $(if $(UPGRADE),--upgrade) --group dev -o requirements-dev.txt
