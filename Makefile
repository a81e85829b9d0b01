# Everything a newcomer types. `make demo` and `make test` install what they need by themselves.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.PHONY: install demo test lint format dev stop docs lock clean

install: .venv/.installed

.venv/.installed: requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "fundlink needs Python 3.11 or newer: make PYTHON=/path/to/python3.11 install"; exit 2; }
	@echo "Installing fundlink into .venv (a minute or two, the first time)"
	@$(PYTHON) -m venv .venv
	@$(BIN)/pip install --quiet --no-deps --require-hashes -r requirements.lock
	@$(BIN)/pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

demo: install  ## the fictional district, from raw files to the graph, and where to look
	@$(BIN)/fundlink demo

test: install  ## all tests, on a real Neo4j
	@$(BIN)/pytest -q -n auto

lint: install
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/dagster definitions validate -w workspace.yaml > .lint.log 2>&1 || { cat .lint.log; exit 1; }
	@$(BIN)/dg check defs > .lint.log 2>&1 || { cat .lint.log; exit 1; }

format: install
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

dev: install  ## Neo4j and the Dagster UI, until Ctrl-C
	@$(BIN)/fundlink dev

stop:
	@test ! -x $(BIN)/fundlink || $(BIN)/fundlink down

docs: install  ## what is generated from the declarations: schema, queries, sources
	@$(BIN)/python -m fundlink.schema_files
	@$(BIN)/python -m assets.docs

lock:  ## resolve the dependencies anew
	@$(PYTHON) -m venv .venv-lock && .venv-lock/bin/pip install --quiet uv
	@.venv-lock/bin/uv pip compile pyproject.toml --extra dev --universal --generate-hashes \
		--no-annotate --no-header --upgrade --quiet --output-file requirements.lock
	@rm -rf .venv-lock

clean:
	@rm -rf .venv build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .lint.log
