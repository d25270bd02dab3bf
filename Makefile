# Two commands: `make run` and `make test`. Python 3.11 or newer and make are all they need.
.DEFAULT_GOAL := help
SHELL := /bin/sh

VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
# Of a gigabyte of libraries a part is ever imported, and compiled then.
AS_IMPORTED := --no-compile
# A stamp is as old as the last installation: a second run installs nothing.
RUNTIME_STAMP := $(VENV)/.runtime
TESTS_STAMP := $(VENV)/.tests
VOIKKO_STAMP := $(VENV)/.voikko
WORKERS ?= auto
# What is compiled once is read by every worker and every server of the tests.
unexport PYTHONDONTWRITEBYTECODE
# The demo shows a password, so it is for laptops alone.
export KANTO_DEMO ?= $(if $(filter-out development,$(KANTO_ENVIRONMENT)),,1)

.PHONY: help run test suite compiled check migrate migration bench lint fmt clean chromium office

help: ## Say what there is
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(RUNTIME_STAMP) $(VOIKKO_STAMP) ## Serve Kanto with demo data and an embedded database
	@exec $(BIN)/python -m server.run

test: $(TESTS_STAMP) $(VOIKKO_STAMP) ## Everything that must hold before a change goes in
	@# What is fetched waits for the disk and the line, what is compiled and checked for the processor; the check of
	@# the types goes on beside the tests.
	@$(MAKE) --no-print-directory -j3 check suite

suite: lint office compiled
	$(BIN)/python -m pytest -q -n $(WORKERS) --dist worksteal

# Each worker would compile all tests by itself, at the same time as the others.
compiled: $(TESTS_STAMP)
	@$(BIN)/python -m pytest -q --collect-only -n 0 >/dev/null || true

check: lint
	$(BIN)/mypy

lint: $(TESTS_STAMP) ## Form and style, without changing anything
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

fmt: $(TESTS_STAMP) ## Put form and style right
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

migrate: $(RUNTIME_STAMP) ## Bring the database to the newest migration
	$(BIN)/alembic upgrade head

migration: $(RUNTIME_STAMP) ## Write a migration from the models: make migration M="add the colour"
	$(BIN)/alembic revision --autogenerate -m "$(M)"

bench: $(RUNTIME_STAMP) ## Measure reruns, the house, sets of partners and the nearest texts
	$(BIN)/python -m benchmarks.house
	$(BIN)/python -m benchmarks.reruns
	OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(BIN)/python -m benchmarks.consortium
	OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(BIN)/python -m benchmarks.nearest

clean: ## Remove the environment and the caches; the database stays
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache test-results
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Kanto needs Python 3.11 or newer" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) >/dev/null 2>&1 || { \
		rm -rf $(VENV); \
		if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
			apt-get update -qq && apt-get install -y -qq python3-venv >/dev/null; \
		fi; \
		$(PYTHON) -m venv $(VENV); \
	} || { echo "Python lacks its venv module (Debian: apt-get install python3-venv)" >&2; exit 1; }

$(RUNTIME_STAMP): requirements.txt | $(BIN)/python
	@echo "Installing what Kanto stands on ..."
	@$(PIP) install $(AS_IMPORTED) -r requirements.txt
	@touch $@

$(TESTS_STAMP): tests/requirements.txt $(RUNTIME_STAMP)
	@echo "Installing what the tests need ..."
	@$(PIP) install $(AS_IMPORTED) -r tests/requirements.txt
	@touch $@

# The C library of Finnish needs a tenth of the memory of the one that comes with pip. Tried once: Kanto works without.
$(VOIKKO_STAMP): $(RUNTIME_STAMP)
	@$(BIN)/python -c 'from services.search import voikko; voikko.native()' >/dev/null 2>&1 || { \
		if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
			apt-get update -qq && apt-get install -y -qq libvoikko1 voikko-fi; \
		fi; \
	} >/dev/null 2>&1 || true
	@touch $@

chromium: $(TESTS_STAMP)
	@$(BIN)/python -m tests.browser.chromium >/dev/null 2>&1 || { \
		if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
			apt-get update -qq && apt-get install -y -qq chromium >/dev/null; \
		else \
			$(BIN)/playwright install chromium; \
		fi; \
	}
	@$(BIN)/python -m tests.browser.chromium

# What is exported is opened in LibreOffice, and counted there. After Chromium: apt-get serves one at a time.
office: $(TESTS_STAMP) | chromium
	@$(BIN)/python -m tests.office >/dev/null 2>&1 || { \
		if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
			apt-get update -qq && apt-get install -y -qq --no-install-recommends \
				libreoffice-calc-nogui libreoffice-writer-nogui >/dev/null; \
		fi; \
	}
	@$(BIN)/python -m tests.office
