# make demo       one real person in, one real report out
# make test       everything that must hold
# make coverage   the tests once more, with the lines that none reaches; takes twice as long
# make calibrate  fit the constants of the model to trials again (docs/calibration.md)
# make lock       resolve the pinned versions again

PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test coverage calibrate lock clean
.DEFAULT_GOAL := demo

.venv/.demo: requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.test: requirements-dev.lock .venv/.demo
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements-dev.lock
	@touch $@

demo: .venv/.demo
	@mkdir -p examples/out
	@$(BIN)/d3k2 assess examples/runner.toml --html examples/out/report.html || test $$? -eq 4
	@echo "The full report: examples/out/report.html"

test: .venv/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/d3k2 evidence validate
	$(BIN)/python -m pytest -n 2

coverage: .venv/.test
	$(BIN)/python -m pytest -n 2 --cov --cov-report=term

calibrate: .venv/.test
	$(BIN)/python -m d3k2.trials.calibrate

lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-annotate pyproject.toml --group build -o requirements.lock
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --no-annotate pyproject.toml --group build --group dev -o requirements-dev.lock

clean:
	rm -rf .venv examples/out
