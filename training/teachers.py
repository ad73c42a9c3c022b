"""Learning from trained models: what they say of every piece of a window is the target, beside the gold.

Two teachers, since one may read statements better and another names. The first gives tags and links
(the scores themselves, as a chain is laid over them, and where pieces point) and what goes from layer
to layer (Romero et al., FitNets, 2015; Hinton et al., 2015); the second names, antecedents and vectors.
A pupil starts from the first one's weights (`training.thin`), so that layers can be compared as they are.
One model may be both, the pupil's own beginning too: what it knows is kept while it learns forms that it
did not know (Li and Hoiem, Learning without Forgetting, 2016); there only the gold tells of statements, and of names where
they are listed.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional

from onrecord.article.extract.encode import PAD
from training.model import FORBIDDEN, Output, load_model

WEIGHTS = {
    "as_tags": 0.5,
    "as_links": 0.6,
    "as_layers": 2.0,
    "as_names": 0.7,
    "as_antecedents": 0.3,
    "as_vectors": 0.5,
}


class Teachers:
    def __init__(self, statements: Path, names: Path, device: str) -> None:
        self.statements = load_model(statements, device).eval()
        self.names = self.statements if names == statements else load_model(names, device).eval()

    def losses(
        self, pupil: Output, ids: Tensor, features: Tensor, new: Tensor, listed: Tensor
    ) -> dict[str, tuple[Tensor, float]]:
        """Per head the summed difference from the teachers, and the number of pieces summed over.

        `new` (rows,) is true for windows whose statements the first teacher is not asked about, `listed`
        (rows,) for those of whose names the second is not.
        """
        with torch.no_grad():
            first = self.statements(ids, features)
            second = first if self.names is self.statements else self.names(ids, features)
        real = ids != PAD
        known = real & ~new[:, None]
        unlisted = real & ~listed[:, None]
        hidden = ~real[:, None, :]
        later = hidden | torch.ones(ids.shape[1:] * 2, dtype=torch.bool, device=ids.device).triu(0)[None]
        later[:, 0, 0] = False  # no row without a target
        layers = sum(
            ((own - other)[known] ** 2).sum() / (other[real] ** 2).mean() / other.shape[-1]
            for own, other in zip(pupil.hidden, first.hidden, strict=True)
        )
        vectors = functional.cosine_similarity(pupil.vectors[real], second.vectors[real], dim=-1)
        result = {
            "as_tags": ((pupil.tags - first.tags)[known] ** 2).sum() / pupil.tags.shape[-1],
            "as_links": _divergence(pupil.links, first.links, hidden)[known].sum(),
            "as_layers": layers / len(pupil.hidden),
            "as_names": _divergence(pupil.names, second.names)[unlisted].sum(),
            "as_antecedents": _divergence(pupil.antecedents, second.antecedents, later)[real].sum(),
            "as_vectors": (1 - vectors).sum(),
        }
        counts = {name: float(real.sum()) for name in result}
        counts |= {name: float(known.sum()) for name in ("as_tags", "as_links", "as_layers")}
        counts["as_names"] = float(unlisted.sum())
        return {name: (loss, counts[name]) for name, loss in result.items() if counts[name]}


def teachers(paths: Sequence[Path] | None, device: str) -> Teachers | None:
    return Teachers(paths[0], paths[-1], device) if paths else None


def _divergence(own: Tensor, other: Tensor, masked: Tensor | None = None) -> Tensor:
    """Kullback-Leibler divergence of the rows' distributions (…, n)."""
    if masked is not None:
        own, other = own.masked_fill(masked, FORBIDDEN), other.masked_fill(masked, FORBIDDEN)
    own, other = own.float().log_softmax(-1), other.float().log_softmax(-1)
    return (other.exp() * (other - own)).sum(-1)
