# The commands of this project; `make` alone lists them. Everything they make is in .local/, which git ignores.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory
# A module is compiled once and not by each of the many processes that tests start: 3 s of a processor for each.
unexport PYTHONDONTWRITEBYTECODE

ENV := .local/env
BIN := $(ENV)/dev/bin
PYTHON := $(BIN)/python
# With the folders that a deployed function finds its code in.
RUN := PYTHONPATH=functions:layers/common:. $(PYTHON)
STEP := @sh local/step
DEV := $(ENV)/dev/made
ENVIRONMENTS := $(DEV) $(ENV)/sam/made $(ENV)/emulator/made
ASSETS := .local/made-assets
NPM_PACKAGES := node_modules/.package-lock.json
# A process per processor; neighbours stay together, since they share stacks and fixtures, until one has nothing left.
SIDE_BY_SIDE := --numprocesses auto --maxprocesses 4 --dist worksteal
# Groups of tests that `make test-quick` leaves to `make test`.
SLOW := faults bench browser template/test_permissions.py template/test_limits.py template/test_trimmed_botocore.py \
	local/test_build.py local/demo test_contributing.py test_groups.py
CODE := functions layers/common/portal layers/common/trim_botocore.py layers/common/trim_imports.py web local tools bench tests

# For the makefiles of the layer and of the web package, which SAM calls from copies elsewhere.
export UV := $(CURDIR)/.local/uv/bin/uv
export PY313 := $(CURDIR)/$(PYTHON)

LOCKS := layers/common/requirements layers/images/requirements layers/letters/requirements web/requirements requirements/uv \
	requirements/dev requirements/sam requirements/emulator requirements/node
COMPILE = $(UV) pip compile -q --universal --python-version 3.13 --generate-hashes --no-emit-index-url \
	--custom-compile-command "make lock"

help: ## This list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1|\2/' \
		| awk -F'|' '{printf "%-22s%s\n", $$1, $$2}'

# ------------------------------------------------------------------------------------------------------------- running

start: $(ENVIRONMENTS) $(ASSETS) ## Start the whole portal on this machine, or bring a running one up to date
	@$(RUN) -m local start

stop: $(DEV) ## Stop it and keep its data
	@$(RUN) -m local stop

reset: $(DEV) ## Stop it and delete its data
	@$(RUN) -m local reset

demo: $(DEV) ## Fill the running stack with a made-up town: permits and payments in every state
	@$(RUN) -m local.demo

job: $(DEV) ## Run a scheduled function now: NAME=SealAudit; without NAME, which there are
	@$(RUN) -m local job "$(NAME)"

# In AWS the tools are called directly; for the local stack `local` calls them with its names.
IN_AWS = $(if $(PROFILE),--profile "$(PROFILE)")

gazetteer: $(DEV) ## Load addresses: FILE=addresses.csv ZONES=zones.csv, in AWS also TABLE=… PROFILE=…; REMOVE=yes
	@[ -n "$(FILE)" ] && [ -n "$(ZONES)" ] || { echo "Say which files: make gazetteer FILE=addresses.csv ZONES=zones.csv" >&2; exit 1; }
	@$(RUN) -m $(if $(TABLE),tools.gazetteer --table "$(TABLE)" $(IN_AWS),local tool gazetteer) \
		"$(FILE)" "$(ZONES)" $(if $(filter yes,$(REMOVE)),--remove)

verify-audit: $(DEV) ## Is the audit trail as it was sealed? In AWS: TABLE=… BUCKET=… PROFILE=…
	@$(RUN) -m \
		$(if $(TABLE)$(BUCKET),tools.verify_audit --table "$(TABLE)" --bucket "$(BUCKET)" $(IN_AWS),local tool verify-audit)

staff-user: $(DEV) ## Give an officer their groups: EMAIL=… GROUPS=permits,payments, in AWS also POOL=… PROFILE=…
	@[ -n "$(EMAIL)" ] && [ -n "$(GROUPS)" ] || { echo "Say who and what: make staff-user EMAIL=… GROUPS=permits,payments" >&2; exit 1; }
	@$(RUN) -m $(if $(POOL),tools.staff --pool "$(POOL)" $(IN_AWS),local tool staff) \
		"$(EMAIL)" "$(GROUPS)"

passwords: $(DEV) ## Passwords that nobody may choose: FILE=list.txt, one a line; then deploy
	@[ -n "$(FILE)" ] || { echo "Say which list: make passwords FILE=list.txt" >&2; exit 1; }
	@$(RUN) -m tools.passwords "$(FILE)"

# ------------------------------------------------------------------------------------------------------------ checking

check: $(ENVIRONMENTS) ## Style, types, import arrows, template, API description
	$(STEP) "Style (ruff check)" $(BIN)/ruff check .
	$(STEP) "Layout (ruff format)" $(BIN)/ruff format --check .
	$(STEP) "Types (mypy --strict)" $(BIN)/mypy --strict $(CODE)
	$(STEP) "Import arrows (import-linter)" env PYTHONPATH=functions:layers/common:. $(BIN)/lint-imports
	$(STEP) "Forms (tools.forms)" env $(RUN) -m tools.forms
	$(STEP) "Template (cfn-lint)" $(BIN)/cfn-lint template.yaml background.yaml
	$(STEP) "Template (sam validate --lint)" env SAM_CLI_TELEMETRY=0 $(ENV)/sam/bin/sam validate --lint --region eu-west-2
	$(STEP) "Template (our own rules)" $(PYTHON) -m pytest -q tests/template \
		--ignore=tests/template/test_permissions.py --ignore=tests/template/test_trimmed_botocore.py  # those walk: `make test`
	$(STEP) "What is cited (docs/rules, docs/decisions)" $(PYTHON) -m pytest -q tests/test_citations.py
	$(STEP) "API description (docs/openapi.json, docs/api.html)" env $(RUN) docs/openapi.py --check
	$(STEP) "Tables in docs/" env $(RUN) -m docs.tables --check

test: $(ENVIRONMENTS) $(ASSETS) ## Every test but the long ones, on a local stack of its own
	@CHROMIUM=$$(sh local/find-chromium) && export CHROMIUM && \
		$(PYTHON) -m pytest $(SIDE_BY_SIDE) -m "not deep" --cov --cov-report=term:skip-covered --durations=10

test-quick: $(DEV) $(ASSETS) ## Those for while you work: no browser, no local stack, nothing slow
	@HYPOTHESIS_PROFILE=random $(PYTHON) -m pytest $(SIDE_BY_SIDE) -m "not deep and not stack and not browser and not slow" $(SLOW:%=--ignore=tests/%)

test-deep: $(ENVIRONMENTS) $(ASSETS) ## The long ones, about an hour: two faults at a time, big samples, load, Firefox
	@CHROMIUM=$$(sh local/find-chromium) && export CHROMIUM && FIREFOX=$$(sh local/find-firefox) && export FIREFOX && \
		$(PYTHON) -m pytest $(SIDE_BY_SIDE) -m deep --durations=10

firefox: $(ENVIRONMENTS) $(ASSETS) ## The main journeys and every page in Firefox, part of the long ones
	@FIREFOX=$$(sh local/find-firefox) && export FIREFOX && $(PYTHON) -m pytest tests/browser/test_in_firefox.py

spoken: $(ENVIRONMENTS) $(ASSETS) ## What a screen reader says of the main journeys, into tests/browser/spoken
	@CHROMIUM=$$(sh local/find-chromium) && export CHROMIUM && WRITE_TRANSCRIPTS=1 $(PYTHON) -m pytest -q tests/browser/test_spoken.py

# ------------------------------------------------------------------------------------------------------------ building

build: $(DEV) $(ENV)/sam/made ## What is deployed, for this machine's processor; ARCH=arm64 for AWS
	@$(RUN) -m local build $(ARCH)

bench: $(ENVIRONMENTS) $(ASSETS) ## What it costs, in one table; PARTS="cold cost" for some (bench/__main__.py)
	@$(RUN) -m bench $(PARTS)

sam-local: $(ENVIRONMENTS) ## The template for `sam local start-api` (docs/sam-local.md)
	@$(RUN) -m local sam-local

openapi: $(DEV) ## Write docs/openapi.json and docs/api.html from the operations' declarations
	@$(RUN) docs/openapi.py

docs: $(DEV) ## Write the tables in docs/ that templates and code say: events, tables, what is kept
	@$(RUN) -m docs.tables

assets: $(ASSETS) ## The pages' styles, scripts and images, in .local/assets

upload-assets: $(ASSETS) ## Put them where CloudFront finds them, before each deploy: BUCKET=… PROFILE=…
	@[ -n "$(BUCKET)" ] || { echo "Say where to: make upload-assets BUCKET=<output AssetsBucket>" >&2; exit 1; }
	@$(PYTHON) -m tools.assets .local/assets --bucket "$(BUCKET)" $(IN_AWS)

screens: $(ENVIRONMENTS) $(ASSETS) screens-written ## Pictures of the main pages, letters and emails, into docs/screens
	@CHROMIUM=$$(sh local/find-chromium) && export CHROMIUM && $(RUN) -m tests.browser.screens

screens-written: $(DEV) ## Pictures of every letter, receipt and email alone: half a minute
	@CHROMIUM=$$(sh local/find-chromium) && export CHROMIUM && $(RUN) -m tests.browser.written

lock: ## Compile every lock again from its .in file
	@sh local/find-uv >/dev/null
	@for name in $(LOCKS); do echo "  $$name.txt"; $(COMPILE) $$name.in -o $$name.txt || exit 1; done

env: $(ENVIRONMENTS) ## The Python environments for checks, SAM and the emulator

$(ENV)/%/made: requirements/%.txt local/make-env local/find-python local/find-uv requirements/uv.txt
	$(STEP) "Making the environment '$*' (requirements/$*.txt)" sh local/make-env $*

$(NPM_PACKAGES): package.json package-lock.json local/find-npm
	$(STEP) "Fetching the pages' styles (npm ci)" sh -c 'npm=$$(sh local/find-npm) && \
		PATH="$$npm:$$PATH" npm ci --ignore-scripts --no-audit --no-fund && touch $@'

$(ASSETS): $(NPM_PACKAGES) $(DEV) web/build_assets.py $(wildcard web/assets/*)
	$(STEP) "Building the pages' assets" sh -c '$(PYTHON) -m web.build_assets .local/assets && touch $@'

.PHONY: firefox passwords help start stop reset demo gazetteer staff-user check test test-quick test-deep build bench sam-local \
	openapi docs assets screens screens-written spoken lock env verify-audit job upload-assets
