# auditscap: make help says what there is.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

BIN := .venv/bin
PRODUCT ?=
ONLY = $(if $(PRODUCT),--product $(PRODUCT))

.PHONY: help
help: ## Show the targets
	@echo 'auditscap: Linux audit controls in YAML become SCAP data streams'
	@echo
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' $(MAKEFILE_LIST) | \
		while IFS='|' read -r target text; do printf '%-21s %s\n' "$$target" "$$text"; done
	@echo
	@echo '  PRODUCT=debian12       only this product (datastream, scan)'
	@echo '  JOBS=2                 how many tests run at once (test)'
	@echo '  WORLDS=1000 OSCAP=200 SEED=1  how many worlds, how many through oscap, which (laws)'
	@echo '  RUNS=3 CONTROLS="1 10 100"  how often, and how many controls (growth, workload)'
	@echo '  GUEST=debian12 SCENARIO=fresh SHORT=1  which machines, which scenarios, the short form (test-vm)'
	@echo '  AUDITSCAP_NO_SYSTEM=1  install no system packages, name the missing ones'

# Set-up happens once, and again when what it depends on changes.
.venv/.build: pyproject.toml scripts/setup.sh
	@scripts/setup.sh build
	@touch $@

.venv/.develop: pyproject.toml scripts/setup.sh
	@scripts/setup.sh develop
	@touch $@ .venv/.build

.venv/.vm: pyproject.toml scripts/setup.sh
	@scripts/setup.sh vm
	@touch $@ .venv/.develop .venv/.build

LOCKS := $(addprefix tests/consumers/,requirements.txt package.json package-lock.json)

.venv/.consumers: pyproject.toml scripts/setup.sh $(LOCKS)
	@scripts/setup.sh consumers
	@touch $@ .venv/.develop .venv/.build

.PHONY: datastream
datastream: .venv/.build ## Build and validate the data streams into build/PRODUCT/
	@$(BIN)/auditscap build $(ONLY)

.PHONY: release
release: .venv/.build ## Build all and pack archives with checksums into build/release/ (RECORD=1: list the ids)
	@$(BIN)/auditscap release $(if $(RECORD),--record)

.PHONY: scan
scan: .venv/.build ## Build, scan this machine, show rule, result and reason
	@$(BIN)/auditscap scan $(ONLY)

# How many tests run at once; auto is the number of processors.
JOBS ?= auto

.PHONY: test
test: .venv/.develop ## Run all tests (AUDITSCAP_KERNEL_TESTS=1: those that load audit rules too)
	$(BIN)/pytest -n $(JOBS) --durations=20

.PHONY: test-vm
test-vm: .venv/.vm ## Scan and mend real machines under emulation: Debian 12 and 13, aarch64
	AUDITSCAP_VM=1 AUDITSCAP_VM_GUESTS='$(GUEST)' AUDITSCAP_VM_SCENARIOS='$(SCENARIO)' \
		AUDITSCAP_VM_SHORT='$(SHORT)' $(BIN)/pytest -m vm -s tests/vm

.PHONY: test-consumers
test-consumers: .venv/.consumers ## Give results to the programs that read them (openscap-report, OSCAL, Heimdall, ...)
	AUDITSCAP_CONSUMERS=.venv-consumers $(BIN)/pytest -m consumers tests/consumers

WORLDS ?= 1000
OSCAP ?= 200
SEED ?= 1

.PHONY: laws
laws: .venv/.develop ## Random worlds: Python, three awks, oscap and the running kernel must agree
	$(BIN)/python -m tests.laws --worlds $(WORLDS) --oscap $(OSCAP) --seed $(SEED)

RUNS ?= 3
CONTROLS ?= 1 10 100

.PHONY: growth
growth: .venv/.develop ## Measure what builds cost, by product and by number of controls
	$(BIN)/python -m tests.growth --runs $(RUNS) --controls $(CONTROLS)

.PHONY: bench
bench: .venv/.develop ## Measure stages and whole builds; draw docs/growth.svg
	$(BIN)/pytest -o addopts='--strict-markers --import-mode=importlib' -m bench tests/bench
	$(BIN)/python -m tests.growth --runs $(RUNS) --controls $(CONTROLS) --plot docs/growth.svg

.PHONY: workload
workload: .venv/.develop ## Measure what work costs with and without the rules (loads them for a while)
	AUDITSCAP_KERNEL_TESTS=1 $(BIN)/python -m tests.growth.workload --runs $(RUNS)

# The scripts of products differ in data alone: two of them have all there is. LINTED='*' takes all.
# Playbooks and roles of one profile have the tasks of all; ansible-lint takes minutes for each.
LINTED ?= debian12 sles15
PLAYED ?= cis_level2_server

.PHONY: check
check: .venv/.develop ## Run the linters and the type checker, also on what is generated
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/auditscap build
	shellcheck scripts/*.sh $(foreach one,$(LINTED),build/$(one)/*.sh build/$(one)/roles/*/files/*.sh)
	$(BIN)/ansible-lint --offline --strict --profile production \
		build/debian12/fix-$(PLAYED).yml build/debian12/roles/*_$(PLAYED) deploy/fleet/scan.yml

.PHONY: golden
golden: .venv/.develop ## Rewrite golden files and made pages after a change that was meant
	$(BIN)/auditscap pages
	AUDITSCAP_GOLDEN=1 $(BIN)/pytest -q -m 'not kernel'

.PHONY: clean
clean: ## Remove what was built, and the caches; keep .venv
	rm -rf build/*/ build/.cache .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find generator tests -name __pycache__ -type d -prune -exec rm -rf {} +
