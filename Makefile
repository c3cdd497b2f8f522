# Everything from a fresh clone: git, make and Python 3.11+ are enough.
#   make run     opens the program (arguments: make run ARGS="--version")
#   make test    runs all the tests (some of them: make test ARGS="tests/rules -x")
SHELL := /bin/sh
VENV := .venv
BIN := $(VENV)/bin
NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
WHOLE = import sys; assert sys.prefix != sys.base_prefix$(if $(UV),,; import pip)
PYTHON ?= $(shell for python in python3 python3.14 python3.13 python3.12 python3.11; do \
  $$python -c '$(NEW_ENOUGH)' 2>/dev/null && echo $$python && break; done)
# Asked once, and only while setting up: the daily start must not wait for it.
UV = $(eval UV := $$(shell uv --version >/dev/null 2>&1 && command -v uv))$(UV)
WORKERS ?= auto

export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: run test check prove smoke catalogue errors picture bench-anonymity bench-rota bench-handover lock wheel clean

run: $(VENV)/run.stamp
	@$(BIN)/python -m nsk_tui $(ARGS)

test: $(VENV)/dev.stamp
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup $(ARGS)

check: $(VENV)/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/python -m mypy
	$(BIN)/python tools/catalogue.py --check
	$(BIN)/python tools/errors_doc.py --check

# What a release must pass: the checks, the two commands in an empty home, all the tests.
# The fault tests at full counts, about 15 minutes; the figures go to docs/proof.md.
prove: check $(VENV)/dev.stamp
	$(BIN)/python tools/prove.py

smoke:
	.ci/smoke

catalogue: $(VENV)/dev.stamp
	$(BIN)/python tools/catalogue.py

errors: $(VENV)/dev.stamp
	$(BIN)/python tools/errors_doc.py

picture: $(VENV)/dev.stamp
	NSK_DRAW=1 $(BIN)/python -m pytest -n 0 tests/screens/test_screenshot.py

# The anonymity check on the development sets, or on any file of the same format: FILE=notes.jsonl
# The same in another manner: MANNER=small, capitals, mistyped, unlisted or unlisted-small
FILE ?= $(sort $(wildcard tests/data/anonymity/*.jsonl))

bench-anonymity: $(VENV)/dev.stamp
	@for file in $(FILE); do echo "== $$file"; $(BIN)/python tools/bench_anonymity.py "$$file" $(if $(MANNER),--manner $(MANNER)) || exit 1; echo; done

# The rota against the exact optimum of 200 rotas, and how long 60 people x 260 weeks take.
bench-rota: $(VENV)/dev.stamp
	$(BIN)/python tools/rota_optimum.py --measure

# The CPU that it takes to begin the handover of a member with 25 open matters more than the demo's.
bench-handover: $(VENV)/dev.stamp
	$(BIN)/python tools/bench_handover.py

wheel: $(VENV)/dev.stamp
	$(BIN)/python -m hatchling build -t wheel

# The lock holds hashes and no addresses, so that it serves uv and pip alike.
lock:
	uv lock --upgrade
	uv export -q --no-emit-project --no-dev --no-header --no-annotate -o requirements.lock
	uv export -q --no-emit-project --all-groups --no-header --no-annotate -o requirements-dev.lock

clean:
	rm -rf $(VENV) dist .mypy_cache .pytest_cache .ruff_cache .hypothesis

# A folder that was half made when somebody pressed Ctrl+C is made again from the start.
$(VENV)/made.stamp:
	@test -n "$(PYTHON)" && $(PYTHON) -c '$(NEW_ENOUGH)' 2>/dev/null \
	  || { echo "nsk_tui kræver Python 3.11 eller nyere / needs Python 3.11 or later."; exit 1; }
	@echo "Første gang: sætter op i $(VENV) / First time: setting up in $(VENV) ..."
	@$(BIN)/python -c '$(WHOLE)' 2>/dev/null || { $(make_venv); }
	@touch $@

$(VENV)/run.stamp: requirements.lock pyproject.toml | $(VENV)/made.stamp
	@$(call install,requirements.lock)
	@touch $@

$(VENV)/dev.stamp: requirements-dev.lock pyproject.toml | $(VENV)/made.stamp
	@$(call install,requirements-dev.lock)
	@$(install_self)
	@touch $@ $(VENV)/run.stamp

# An account without a writable home still gets its set-up; the cache then lies in .venv.
uv_cache = $(shell mkdir -p "$${UV_CACHE_DIR:-$$HOME/.cache/uv}" 2>/dev/null \
  && test -w "$${UV_CACHE_DIR:-$$HOME/.cache/uv}" || echo UV_CACHE_DIR=$(CURDIR)/$(VENV)/cache)
uv_pip = $(uv_cache) $(UV) pip install -q --python $(BIN)/python
pip = $(BIN)/python -m pip install -q
install = $(if $(UV),$(uv_pip),$(pip)) --require-hashes -r $(1)
install_self = $(if $(UV),$(uv_pip),$(pip)) --no-deps --no-build-isolation -e .

make_venv = $(if $(UV),$(uv_venv),$(plain_venv))
uv_venv = $(UV) venv -q --no-cache --clear --python "$$(command -v $(PYTHON))" $(VENV)
plain_venv = $(PYTHON) -c 'import ensurepip, venv' 2>/dev/null \
  || { echo "Mangler venv. Kør / venv is missing. Run:  sudo apt-get install -y python3-venv"; exit 1; }; \
  $(PYTHON) -m venv --clear $(VENV)
