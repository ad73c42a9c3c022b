"""The network: a BERT encoder with five heads, written out.

Input: ids (b, t) and features (b, t, 3), see `onrecord.article.extract.encode`. Output, from one
pass: tag scores (b, t, 7), link scores (b, t, t), name scores (b, t, 14), antecedent scores
(b, t, t) and vectors (b, t, 128). Row i of a pointer matrix scores where piece i points; column 0
is [CLS]: it points nowhere.

The encoder starts from all-MiniLM-L6-v2 (Apache-2.0); the pointer heads are the bilinear scorer
of Dozat & Manning 2017 with a learned bias for the distance; tags go through a linear-chain CRF.
"""

from __future__ import annotations

import math
from pathlib import Path
from typing import NamedTuple

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from onrecord.article.extract.encode import FEATURES, PAD, WINDOW
from onrecord.article.extract.labels import NAMES, TAGS, may_follow
from onrecord.types import VECTOR_WIDTH

WIDTH, LAYERS, HEADS, INNER, VOCABULARY = 384, 6, 12, 1536, 30522
HEAD = WIDTH // HEADS
POINTER = 128
DISTANCES = 34
FORBIDDEN = -1e4


class Output(NamedTuple):
    tags: Tensor
    links: Tensor
    names: Tensor
    antecedents: Tensor
    vectors: Tensor
    hidden: tuple[Tensor, ...] = ()
    """What each layer gives out (b, t, 384)."""


def load_model(path: Path, device: str = "cpu", dropout: float = 0.1) -> StatementModel:
    """The trained model in the file `path`, as wide as it is stored."""
    state = torch.load(path, map_location=device)
    inner, heads = len(state["layers.0.up.weight"]), state["layers.0.out.weight"].shape[1] // HEAD
    model = StatementModel(dropout, inner, heads).to(device)
    model.load_state_dict(state, strict=False)
    return model


def distance_buckets(size: int = WINDOW) -> Tensor:
    """(size, size) bucket of the distance from piece i to piece j: exact when near, then by powers."""
    position = torch.arange(size)
    distance = position[None, :] - position[:, None]
    near = distance.abs().clamp(max=8)
    far = (torch.log2(distance.abs().clamp(min=8).float() / 8) * 2).floor().long().clamp(max=8)
    bucket = torch.where(distance.abs() < 8, near, 8 + far)
    return torch.where(distance < 0, bucket, bucket + DISTANCES // 2)


class Layer(nn.Module):
    """One post-norm transformer layer, as in BERT."""

    def __init__(self, dropout: float, inner: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(WIDTH, 3 * heads * HEAD)
        self.out = nn.Linear(heads * HEAD, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, inner)
        self.down = nn.Linear(inner, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        batch, size, _ = x.shape
        qkv = self.qkv(x).view(batch, size, 3, self.heads, HEAD).permute(2, 0, 3, 1, 4)
        query, key, value = qkv[0], qkv[1], qkv[2]
        scores = query @ key.transpose(-1, -2) * (1 / math.sqrt(HEAD))
        if mask is not None:
            scores = scores + mask
        attended = (scores.softmax(-1) @ value).transpose(1, 2).reshape(batch, size, -1)
        x = self.norm1(x + self.dropout(self.out(attended)))
        return self.norm2(x + self.dropout(self.down(functional.gelu(self.up(x)))))


class Pointer(nn.Module):
    """Scores from each piece to each piece; column 0 is the null target."""

    def __init__(self) -> None:
        super().__init__()
        self.query = nn.Linear(WIDTH, POINTER)
        self.key = nn.Linear(WIDTH, POINTER)
        self.near = nn.Embedding(DISTANCES, 1)
        nn.init.zeros_(self.near.weight)
        self.register_buffer("buckets", distance_buckets(), persistent=False)

    def forward(self, x: Tensor) -> Tensor:
        size = x.shape[1]
        scores = self.query(x) @ self.key(x).transpose(-1, -2) * (1 / math.sqrt(POINTER))
        bias = self.near.weight[:, 0][self.buckets]
        return scores + bias[:size, :size]


class StatementModel(nn.Module):
    """`inner` neurons feed forward and `heads` attend in each layer; `training.thin` leaves fewer of both."""

    def __init__(self, dropout: float = 0.1, inner: int = INNER, heads: int = HEADS) -> None:
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, WIDTH)
        self.positions = nn.Embedding(512, WIDTH)
        self.features = nn.ModuleList(nn.Embedding(size, WIDTH) for size in FEATURES)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout, inner, heads) for _ in range(LAYERS))
        self.tags = nn.Linear(WIDTH, len(TAGS))
        self.links = Pointer()
        self.names = nn.Linear(WIDTH, len(NAMES))
        self.antecedents = Pointer()
        self.vectors = nn.Linear(WIDTH, VECTOR_WIDTH, bias=False)
        self.transitions = nn.Parameter(torch.zeros(len(TAGS), len(TAGS)))
        self.dropout = nn.Dropout(dropout)
        nn.init.orthogonal_(self.vectors.weight)
        for table in self.features:
            nn.init.zeros_(table.weight)
        forbidden = [[0.0 if may_follow(a, b) else FORBIDDEN for b in TAGS] for a in TAGS]
        self.register_buffer("forbidden", torch.tensor(forbidden), persistent=False)

    def forward(self, ids: Tensor, features: Tensor, alone: bool = False) -> Output:
        """`alone`: one window without padding, as at run time."""
        x = self.words(ids) + self.positions.weight[: ids.shape[1]]
        for index, table in enumerate(self.features):
            x = x + table(features[..., index])
        mask = None
        if not alone:
            mask = (ids == PAD)[:, None, None, :].float() * FORBIDDEN
        x = self.dropout(self.norm(x))
        hidden = []
        for layer in self.layers:
            x = layer(x, mask)
            hidden.append(x)
        x = self.dropout(x)
        return Output(
            self.tags(x), self.links(x), self.names(x), self.antecedents(x), self.vectors(x), tuple(hidden)
        )

    def load_base(self, folder: Path) -> None:
        """Take the encoder's weights from a BERT checkpoint in safetensors."""
        w = load_file(str(folder / "model.safetensors"))
        e = "embeddings."
        types = w[e + "token_type_embeddings.weight"][0]
        state = {
            "words.weight": w[e + "word_embeddings.weight"],
            "positions.weight": w[e + "position_embeddings.weight"] + types,
            "norm.weight": w[e + "LayerNorm.weight"],
            "norm.bias": w[e + "LayerNorm.bias"],
        }
        for n in range(LAYERS):
            b, a = f"encoder.layer.{n}.", f"encoder.layer.{n}.attention."
            for kind in ("weight", "bias"):
                parts = [w[f"{a}self.{part}.{kind}"] for part in ("query", "key", "value")]
                state[f"layers.{n}.qkv.{kind}"] = torch.cat(parts)
                state[f"layers.{n}.out.{kind}"] = w[f"{a}output.dense.{kind}"]
                state[f"layers.{n}.norm1.{kind}"] = w[f"{a}output.LayerNorm.{kind}"]
                state[f"layers.{n}.up.{kind}"] = w[f"{b}intermediate.dense.{kind}"]
                state[f"layers.{n}.down.{kind}"] = w[f"{b}output.dense.{kind}"]
                state[f"layers.{n}.norm2.{kind}"] = w[f"{b}output.LayerNorm.{kind}"]
        missing, unexpected = self.load_state_dict(state, strict=False)
        heads = ("tags", "links", "names", "antecedents", "vectors", "transitions", "features")
        if unexpected or any(not name.startswith(heads) for name in missing):
            raise ValueError(f"the base model lacks {missing} or has {unexpected}")

    def chain_loss(self, scores: Tensor, tags: Tensor, lengths: Tensor) -> Tensor:
        """Negative log likelihood of the tag sequences, summed; (b, t, 7), (b, t), (b,)."""
        moves = self.transitions + self.forbidden
        size = scores.shape[1]
        valid = torch.arange(size, device=scores.device)[None, :] < lengths[:, None]
        gold = scores.gather(-1, tags[..., None])[..., 0] * valid
        steps = moves[tags[:, :-1], tags[:, 1:]] * valid[:, 1:]
        alpha = scores[:, 0]
        for t in range(1, size):
            step = torch.logsumexp(alpha[:, :, None] + moves, dim=1) + scores[:, t]
            alpha = torch.where(valid[:, t, None], step, alpha)
        return (torch.logsumexp(alpha, dim=-1) - gold.sum(1) - steps.sum(1)).sum()
