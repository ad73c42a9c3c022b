"""The mean of several trained models' weights.

    python -m training.average RUN … --out RUN

Cycles of training from one another's weights lie in one valley, and their mean often does better
than each (Wortsman et al., Model soups, ICML 2022).
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch


def main() -> None:
    parser = argparse.ArgumentParser(description="The mean of several trained models' weights.")
    parser.add_argument("runs", type=Path, nargs="+", help="folders with a model.pt")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    models = [torch.load(run / "model.pt", map_location="cpu") for run in options.runs]
    options.out.mkdir(parents=True, exist_ok=True)
    mean = {
        name: sum(model[name] for model in models) / len(models) if weight.is_floating_point() else weight
        for name, weight in models[-1].items()
    }
    torch.save(mean, options.out / "model.pt")


if __name__ == "__main__":
    main()
