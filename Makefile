# Needs Python 3.11 or newer, make and a package index; everything else goes into .venv.
# PYTHON=python3.12 make demo   chooses another Python.
# pip's own settings (PIP_INDEX_URL and the like) are honoured; README tells how to get a
# build of torch without CUDA.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PACKAGES := cli eval index ingest nlp review samples views

export PIP_DISABLE_PIP_VERSION_CHECK := 1
export HF_HUB_OFFLINE := 1
export TOKENIZERS_PARALLELISM := false

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo test lint eval bench fuzz browser clean

help: ## list the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1\t/' | expand -t 10

demo: $(VENV)/installed ## load the sample strategies into ./workspace and open the app
	$(BIN)/lis demo

test: $(VENV)/installed-dev ## run every test that needs no browser
	$(BIN)/python -m pytest -m "not browser"

browser: $(VENV)/installed-dev ## run the tests that drive a browser (needs chromium)
	$(BIN)/python -m pytest -m browser

lint: $(VENV)/installed-dev ## check format, style, types and the direction of imports
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy --strict $(PACKAGES:%=-p %)
	$(BIN)/lint-imports

eval: $(VENV)/installed-dev ## measure accuracy on the gold of the samples
	$(BIN)/lis eval

bench: $(VENV)/installed-dev ## measure speed as ratios to the plain libraries
	$(BIN)/python -m eval bench

fuzz: $(VENV)/installed-dev ## read 5,000 damaged PDFs and count crashes, hangs and silent losses
	$(BIN)/python -m eval.fuzz 5000

clean: ## remove the environment and what tools left behind; never a workspace
	rm -rf $(VENV) build *.egg-info .pytest_cache .mypy_cache .ruff_cache .import_linter_cache

# The stamps are newer than pyproject.toml once its dependencies are installed.
$(VENV)/installed: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet -e .
	@touch $@

$(VENV)/installed-dev: pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet -e '.[dev]'
	@touch $(VENV)/installed $@

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "LIS Scrutiny needs Python 3.11 or newer; $(PYTHON) is older or missing." \
	       "Try PYTHON=python3.11 make ..." >&2; exit 2; }
	$(PYTHON) -m venv $(VENV)
