# Everything from a fresh clone: git, make and Python 3.11+ are enough.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := $(shell command -v uv 2>/dev/null)
WORKERS ?= auto

.PHONY: run test check catalogue lock wheel clean prove

run: $(VENV)/run.stamp
	@$(BIN)/python -m nsk_tui $(ARGS)

test: $(VENV)/dev.stamp
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup $(ARGS)

check: $(VENV)/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python tools/catalogue.py --check

catalogue: $(VENV)/dev.stamp
	$(BIN)/python tools/catalogue.py

wheel: $(VENV)/dev.stamp
	$(BIN)/python -m hatchling build -t wheel

# The lock holds hashes and no addresses, so that it serves uv and pip alike.
lock:
	uv lock --upgrade
	uv export -q --no-emit-project --no-dev --no-header --no-annotate -o requirements.lock
	uv export -q --no-emit-project --all-groups --no-header --no-annotate -o requirements-dev.lock

clean:
	rm -rf $(VENV) dist .mypy_cache .pytest_cache .ruff_cache .hypothesis

$(VENV)/bin/python:
ifdef UV
	uv venv -q --python $(PYTHON) $(VENV)
else
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "nsk_tui kræver Python 3.11 eller nyere / needs Python 3.11 or later."; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null \
	  || { echo "Mangler venv. Kør / Missing venv. Run:  sudo apt-get install -y python3-venv"; exit 1; }
	$(PYTHON) -m venv $(VENV)
endif

$(VENV)/run.stamp: requirements.lock pyproject.toml | $(VENV)/bin/python
	$(call install,requirements.lock)
	@touch $@

$(VENV)/dev.stamp: requirements-dev.lock pyproject.toml | $(VENV)/bin/python
	$(call install,requirements-dev.lock)
	$(call install_self)
	@touch $@ $(VENV)/run.stamp

ifdef UV
define install
	uv pip install -q --python $(BIN)/python --require-hashes -r $(1)
endef
define install_self
	uv pip install -q --python $(BIN)/python --no-deps --no-build-isolation -e .
endef
else
define install
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r $(1)
endef
define install_self
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
endef
endif
