# One word per need; each sets up what it needs in .venv.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: setup demo test check bench evaluate train docs clean

setup: $(READY)

$(READY): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check -e '.[dev,docs]'
	touch $@

demo: $(READY)  ## the record of the sample articles, and record.html to open or mail
	PATH="$(CURDIR)/$(BIN):$$PATH" sh examples/demo.sh

test: $(READY) check  ## everything, in one go
	$(BIN)/python -m pytest

check: $(READY)  ## style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(READY)
	$(BIN)/python -m benchmarks

evaluate: $(READY)  ## our figures on the corpora beside ../shared
	$(BIN)/python -m evaluation

RUNS := training/cache
TRAIN := $(BIN)/python -m training.train --corpora ../shared/corpora
train: $(READY)  ## train the statement model anew (hours on a laptop)
	$(BIN)/pip install --quiet '.[train]'
	$(TRAIN) --out $(RUNS)/first
	$(TRAIN) --init $(RUNS)/first/model.pt --epochs 5 --steps 1600 --rate 2.5e-4 --head-rate 6e-4 --seed 20212 \
	    --out $(RUNS)/second
	$(TRAIN) --init $(RUNS)/second/model.pt --steps 760 --rate 2e-4 --head-rate 5e-4 --seed 20213 --out $(RUNS)/third
	$(BIN)/python -m training.average $(RUNS)/first $(RUNS)/second --out $(RUNS)/names
	$(BIN)/python -m training.average $(RUNS)/first $(RUNS)/second $(RUNS)/third --shares 2 4 4 --out $(RUNS)/statements
	$(BIN)/python -m training.thin --corpora ../shared/corpora --run $(RUNS)/statements --inner 768 --heads 8 \
	    --out $(RUNS)/thin
	$(TRAIN) --init $(RUNS)/thin/model.pt --teachers $(RUNS)/statements/model.pt $(RUNS)/names/model.pt \
	    --epochs 3 --steps 1000 --rate 2e-4 --head-rate 4e-4 --mention-share 0.8 --dropout 0.05 --out $(RUNS)/pupil
	$(TRAIN) --init $(RUNS)/pupil/model.pt --teachers $(RUNS)/statements/model.pt $(RUNS)/names/model.pt --epochs 2 \
	    --steps 270 --rate 1.5e-4 --head-rate 3e-4 --mention-share 0.9 --variety 0.4 --seed 20216 --out $(RUNS)/further
	$(BIN)/python -m training.average $(RUNS)/pupil $(RUNS)/further --shares 7 3 --out $(RUNS)/both
	$(TRAIN) --init $(RUNS)/both/model.pt --teachers $(RUNS)/both/model.pt --epochs 2 --statement-share 0.4 \
	    --mention-share 0.3 --times-written 2 --rate 1.5e-4 --head-rate 4e-4 --variety 0.4 --seed 77 --out $(RUNS)/world
	$(TRAIN) --init $(RUNS)/world/model.pt --teachers $(RUNS)/both/model.pt --epochs 2 --statement-share 0.4 \
	    --mention-share 0.3 --times-written 2 --rate 1.2e-4 --head-rate 3e-4 --variety 0.4 --seed 88 --out $(RUNS)/wider
	$(BIN)/python -m training.average $(RUNS)/both $(RUNS)/world $(RUNS)/wider --shares 2 4 4 --out $(RUNS)/shipped
	$(BIN)/python -m training.export --run $(RUNS)/shipped --out onrecord/article/extract/model.onnx
	$(BIN)/python -m training.calibrate --corpora ../shared/corpora
	$(BIN)/python -m training.matching ../shared/corpora

docs: $(READY)  ## these pages as a site, in site/
	$(BIN)/python docs/reference.py --check
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict
	$(BIN)/python docs/offline.py site

clean:
	rm -rf $(VENV) build dist site
