"""The mean of several trained models' weights.

    python -m training.average RUN … --out RUN [--shares 2 4 4]

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
    parser.add_argument("--shares", type=float, nargs="+", help="of each run; equal if not given")
    options = parser.parse_args()
    shares = options.shares or [1.0] * len(options.runs)
    models = [torch.load(run / "model.pt", map_location="cpu") for run in options.runs]
    options.out.mkdir(parents=True, exist_ok=True)
    mean = {
        name: sum(s * model[name] for s, model in zip(shares, models, strict=True)) / sum(shares)
        if weight.is_floating_point()
        else weight
        for name, weight in models[-1].items()
    }
    torch.save(mean, options.out / "model.pt")


if __name__ == "__main__":
    main()
