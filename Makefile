# The commands of this project; `make` alone lists them. Everything they make is in .local/, which git ignores.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

ENV := .local/env
PYTHON := $(ENV)/dev/bin/python
STEP := @sh local/step

# For the makefiles of the layer and of the web package, which SAM calls from copies elsewhere.
export UV := $(CURDIR)/.local/uv/bin/uv
export PY313 := $(CURDIR)/$(PYTHON)

LOCKS := layers/common/requirements requirements/uv requirements/dev requirements/sam requirements/emulator
COMPILE = $(UV) pip compile -q --universal --python-version 3.13 --generate-hashes --no-emit-index-url \
	--custom-compile-command "make lock"

help: ## This list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 22

env: $(ENV)/dev/made $(ENV)/sam/made $(ENV)/emulator/made ## Python environments for checks, SAM and the emulator

$(ENV)/%/made: requirements/%.txt local/make-env local/find-python local/find-uv requirements/uv.txt
	$(STEP) "Making the environment '$*' (requirements/$*.txt)" sh local/make-env $*

lock: ## Compile every lock again from its .in file
	@sh local/find-uv >/dev/null
	@for name in $(LOCKS); do echo "  $$name.txt"; $(COMPILE) $$name.in -o $$name.txt || exit 1; done

.PHONY: help env lock
