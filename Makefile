.DEFAULT_GOAL := help
.PHONY: help demo test check conformance bench peers lock golden clean
PORT ?= 5000
PY := .venv/bin/python

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: ## environment, demonstration authority, one dossier signed and verified, then http://127.0.0.1:5000
	@scripts/environment.sh run
	@$(PY) -m webapp demo --port $(PORT)

test: ## installs what the tests need, then runs them
	@scripts/environment.sh test
	$(PY) -m pytest -n 2 -m "not conformance"

check: ## style and types
	@scripts/environment.sh test
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy

conformance: ## EU DSS, veraPDF, openssl, pdfsig and pkilint on every kind of output
	@scripts/environment.sh test
	$(PY) -m pytest -m conformance tests/conformance

bench: ## ratios against other tools, in one run
	@scripts/environment.sh test
	$(PY) -m tests.bench

peers: ## the tools that benchmarks compare with, in .cache/bench (Debian: libpango-1.0-0 libpangoft2-1.0-0)
	python3 -m venv .cache/bench
	.cache/bench/bin/python -m pip install --quiet --require-hashes -r requirements/peers.txt

lock: ## refresh the locked requirements (needs uv)
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	  pyproject.toml requirements/build.in --extra web -o requirements/run.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	  pyproject.toml requirements/build.in --extra web --extra test -c requirements/run.txt -o requirements/test.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	  requirements/peers.in -o requirements/peers.txt

golden: ## write the expected texts of the papers again (read the difference before you commit it)
	$(PY) -m pytest tests/dossier/templates --golden

clean: ## forget the environment and the demonstration's data
	rm -rf .venv var .mypy_cache .ruff_cache .pytest_cache tests/conformance/target
