"""The mean of two trained models' weights.

    python -m training.average RUN1 RUN2 --out RUN

Two cycles of training from one another's weights lie in one valley, and the mean of both often does
better than either (Wortsman et al., Model soups, ICML 2022).
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch


def main() -> None:
    parser = argparse.ArgumentParser(description="The mean of two trained models' weights.")
    parser.add_argument("runs", type=Path, nargs=2, help="folders with a model.pt")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    first, second = (torch.load(run / "model.pt", map_location="cpu") for run in options.runs)
    options.out.mkdir(parents=True, exist_ok=True)
    mean = {
        name: (weight + second[name]) / 2 if weight.is_floating_point() else second[name]
        for name, weight in first.items()
    }
    torch.save(mean, options.out / "model.pt")


if __name__ == "__main__":
    main()
