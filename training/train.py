"""Train the statement model: all heads, one run, top to bottom.

    python -m training.train --corpora ../shared/corpora [--base BASE] [--init MODEL] [--out RUN] [--epochs 4]

`BASE` is a folder with `model.safetensors` of all-MiniLM-L6-v2 (see `training.base`); `MODEL` is the
`model.pt` of an earlier cycle to train on from, and `--teachers` are trained models to learn from beside
the gold (`training.teachers`). `--variety` is the part of the articles read in a variation
(`training.variety`) or with made-up paragraphs between (`training.made_up`). `RUN` receives
`checkpoint.pt` every few minutes and `model.pt` at the end; started again with the same `RUN`,
the script goes on from the checkpoint. Seeded; on CPU each process computes on one thread and
gradients are averaged over processes, on a GPU one process is enough (`--device cuda`).
"""

from __future__ import annotations

import argparse
import os
import random
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
import torch.distributed as dist
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from onrecord.article.extract.encode import PAD, WINDOW, load_tokenizer, model_input, windows
from onrecord.article.extract.labels import NAMES
from training import corpora, named, teachers, who
from training.base import fetch
from training.corpora import NO_LOSS, Example
from training.made_up import enriched
from training.model import StatementModel, load_model
from training.polnear import AnnotatedArticle
from training.teachers import Teachers
from training.variety import name_words, varied
from training.written import written

WEIGHTS = {"tags": 1.0, "links": 0.6, "names": 1.0, "antecedents": 0.3, "vectors": 0.3} | teachers.WEIGHTS
TEMPERATURE = 0.05
TOKENIZER = Path(__file__).parent.parent / "onrecord" / "article" / "extract" / "tokenizer.json"
CACHE = Path(__file__).parent / "cache"
SPEECH_LIKE = ("GUM_conversation", "GUM_vlog")


@dataclass(frozen=True, slots=True)
class Piece:
    """One window of an example: pieces `start` to `end`."""

    example: Example
    start: int
    end: int


Unit = tuple[Piece, ...]  # windows that must share a batch: one, or two translations of a passage


# ----------------------------------------------------------------------------- the diet


@dataclass(frozen=True, slots=True)
class Corpora:
    statements: Sequence[tuple[AnnotatedArticle, Example]]
    written: Sequence[AnnotatedArticle]
    mentions: Sequence[Example]
    names: Sequence[Example]
    translations: Sequence[tuple[Example, ...]]
    person_words: frozenset[str]


def load(folder: Path, limit: int | None = None) -> Corpora:
    tokenizer = load_tokenizer(TOKENIZER)
    size = WINDOW - 2
    statements = [(a, e) for a, e in corpora.statements(folder, tokenizer) if not a.held_out][:limit]
    return Corpora(
        statements,
        list(written())[:limit],
        [e for name, e in corpora.mentions(folder, tokenizer, "train") if not name.startswith(SPEECH_LIKE)][
            :limit
        ],
        [e for split in ("train", "dev") for e in corpora.names(folder, tokenizer, split)][:limit],
        [
            e
            for d in corpora.translations(folder)[:limit]
            for e in corpora.translation_examples(d, tokenizer, size)
        ],
        name_words([a for a, _ in statements]),
    )


def epoch(
    data: Corpora,
    number: int,
    shares: tuple[float, float],
    times_written: int,
    variety: float,
    seed: int,
) -> list[Unit]:
    """The units of one epoch. Cuts between windows shift from epoch to epoch, and what is varied changes.

    `shares` are the parts of PolNeAR's articles and of the mention corpora's windows that are seen;
    the articles written for training are seen `times_written` times.
    """
    statement_share, mention_share = shares
    rng = random.Random(f"{seed}/{number}")
    tokenizer = load_tokenizer(TOKENIZER)

    def cut(examples: Iterable[Example]) -> Iterator[Unit]:
        for example in examples:
            first = rng.randint(WINDOW // 3, WINDOW - 2)
            for start, end in windows(example.encoded, overlap=0, first=first):
                yield (Piece(example, start, end),)

    units = list(
        cut(
            _elsewhere(article, example, rng, data, tokenizer, variety)
            for article, example in data.statements
            if rng.random() < statement_share
        )
    )
    for _ in range(times_written):
        units += cut(
            _new(_set_elsewhere(article, rng, data, variety), article, tokenizer) for article in data.written
        )
    units += [unit for unit in cut(data.mentions) if rng.random() < mention_share]
    units += [unit for unit in cut(data.names) if rng.random() < mention_share]
    for versions in data.translations:
        pair = rng.sample(versions, 2)
        units.append(tuple(Piece(example, 0, len(example.encoded)) for example in pair))
    rng.shuffle(units)
    return units


def _new(one: AnnotatedArticle, article: AnnotatedArticle, tokenizer: Tokenizer) -> Example:
    """An article of ours, set anew or as it is: of its statements and names the lists tell, not the teachers."""
    example = corpora.statement_example(one, tokenizer)
    names = named.targets(example.encoded, one.names)
    if one is not article or not one.sources:
        return replace(example, names=names, new=True)
    earlier, mentioned = who.anchored(example.encoded, one.sources, one.names)
    return replace(example, names=names, antecedents=earlier, mentioned=mentioned, new=True)


def _elsewhere(
    article: AnnotatedArticle,
    example: Example,
    rng: random.Random,
    data: Corpora,
    tokenizer: Tokenizer,
    share: float,
) -> Example:
    """The article as it is, or set by another newsroom, or with made-up paragraphs between its own."""
    other = _set_elsewhere(article, rng, data, share)
    other = enriched(other, rng) if rng.random() < share else other
    return example if other is article else corpora.statement_example(other, tokenizer)


def _set_elsewhere(
    article: AnnotatedArticle, rng: random.Random, data: Corpora, share: float
) -> AnnotatedArticle:
    """The article as it is, or set by another newsroom."""
    return varied(article, rng, data.person_words) if rng.random() < share else article


def batches(units: list[Unit], size: int, rng: random.Random) -> list[list[Unit]]:
    """Batches of windows of like length, in random order."""
    result = []
    for first in range(0, len(units), size * 24):
        chunk = sorted(units[first : first + size * 24], key=lambda u: max(p.end - p.start for p in u))
        batch: list[Unit] = []
        for unit in chunk:
            if sum(map(len, batch)) + len(unit) > size:
                result.append(batch)
                batch = []
            batch.append(unit)
        result.append(batch)
    rng.shuffle(result)
    return result


# ----------------------------------------------------------------------------- loss


def losses(
    model: StatementModel, units: Sequence[Unit], device: str, taught: Teachers | None = None
) -> dict[str, tuple[Tensor, float]]:
    """Per head the summed loss and the number of decisions that it was summed over."""
    pieces = [piece for unit in units for piece in unit]
    length = max(p.end - p.start for p in pieces) + 2
    ids = torch.full((len(pieces), length), PAD)
    features = torch.zeros((len(pieces), length, 3), dtype=torch.long)
    for row, p in enumerate(pieces):
        window_ids, window_features = model_input(p.example.encoded, p.start, p.end)
        ids[row, : len(window_ids)] = torch.from_numpy(window_ids)
        features[row, : len(window_ids)] = torch.from_numpy(window_features)
    output = model(ids.to(device), features.to(device))
    padded = (ids == PAD)[:, None, :].to(device)
    new = torch.tensor([p.example.new for p in pieces], device=device)
    listed = torch.tensor([p.example.new and p.example.names is not None for p in pieces], device=device)
    result = taught.losses(output, ids.to(device), features.to(device), new, listed) if taught else {}

    rows = [row for row, p in enumerate(pieces) if p.example.tags is not None]
    if rows:
        tags = torch.zeros((len(rows), length), dtype=torch.long)
        lengths = torch.tensor([pieces[row].end - pieces[row].start for row in rows])
        queries, targets, weights = [], [], []
        for place, row in enumerate(rows):
            p = pieces[row]
            assert p.example.tags is not None and p.example.links is not None
            tags[place, : p.end - p.start] = torch.from_numpy(p.example.tags[p.start : p.end])
            link = p.example.links[p.start : p.end]
            inside = (link >= p.start) & (link < p.end)
            target = np.where(inside, link - p.start + 1, 0)
            queries.append(np.stack([np.full(len(link), row), np.arange(1, len(link) + 1)]))
            targets.append(target)
            weights.append(np.where(link == NO_LOSS, 0.03, 1.0))
        scores = output.tags[rows].float()[:, 1:]  # without [CLS]
        chain = model.chain_loss(scores, tags[:, :-1].to(device), lengths.to(device))
        result["tags"] = chain, float(lengths.sum())
        where = torch.from_numpy(np.concatenate(queries, 1)).to(device)
        gold = torch.from_numpy(np.concatenate(targets)).to(device)
        weight = torch.from_numpy(np.concatenate(weights)).float().to(device)
        links = output.links.float().masked_fill(padded, -1e4)[where[0], where[1]]
        loss = functional.cross_entropy(links, gold, reduction="none")
        result["links"] = (loss * weight).sum(), float(weight.sum())

    rows = [row for row, p in enumerate(pieces) if p.example.names is not None]
    if rows:
        allowed = torch.full((len(rows), length), corpora.ANY_NAME)
        for place, row in enumerate(rows):
            p = pieces[row]
            assert p.example.names is not None
            allowed[place, 1 : p.end - p.start + 1] = torch.from_numpy(p.example.names[p.start : p.end])
        keep = allowed != corpora.ANY_NAME
        bits = (allowed[keep][:, None] >> torch.arange(len(NAMES))) & 1
        scores = output.names[rows].float()[keep.to(device)]
        possible = scores.masked_fill(bits.to(device) == 0, -1e4)
        loss = scores.logsumexp(-1) - possible.logsumexp(-1)
        result["names"] = loss.sum(), float(keep.sum())

    where_rows, where_pieces, masks, rivals = [], [], [], []
    for row, p in enumerate(pieces):
        for query, earlier in (p.example.antecedents or {}).items():
            if p.start <= query < p.end:
                near = [n - p.start + 1 for n in earlier if n >= p.start]
                mask = torch.zeros(length, dtype=torch.bool)
                mask[near or [0]] = True
                rival = torch.full((length,), p.example.mentioned is None)
                others = [n - p.start + 1 for n in p.example.mentioned or () if p.start <= n < query]
                rival[[0, *others]] = True
                rivals.append(rival)
                where_rows.append(row)
                where_pieces.append(query - p.start + 1)
                masks.append(mask)
    if masks:
        scores = output.antecedents.float().masked_fill(padded, -1e4)[where_rows, where_pieces]
        later = torch.arange(length)[None, :] >= torch.tensor(where_pieces)[:, None]
        scores = scores.masked_fill((later | ~torch.stack(rivals)).to(device), -1e4)
        right = scores.masked_fill(~torch.stack(masks).to(device), -1e4)
        loss = scores.logsumexp(-1) - right.logsumexp(-1)
        result["antecedents"] = loss.sum(), float(len(masks))

    pooled: tuple[list[Tensor], list[Tensor]] = ([], [])
    row = 0
    for unit in units:
        if len(unit) == 2:
            for side, p in enumerate(unit):
                assert p.example.sentences is not None
                numbers = torch.from_numpy(p.example.sentences)
                sentences = numbers.unique()
                sentences = sentences[sentences >= 0]
                member = (numbers[None, :] == sentences[:, None]).float()
                if side == 0:  # what is said is often less than a sentence: leave out some pieces at the ends
                    member = member * (torch.rand_like(member) < 0.9)
                member = member / member.sum(1, keepdim=True).clamp(min=1)
                vectors = member.to(device) @ output.vectors[row + side, 1 : len(numbers) + 1].float()
                pooled[side].append(functional.normalize(vectors, dim=-1))
        row += len(unit)
    if pooled[0]:
        left, right = torch.cat(pooled[0]), torch.cat(pooled[1])
        if len(left) == len(right):
            scores = left @ right.T / TEMPERATURE
            gold = torch.arange(len(left), device=device)
            loss = functional.cross_entropy(scores, gold, reduction="sum") + functional.cross_entropy(
                scores.T, gold, reduction="sum"
            )
            result["vectors"] = loss / 2, float(len(left))
    return result


# ----------------------------------------------------------------------------- the run


def run(rank: int, options: argparse.Namespace) -> None:
    torch.set_num_threads(options.threads)
    if options.processes > 1:
        os.environ.setdefault("MASTER_ADDR", "127.0.0.1")
        os.environ.setdefault("MASTER_PORT", str(options.port))
        dist.init_process_group("gloo", rank=rank, world_size=options.processes)
    torch.manual_seed(options.seed)
    if options.init:
        model = load_model(options.init, options.device, options.dropout)
    else:
        model = StatementModel(options.dropout).to(options.device)
        model.load_base(options.base)
    taught = teachers.teachers(options.teachers, options.device)
    model.words.weight.requires_grad_(False)
    heads = [
        p
        for n, p in model.named_parameters()
        if n.startswith(("tags", "links", "names", "ante", "vect", "trans", "feat"))
    ]
    known = {id(p) for p in heads}
    encoder = [p for p in model.parameters() if p.requires_grad and id(p) not in known]
    groups = [{"params": encoder, "lr": options.rate}, {"params": heads, "lr": options.head_rate}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98))
    rates = [group["lr"] for group in groups]
    trained = encoder + heads

    data = load(options.corpora, options.limit)
    plan: list[list[Unit]] = []
    for number in range(options.epochs):
        shares = options.statement_share, options.mention_share
        units = epoch(data, number, shares, options.times_written, options.variety, options.seed)
        plan += batches(units, options.batch, random.Random(options.seed + number))
    plan = plan[: options.steps]
    step = 0
    checkpoint = options.out / "checkpoint.pt"
    if checkpoint.exists():
        state = torch.load(checkpoint, map_location=options.device)
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        step = state["step"]
    if rank == 0:
        print(f"{len(plan)} steps, from {step}", flush=True)
    begun = saved = time.monotonic()
    first = step
    totals: dict[str, list[float]] = {}
    model.train()
    for step in range(first, len(plan)):
        share = min((step + 1) / (0.06 * len(plan)), (len(plan) - step) / (0.94 * len(plan)))
        for group, rate in zip(optimizer.param_groups, rates, strict=True):
            group["lr"] = rate * share
        torch.manual_seed(options.seed * 1_000_003 + step * 64 + rank)
        mine = plan[step][rank :: options.processes]
        parts = losses(model, mine, options.device, taught) if mine else {}
        counts = torch.tensor([parts[k][1] if k in parts else 0.0 for k in WEIGHTS])
        if options.processes > 1:
            dist.all_reduce(counts)
        total = torch.zeros((), device=options.device)
        for name, count in zip(WEIGHTS, counts.tolist(), strict=True):
            if name in parts:
                total = total + WEIGHTS[name] * parts[name][0] / count
                kept = totals.setdefault(name, [0.0, 0.0])
                kept[0] += float(parts[name][0].detach())
                kept[1] += parts[name][1]
        optimizer.zero_grad(set_to_none=False)
        if total.requires_grad:
            total.backward()
        if options.processes > 1:
            flat = torch.cat(
                [(p.grad if p.grad is not None else torch.zeros_like(p)).flatten() for p in trained]
            )
            dist.all_reduce(flat)
            place = 0
            for p in trained:
                p.grad = flat[place : place + p.numel()].view_as(p)
                place += p.numel()
        torch.nn.utils.clip_grad_norm_(trained, 1.0)
        optimizer.step()
        if rank == 0 and (step % 20 == 0 or step + 1 == len(plan)):
            means = " ".join(f"{k} {v[0] / max(v[1], 1):.4f}" for k, v in totals.items())
            pace = (time.monotonic() - begun) / (step + 1 - first)
            print(
                f"{step + 1}/{len(plan)} {means} | {pace:.2f} s/step, {pace * (len(plan) - step) / 60:.1f} min left",
                flush=True,
            )
            totals = {}
        last = step + 1 == len(plan)
        if rank == 0 and (last or time.monotonic() - saved > options.save_every):
            state = {"model": model.state_dict(), "optimizer": optimizer.state_dict(), "step": step + 1}
            torch.save(state, checkpoint.with_suffix(".new"))
            checkpoint.with_suffix(".new").replace(checkpoint)
            saved = time.monotonic()
    if rank == 0:
        torch.save(model.state_dict(), options.out / "model.pt")
    if options.processes > 1:
        dist.destroy_process_group()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--base", type=Path, help="folder of the base model; fetched if not given")
    parser.add_argument("--init", type=Path, help="a trained model.pt to train on from, in another cycle")
    parser.add_argument(
        "--teachers", type=Path, nargs="+", help="model.pt to learn statements from, and another for names"
    )
    parser.add_argument("--out", type=Path, default=CACHE / "run")
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--batch", type=int, default=16, help="windows in a step, over all processes")
    parser.add_argument("--rate", type=float, default=3e-4)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument(
        "--mention-share", type=float, default=0.6, help="part of the mention corpora seen per epoch"
    )
    parser.add_argument(
        "--statement-share", type=float, default=1.0, help="part of PolNeAR's articles seen per epoch"
    )
    parser.add_argument(
        "--times-written", type=int, default=0, help="how often per epoch our own articles are seen"
    )
    parser.add_argument("--variety", type=float, default=0.4, help="part of the articles seen in a variation")
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--seed", type=int, default=20211)
    parser.add_argument("--port", type=int, default=29511)
    parser.add_argument("--save-every", type=float, default=240.0, help="seconds")
    parser.add_argument("--limit", type=int, help="texts per corpus, for a trial")
    parser.add_argument("--steps", type=int, help="stop early, for a trial")
    options = parser.parse_args()
    options.base = options.base or fetch(CACHE / "base")
    options.out.mkdir(parents=True, exist_ok=True)
    if options.processes > 1:
        torch.multiprocessing.spawn(run, args=(options,), nprocs=options.processes)
    else:
        run(0, options)


if __name__ == "__main__":
    main()
