"""Make a trained model's layers narrower: the neurons and heads of attention that matter least go.

    python -m training.thin --corpora ../shared/corpora --run RUN --inner 768 --heads 9 --out THIN

What a part matters is the squared first-order change of the loss without it, summed over windows
(Molchanov et al., CVPR 2019). What the parts that stay cannot say of those that go is settled by least
squares: the weights behind them are fitted anew to give the layer's old output on the same windows.
`training.train --init THIN/model.pt --teachers …` then heals what is left.
"""

from __future__ import annotations

import argparse
import random
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.model import HEAD, StatementModel, load_model
from training.train import WEIGHTS, Unit, batches, epoch, load, losses

RIDGE = 1e-4
"""Of the mean squared activation: keeps the least squares from leaning on neurons that hardly fire."""


@dataclass
class Seen:
    """What went into a linear layer of n inputs: how much each input matters (n,), products (n + 1, n + 1)."""

    matters: Tensor
    products: Tensor


def measured(model: StatementModel, plan: list[list[Unit]]) -> dict[str, Seen]:
    """What went into the layers' `down` (the neurons) and `out` (the heads), by name."""
    seen, kept = {}, {}
    for name, part in model.named_modules():
        if isinstance(part, nn.Linear) and name.endswith((".down", ".out")):
            size = part.in_features
            seen[name] = Seen(torch.zeros(size), torch.zeros(size + 1, size + 1, dtype=torch.float64))

            def keep(_: nn.Module, inputs: tuple[Tensor], name: str = name) -> None:
                inputs[0].retain_grad()
                kept[name] = inputs[0]

            part.register_forward_pre_hook(keep)
    for done, units in enumerate(plan):
        parts = losses(model, units, "cpu")
        model.zero_grad()
        total = sum((WEIGHTS[name] * loss / count for name, (loss, count) in parts.items()), torch.zeros(()))
        total.backward()  # type: ignore[no-untyped-call]
        for name, active in kept.items():
            assert active.grad is not None
            change = (active * active.grad).detach().sum(1)
            if name.endswith(".out"):  # a head goes as a whole
                change = change.view(len(change), -1, HEAD).sum(-1).repeat_interleave(HEAD, -1)
            seen[name].matters += (change**2).sum(0)
            rows = functional.pad(active.detach().flatten(0, 1), (0, 1), value=1.0)
            seen[name].products += (rows.T @ rows).double()
        print(f"{done + 1}/{len(plan)}", flush=True)
    return seen


def thinned(model: StatementModel, inner: int, heads: int, seen: dict[str, Seen]) -> dict[str, Tensor]:
    """The weights with `inner` neurons and `heads` heads in each layer."""
    state = {name: weight.clone() for name, weight in model.state_dict().items()}
    for name, one in seen.items():
        layer, part = name.rsplit(".", 1)
        number = inner if part == "down" else heads * HEAD
        stay = one.matters.topk(number).indices.sort().values
        print(f"{name}: {one.matters[stay].sum() / one.matters.sum():.1%} of what matters stays", flush=True)
        known = torch.cat([stay, torch.tensor([len(one.matters)])])
        old = torch.cat([state[name + ".weight"].T, state[name + ".bias"][None]]).double()
        own = one.products[known][:, known]
        own = own + RIDGE * own.diagonal().mean() * torch.eye(len(known), dtype=torch.float64)
        new = torch.linalg.solve(own, one.products[known] @ old).float()
        state[name + ".weight"], state[name + ".bias"] = new[:-1].T.contiguous(), new[-1]
        before = f"{layer}.up" if part == "down" else f"{layer}.qkv"
        rows = stay if part == "down" else torch.cat([stay + n * len(one.matters) for n in range(3)])
        for kind in (".weight", ".bias"):
            state[before + kind] = state[before + kind][rows]
    return state


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--inner", type=int, required=True, help="neurons to stay in each layer")
    parser.add_argument("--heads", type=int, required=True, help="heads to stay in each layer")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--batches", type=int, default=24, help="of 16 windows, to measure on")
    options = parser.parse_args()
    model = load_model(options.run / "model.pt").eval()
    units = epoch(load(options.corpora), 0, 0.6, 0.4, 20211)
    plan = batches(units, 16, random.Random(20211))[: options.batches]
    options.out.mkdir(parents=True, exist_ok=True)
    seen = measured(model, plan)
    torch.save(thinned(model, options.inner, options.heads, seen), options.out / "model.pt")


if __name__ == "__main__":
    main()
