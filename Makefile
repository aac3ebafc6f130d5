# What a person types. Everything runs from .venv; nothing is installed outside this folder.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/installed

.DEFAULT_GOAL := help
.PHONY: help run install test lint types contracts unit evaluate clean

help: ## Show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

run: install ## Load the demo, print its match list and serve it on 127.0.0.1:8000 until Ctrl-C
	@$(BIN)/flask --app wsgi serve

install: $(STAMP) ## Create .venv and install the application into it

$(STAMP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make run PYTHON=python3.11")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing (a few minutes the first time) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev,postgres]'
	@touch $(STAMP)

test: lint types contracts unit ## Everything that must hold: style, types, layers, tests on both engines, browser

lint: install
	@$(BIN)/ruff check .

types: install
	@$(BIN)/mypy

contracts: install
	@$(BIN)/lint-imports --no-cache

unit: install
	@$(BIN)/python -m pytest -n 2 --dist loadgroup

evaluate: install ## Measure the recommender on the demo collection, beside its baselines
	@$(BIN)/flask --app wsgi evaluate matchmaker/demo

clean: ## Remove caches; keeps .venv and instance/
	@rm -rf .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis build dist
	@find . -name __pycache__ -not -path './$(VENV)/*' -prune -exec rm -rf {} +
