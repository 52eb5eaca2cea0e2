# The two commands of this project are `make run` and `make test`; the rest serves them.
PYTHON ?= python3.11
PORT ?= 8501
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run install test check bench lock clean

run: install
	@$(BIN)/python -m portfolio init --plan-if-empty
	@$(BIN)/streamlit run streamlit_app.py --server.address 127.0.0.1 --server.port $(PORT)

install: $(VENV)/.installed

# The stamp holds what was installed, so that a second run starts at once and a changed pin is not missed.
$(VENV)/.installed: pyproject.toml constraints.txt
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 was not found; say which with: make PYTHON=/path/to/python"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable ".[dev]"
	@touch $@

test: install
	@sh tests/install.sh
	@$(MAKE) --no-print-directory check
	PORTFOLIO_TEST_POSTGRESQL=required $(BIN)/python -m pytest --numprocesses 2 --dist loadfile

check: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: install
	@sh tests/install.sh
	$(BIN)/python -m benchmarks

# Take the pins anew from what is installed now.
lock: install
	$(BIN)/python -m pip freeze --exclude-editable | grep -v '@ file:' > constraints.txt

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
