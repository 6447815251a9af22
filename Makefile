# One command for each thing that one does here. `make` alone lists them. CI calls the same.
.DEFAULT_GOAL := help
PY := .venv/bin/python
WORKERS ?= 2
TESTS ?=
PORT ?= 8000
KILLS ?= 200
DEMONSTRATION := .demonstration

TRANSLATIONS := $(patsubst %,src/prongsai/locale/%/LC_MESSAGES/django.mo,en th)

.PHONY: help install run test check bench torture docs screenshots translations lock format clean

help: ## this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 18

install: .venv/.runtime $(TRANSLATIONS) ## make .venv with the program and what it needs to run

.venv/.runtime: requirements.lock pyproject.toml tools/environment
	@tools/environment runtime

.venv/.dev: requirements-dev.lock pyproject.toml tools/environment
	@tools/environment dev

$(TRANSLATIONS): %.mo: %.po .venv/.runtime
	@$(PY) tools/translations compile

run: .venv/.runtime $(TRANSLATIONS) ## the web application with a demonstration, http://127.0.0.1:8000 (PORT=… for another port)
	@.venv/bin/prongsai serve --demonstration --data $(DEMONSTRATION) --port $(PORT)

test: .venv/.dev $(TRANSLATIONS) ## all tests, those of the database twice: SQLite and PostgreSQL (TESTS=tests/unit for a part)
	@tools/system_packages
	@$(PY) -m pytest -q -n $(WORKERS) --dist worksteal $(TESTS)
ifeq ($(TESTS),)
	@echo "== the database suite on PostgreSQL"
	@tools/postgres $(PY) -m pytest -q -n $(WORKERS) --dist worksteal -m "django_db or both_databases" tests/integration
endif

check: .venv/.dev ## lint, format, types, layers, missing docstrings, documentation
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m mypy
	@.venv/bin/lint-imports --no-logo
	@$(PY) -m interrogate src
	@$(PY) -m mkdocs --quiet build --strict

bench: .venv/.dev ## how fast it reads and writes, as ratios
	@for figure in benchmarks/*.py; do echo "== $$figure"; $(PY) $$figure || exit 1; done

torture: .venv/.dev $(TRANSLATIONS) ## kill web, worker and PostgreSQL hundreds of times while people write (about an hour; KILLS=… for fewer)
	@nice -n 10 $(PY) -m tools.torture --database sqlite --kills $(KILLS)
	@tools/postgres true
	@nice -n 10 $(PY) -m tools.torture --database postgresql --kills $$(($(KILLS) / 2)) --postmaster-kills $$(($(KILLS) / 10))

docs: .venv/.dev ## the documentation as pages in site/
	@$(PY) -m mkdocs --quiet build --strict
	@echo "site/index.html"

screenshots: .venv/.dev $(TRANSLATIONS) ## photograph every page of the demonstration into screenshots/
	@tools/system_packages
	@$(PY) tools/screenshots

translations: .venv/.dev ## find new sentences of the pages for the English translation
	@$(PY) tools/translations update

format: .venv/.dev ## put the code into the house's format
	@$(PY) -m ruff check --fix-only --quiet .
	@$(PY) -m ruff format --quiet .

lock: ## pin the dependencies anew (needs uv; UPGRADE=1 takes the newest)
	@tools/lock

clean: ## remove what the commands above made
	@rm -rf .venv $(DEMONSTRATION) screenshots site build .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
