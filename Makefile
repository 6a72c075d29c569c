# Every target works from a clean checkout; what it needs goes into .venv and .tools, nowhere else.
SHELL := /bin/sh
.DEFAULT_GOAL := help
PYTHON := .venv/bin/python
SETUP := tools/setup

.PHONY: help demo setup test test-long lint format bench bundle clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "%-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: .venv/.installed .tools/.opa ## Judge three changes of an example repository, embedded and through a sidecar
	@$(PYTHON) examples/demo/run.py

setup: .venv/.developer .tools/.opa-pinned .tools/.regal ## Install what tests and lint need, inside the checkout

test: .venv/.developer .tools/.opa-pinned .tools/.regal ## Run all tests but the long ones
	$(PYTHON) -m pytest -m "not long"

test-long: .venv/.developer .tools/.opa-pinned .tools/.regal ## Run all tests
	$(PYTHON) -m pytest

lint: .venv/.developer .tools/.opa-pinned .tools/.regal ## Check style, types, floors, Rego, schemas and generated files
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy
	.venv/bin/lint-imports
	.tools/bin/opa fmt --fail --list policies pykiro_opa/sidecar
	.tools/bin/opa check --strict --schema policies/schemas policies/kiro
	.tools/bin/regal lint --config-file .regal/config.yaml policies
	$(PYTHON) tools/build_library.py --check

format: .venv/.developer .tools/.opa-pinned ## Format Python and Rego
	$(PYTHON) -m ruff check --fix-only .
	$(PYTHON) -m ruff format .
	.tools/bin/opa fmt --write policies pykiro_opa/sidecar

bench: .venv/.developer .tools/.opa-pinned ## Print ratios to bare Python and raw OPA, taken in one run
	$(PYTHON) benchmarks/start_up.py

bundle: .venv/.developer .tools/.opa-pinned ## Rebuild the embedded module, and write the library's bundle to dist/
	$(PYTHON) tools/build_library.py
	.venv/bin/pykiro-opa bundle build --output dist

clean: ## Remove everything that was built
	rm -rf .venv .tools dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis

.venv/.installed: pyproject.toml $(SETUP)/venv
	@$(SETUP)/venv

.venv/.developer: pyproject.toml .venv/.installed $(SETUP)/developer
	@$(SETUP)/developer

.tools/.opa: tools/opa/go.mod tools/opa/go.sum $(SETUP)/opa .venv/.installed
	@$(SETUP)/opa

.tools/.opa-pinned: tools/opa/go.mod tools/opa/go.sum $(SETUP)/opa .venv/.installed
	@$(SETUP)/opa pinned

.tools/.regal: tools/regal/go.mod tools/regal/go.sum $(SETUP)/regal .venv/.installed
	@$(SETUP)/regal
