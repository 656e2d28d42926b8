# `make run` and `make test` set up all they need in .venv, and nothing outside it.
PYTHON ?= python3
VENV   := .venv
PIP    := $(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt

.PHONY: run test test-slow lint format bench bench-scale clean
.DELETE_ON_ERROR:

run: $(VENV)/.for-use
	$(VENV)/bin/digest run feeds/

test: $(VENV)/.for-work
	$(VENV)/bin/python -m pytest -n auto -m "not slow and not eval"

test-slow: $(VENV)/.for-work
	$(VENV)/bin/python -m pytest -m "slow or eval"

lint: $(VENV)/.for-work
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy

format: $(VENV)/.for-work
	$(VENV)/bin/ruff format .
	$(VENV)/bin/ruff check --fix .

bench: $(VENV)/.for-work
	$(VENV)/bin/python benchmarks/speed.py
	$(VENV)/bin/python benchmarks/rendering.py

bench-scale: $(VENV)/.for-work
	$(VENV)/bin/python benchmarks/scale.py --work build/scale --into docs/scale.md

clean:
	rm -rf $(VENV) build dist

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)
	$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check 'pip>=24'

$(VENV)/.for-use: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(PIP) --editable .
	@touch $@

$(VENV)/.for-work: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(PIP) --editable '.[dev]'
	@touch $@ $(VENV)/.for-use
