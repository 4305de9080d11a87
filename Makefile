PORT ?= 8000
BENCH ?=
LIGHTHOUSE ?=
# What `make test` runs: two workers, each taking whole files, so that a file's fixtures are made once.
PYTEST ?= -n 2 --dist loadfile
PY := .venv/bin/python

.DEFAULT_GOAL := help
.PHONY: help serve test faults lint audit screenshots lighthouse bench clean

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /make \1\t/p' $(MAKEFILE_LIST) | expand -t 20

serve: ## site, forms and mailbox on one address; PORT=8000
	@scripts/setup.sh leaflets
	@exec $(PY) -m sportello.serving --port $(PORT)

test: ## everything: tests, linters, types, import contracts, links
	@scripts/setup.sh dev bench
	@scripts/print.sh
	@CHROMIUM=$$(scripts/browser.sh) && export CHROMIUM && exec $(PY) -m pytest $(PYTEST)

faults: ## the fault campaign in its long form; writes FAULTS.md
	@scripts/setup.sh dev
	@SPORTELLO_FAULTS=long SPORTELLO_FAULTS_TABLE=FAULTS.md $(PY) -m pytest $(PYTEST) tests/faults

lint: ## only linters, types and import contracts
	@scripts/setup.sh dev
	@exec $(PY) -m pytest tests/checks

audit: ## asks pypi.org which of the pinned packages have known weaknesses; needs a network and uv
	@scripts/audit.sh

screenshots: ## pictures of the main pages, into var/screenshots
	@scripts/setup.sh dev
	@CHROMIUM=$$(scripts/browser.sh) && export CHROMIUM && exec $(PY) -m tests.e2e.screenshots var/screenshots

lighthouse: ## Lighthouse's scores of each kind of page, a quarter of an hour; LIGHTHOUSE="--only home" for one
	@scripts/setup.sh dev
	@scripts/lighthouse.sh
	@CHROMIUM=$$(scripts/browser.sh) && export CHROMIUM && exec $(PY) -m tests.lighthouse $(LIGHTHOUSE)

bench: ## the benchmark's table; BENCH=--large adds 1,000 pages × 9 languages
	@scripts/setup.sh dev bench
	@exec $(PY) -m bench $(BENCH)

clean: ## removes .venv, var and what tools and builds left
	rm -rf .venv .cache var dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find site -mindepth 1 ! -name .gitignore -delete
