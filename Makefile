# The commands of the project, in one place. Each brings what it needs first (see `make setup`).
# Works with GNU make 3.81 (macOS) and newer, in any folder. More words for a command: ARGS=...
#   make run ARGS="--lang ru"      make test ARGS="-k curtain"

PYTHON_HERE = .tools/venv/bin/python
ARGS =

.DEFAULT_GOAL := help
.PHONY: help setup setup-browser run smoke test bench lint check-generated coverage clean

help:
	@sh host_tools/setup/help.sh

setup:
	@sh host_tools/setup/setup.sh

setup-browser:
	@sh host_tools/setup/setup.sh browser

run: setup
	@$(PYTHON_HERE) -m host_tools run $(ARGS)

smoke: setup
	@$(PYTHON_HERE) -m host_tools smoke $(ARGS)

bench: setup
	@$(PYTHON_HERE) -m host_tools bench $(ARGS)

test: lint
	@$(PYTHON_HERE) -m pytest $(ARGS)

lint: setup
	@$(PYTHON_HERE) -m ruff check --quiet .
	@$(PYTHON_HERE) -m ruff format --check --quiet .

check-generated: setup
	@$(PYTHON_HERE) -m host_tools generate --check

coverage: setup
	@mkdir -p build
	@$(PYTHON_HERE) -m coverage run -m pytest -q --engine cpy tests/pure $(ARGS)
	@$(PYTHON_HERE) -m coverage report

clean:
	rm -rf build .pytest_cache .ruff_cache
	find . -path ./.tools -prune -o -name __pycache__ -type d -exec rm -rf {} +
