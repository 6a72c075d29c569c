# Every target works from a clean checkout; what it needs goes into .venv and .tools, nowhere else.
SHELL := /bin/sh
.DEFAULT_GOAL := help
RUN := .venv/bin/python
OPA := .tools/bin/opa
SETUP := tools/setup
REGO := policies pykiro_opa/sidecar/authz pykiro_opa/sidecar/masks examples/custom-rules/.kiro/policies

.PHONY: help demo setup test test-long lint format bench bundle catalogue clean
.NOTPARALLEL:

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "%-10s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

# The embedded engine needs no OPA, so the first verdicts do not wait for one.
demo: .venv/.installed ## Judge three changes of an example repository, embedded and through a sidecar
	@$(RUN) examples/demo/run.py embedded
	@$(MAKE) --no-print-directory .tools/.opa
	@$(RUN) examples/demo/run.py sidecar $(OPA)

setup: .venv/.developer .tools/.opa-pinned .tools/.regal ## Install what tests and lint need, inside the checkout

test: setup ## Run all tests but the long ones
	$(RUN) -m pytest --numprocesses auto --dist worksteal -m "not long"

test-long: setup ## Run all tests, and four times the random cases (about two hours on two cores)
	PYKIRO_TIMES=$${PYKIRO_TIMES:-4} $(RUN) -m pytest --numprocesses auto --dist worksteal

lint: setup ## Check style, types, floors, Rego, schemas and generated files
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .
	$(RUN) -m mypy
	.venv/bin/lint-imports
	$(OPA) fmt --fail --list $(REGO)
	$(OPA) check --strict --schema policies/schemas policies/kiro
	.tools/bin/regal lint --config-file .regal/config.yaml policies
	$(RUN) tools/build_library.py --check
	$(RUN) tools/build_rules.py --check
	$(RUN) tools/build_programs.py --check
	$(RUN) tools/build_catalogue.py --check

format: setup ## Format Python and Rego
	$(RUN) -m ruff check --fix-only .
	$(RUN) -m ruff format .
	$(OPA) fmt --write $(REGO)

bench: setup .tools/.conftest ## Print what processes, decisions and pull requests cost, as ratios taken in one run
	$(RUN) benchmarks/start_up.py
	$(RUN) benchmarks/decisions.py
	$(RUN) benchmarks/sidecar.py
	$(RUN) benchmarks/pull_requests.py
	$(RUN) benchmarks/scaling.py
	$(RUN) benchmarks/tangled_shell.py
	$(RUN) benchmarks/permissions.py
	$(RUN) benchmarks/plan.py
	$(RUN) benchmarks/friction.py
	$(RUN) benchmarks/respelling.py
	$(RUN) benchmarks/labelled_commands.py

bundle: setup ## Rebuild the embedded module, and write the bundles that OPA loads to dist/
	$(RUN) tools/build_library.py
	$(RUN) -m pykiro_opa bundle build --output dist

catalogue: setup ## Rebuild the tables of IAM actions, operations and managed policies from their sources
	$(RUN) tools/build_catalogue.py

clean: ## Remove everything that was built
	rm -rf .venv .tools dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

.venv/.installed: pyproject.toml $(SETUP)/venv
	@$(SETUP)/venv

.venv/.developer: .venv/.installed $(SETUP)/developer
	@$(SETUP)/developer

.tools/.opa: tools/opa/go.mod tools/opa/go.sum $(SETUP)/opa $(SETUP)/go-build | .venv/.installed
	@$(SETUP)/opa any

.tools/.opa-pinned: tools/opa/go.mod tools/opa/go.sum $(SETUP)/opa $(SETUP)/go-build | .venv/.installed
	@$(SETUP)/opa pinned

.tools/.regal: tools/regal/go.mod tools/regal/go.sum $(SETUP)/regal $(SETUP)/go-build | .venv/.installed
	@$(SETUP)/regal

.tools/.conftest: tools/conftest/go.mod tools/conftest/go.sum $(SETUP)/conftest $(SETUP)/go-build | .venv/.installed
	@$(SETUP)/conftest
