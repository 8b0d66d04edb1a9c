# The words to learn. Everything that a new machine lacks is installed here: Python packages from the hashed locks, and for the
# tests a Chromium from the system's own packages.
PYTHON ?= python3
VENV   := .venv
ORACLE := .venv-oracle
BIN    := $(VENV)/bin
RUN    := $(BIN)/python -P -m
UV     := $(shell command -v uv 2>/dev/null)
NODE   := tests/others/node_site

.PHONY: setup setup-dev setup-load setup-oracle chromium node demo test coverage check oracle bench load gallery alarms docs locks clean help
.DEFAULT_GOAL := help

help:           ## this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*##/\t/' | expand -t 14

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

ifdef UV
install = $(UV) pip install --python $(BIN)/python --quiet --require-hashes -r $(1) && $(UV) pip install --python $(BIN)/python --quiet --no-deps --no-build-isolation -e .
else
install = $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(1) && $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
endif

# One stamp a lock: nothing is installed twice, and an edited lock or catalogue is seen.
CATALOGUES := $(wildcard */locale/*/LC_MESSAGES/*.po)

$(VENV)/.runtime: requirements.lock pyproject.toml hatch_build.py $(CATALOGUES) | $(BIN)/python
	$(call install,requirements.lock)
	@touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.runtime | $(BIN)/python
	$(call install,requirements-dev.lock)
	@touch $@

$(VENV)/.load: requirements-load.lock $(VENV)/.runtime | $(BIN)/python
	$(call install,requirements-load.lock)
	@touch $@

# openfisca-france stays apart: AGPL, another pytest, and nothing of ours is installed beside it.
$(ORACLE)/.oracle: requirements-oracle.lock
	$(PYTHON) -m venv $(ORACLE)
ifdef UV
	$(UV) pip install --python $(ORACLE)/bin/python --quiet --require-hashes -r requirements-oracle.lock
else
	$(ORACLE)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-oracle.lock
endif
	@touch $@

setup: $(VENV)/.runtime          ## install what running needs
setup-dev: $(VENV)/.dev          ## install what tests and checks need
setup-load: $(VENV)/.load        ## install what the crowd needs
setup-oracle: $(ORACLE)/.oracle  ## install openfisca-france, apart (190 MB)

chromium:       ## a Chromium for the page tests: yours (UNEFOIS_CHROMIUM), the system's, or Debian's package
	@if [ -n "$$UNEFOIS_CHROMIUM" ] || command -v chromium >/dev/null || command -v google-chrome >/dev/null; then :; \
	elif command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then \
	  echo "Installing Chromium for the page tests…"; apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install --no-install-recommends -y chromium fonts-dejavu-core >/dev/null; \
	else echo "No Chromium here: the page tests will be skipped (install one, or set UNEFOIS_CHROMIUM)."; fi

# npm writes this file when it has installed all of the lock.
NODE_MODULES := $(NODE)/node_modules/.package-lock.json
$(NODE_MODULES): $(NODE)/package.json $(NODE)/package-lock.json $(NODE)/.npmrc
	cd $(NODE) && npm ci --ignore-scripts --silent
	@touch $@

node:           ## openid-client, for the tests of clients written by others: yours (Node 20 or later, npm), or Debian's packages
	@if ! command -v npm >/dev/null && command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then \
	  echo "Installing Node and npm…"; apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install --no-install-recommends -y nodejs npm >/dev/null; \
	fi
	@if command -v npm >/dev/null; then $(MAKE) --no-print-directory $(NODE_MODULES); \
	else echo "No npm here: the tests of openid-client will be skipped (install Node 20 or later, with npm)."; fi

demo: setup     ## start everything, judge the reference client, leave report/ behind
	$(RUN) unefois demo --out report

test: setup-dev chromium node  ## all the tests, as CI runs them
	$(RUN) pytest

coverage: setup-dev chromium node  ## the same tests, slower, and the lines that none of them runs
	$(RUN) coverage erase
	$(RUN) coverage run -m pytest
	@$(RUN) coverage combine -q && $(RUN) coverage report

check: setup-dev  ## format, lint, types, import contracts, deployment files, generated docs up to date
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/mypy tests benchmarks
	$(BIN)/lint-imports
	$(BIN)/check-jsonschema --builtin-schema vendor.compose-spec docker-compose.yml
	$(RUN) unefois.docs --check
	$(BIN)/python -P tests/facts_register.py --check

oracle: setup-dev setup-oracle  ## our tax calculator before openfisca-france: 10 000 households, every difference named
	$(RUN) pytest -n0 tests/oracle

# The peer beside which logins are measured: exactly what its lock says, for no other use.
PEER := benchmarks/panva
$(PEER)/node_modules/.package-lock.json: $(PEER)/package-lock.json $(PEER)/.npmrc
	@if command -v npm >/dev/null; then cd $(PEER) && npm ci --silent; else echo "No npm here: logins are measured without their peer."; fi

LOGINS ?= 10000
TAXPAYERS ?= 200000
bench: setup-dev $(PEER)/node_modules/.package-lock.json  ## figures, as ratios in one run (LOGINS=100000 TAXPAYERS=1000000: memory as its goals say, half an hour)
	$(BIN)/python benchmarks/run.py
	$(BIN)/python benchmarks/world.py
	$(BIN)/python benchmarks/login.py
	$(BIN)/python benchmarks/memory.py --logins $(LOGINS)
	$(BIN)/python benchmarks/taxes.py --taxpayers $(TAXPAYERS)

load: setup-load  ## a crowd of 10 citizens for 20 s
	$(RUN) unefois load --users 10 --seconds 20

# Clients judged at a time: each waits about as long as it computes, so two a core.
JOBS ?= 4
gallery: setup  ## every wrong client, whole plan: each must fail its own duty and no other; the matrix is in matrix/
	$(RUN) unefois gallery --all --jobs $(JOBS) --out matrix

LAPS ?= 10
alarms: setup-dev node  ## clients that are right, judged whole LAPS times each: none may fail (an hour and a half; reports of alarms in alarms/)
	$(BIN)/python benchmarks/alarms.py --laps $(LAPS)

docs: setup     ## write the generated pages of docs/
	$(RUN) unefois.docs
	$(BIN)/python -P tests/facts_register.py

locks:          ## resolve the locks again (needs uv and npm)
	$(UV) pip compile pyproject.toml --group build $(LOCK_FLAGS) -o requirements.lock
	$(UV) pip compile pyproject.toml --group build --group load $(LOCK_FLAGS) -c requirements.lock -o requirements-load.lock
	$(UV) pip compile pyproject.toml --group build --group load --group test --group check $(LOCK_FLAGS) -c requirements-load.lock -o requirements-dev.lock
	$(UV) pip compile --group oracle $(LOCK_FLAGS) -o requirements-oracle.lock
	cd $(NODE) && npm install --package-lock-only --ignore-scripts --silent && node -e '$(NO_FUNDING)'
LOCK_FLAGS := --quiet --generate-hashes --universal --python-version 3.11 --no-emit-index-url --no-header --no-annotate

# npm notes where to send money beside each package: an address, which no lock of ours holds.
NO_FUNDING := const fs = require("fs"), name = "package-lock.json", lock = JSON.parse(fs.readFileSync(name)); \
  Object.values(lock.packages).forEach((one) => delete one.funding); fs.writeFileSync(name, JSON.stringify(lock, null, 2) + "\n")

clean:          ## forget everything that was made
	rm -rf $(VENV) $(ORACLE) $(NODE)/node_modules report matrix dist htmlcov .coverage* .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	find . -name '*.mo' -delete
