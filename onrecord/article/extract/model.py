"""The network at run time: one window after the other, put together again over the whole text.

    Network(path)          a loaded model
    Network.read(encoded)  Scores: every head's scores for every piece of the text

Windows overlap, so that the first pieces of one see some of what precedes them; a piece takes its
scores from the first window that it stands in. Windows go through one at a time and without padding,
so a text's scores never depend on what is read beside it.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnxruntime

from onrecord.article.extract.encode import Encoded, model_input, windows
from onrecord.article.extract.labels import NAMES, TAGS
from onrecord.errors import ModelError
from onrecord.types import VECTOR_WIDTH

Floats = npt.NDArray[np.float32]
OVERLAP = 24
FLOOR = np.float32(-14.0)
"""Log probability given to a target outside the window."""
FORBIDDEN = np.float32(-1e4)


@dataclass(frozen=True, slots=True)
class Pointers:
    """Where the pieces of one window point: `scores[i, 0]` to nothing, `scores[i, 1 + j]` to piece j.

    Raw scores: few rows are ever asked for, so each is made log probabilities when it is.
    """

    start: int
    end: int
    scores: Floats

    def of(self, pieces: range) -> Floats:
        """Log probabilities of all targets, a row for each of `pieces`."""
        return _log_softmax(self.scores[pieces.start - self.start : pieces.stop - self.start])


@dataclass(frozen=True, slots=True)
class Pointing:
    """Where one part points: `nothing`, and from piece `start` on `scores`, one for each piece in sight.

    Log probabilities; what is out of sight has `FLOOR`.
    """

    start: int
    nothing: float
    scores: Floats

    def to(self, piece: int) -> float:
        """The score of one piece."""
        place = piece - self.start
        return float(self.scores[place]) if 0 <= place < len(self.scores) else float(FLOOR)

    def in_sight(self, pieces: Sequence[int]) -> range:
        """The places in `pieces`, which ascend, of those that it can point at."""
        return range(bisect_left(pieces, self.start), bisect_left(pieces, self.start + len(self.scores)))


@dataclass(frozen=True, slots=True)
class Scores:
    """What the network says of a text of n pieces.

    `tags` (n, 7) raw scores; `names` (n, 14) log probabilities; `vectors` (n, 128);
    `links` and `antecedents`: per window; `home` (n,) the window of each piece.
    """

    tags: Floats
    names: Floats
    vectors: Floats
    links: tuple[Pointers, ...]
    antecedents: tuple[Pointers, ...]
    home: npt.NDArray[np.int32]
    _told: dict[range, Pointing] = field(default_factory=dict)

    def pointing(self, pieces: range) -> Pointing:
        """Mean log probability that `pieces` point to nothing, or to each piece in sight."""
        if pieces not in self._told:
            self._told[pieces] = self._pointing(pieces)
        return self._told[pieces]

    def _pointing(self, pieces: range) -> Pointing:
        first, last = int(self.home[pieces.start]), int(self.home[pieces.stop - 1])
        start, end = self.links[first].start, self.links[last].end
        nothing = np.float32(0)
        total = np.zeros(end - start, dtype=np.float32)
        begin = pieces.start
        for index in range(first, last + 1):
            window = self.links[index]
            inside = range(begin, pieces.stop if index == last else window.end)
            begin = inside.stop
            rows = np.maximum(window.of(inside), FLOOR).sum(axis=0)
            if first == last:
                total = rows[1:]
            else:
                share = np.full(end - start, FLOOR * len(inside), dtype=np.float32)
                share[window.start - start : window.end - start] = rows[1:]
                total += share
            nothing += rows[0]
        mean: Floats = (total / len(pieces)).astype(np.float32)
        return Pointing(start, float(nothing) / len(pieces), mean)

    def antecedents_of(self, pieces: Sequence[int], least: float) -> list[list[tuple[int, float]]]:
        """For each of `pieces`, the pieces before it that it may take up, each with its probability.

        What is less than `least` is left out, and so is "nothing".
        """
        found: list[list[tuple[int, float]]] = [[] for _ in pieces]
        homes = self.home[list(pieces)]
        for index in np.unique(homes).tolist():
            window = self.antecedents[index]
            where = np.flatnonzero(homes == index)
            places = np.array(pieces)[where] - window.start
            rows = window.scores[places]
            before = np.arange(rows.shape[1]) <= places[:, None]  # column 0 is nothing
            share = np.exp(_log_softmax(np.where(before, rows, FORBIDDEN)))
            row, column = np.nonzero(share[:, 1:] >= least)
            for which, piece, part in zip(
                where[row].tolist(),
                (column + window.start).tolist(),
                share[row, column + 1].tolist(),
                strict=True,
            ):
                found[which].append((piece, part))
        return found


class Network:
    """The statement model in memory. `threads` is the number of cores that one text may use."""

    def __init__(self, path: Path, threads: int = 1) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        # the file's operations are fused; what is left is to expand the heads' weights once, at load
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
        options.add_session_config_entry("session.disable_quant_qdq", "1")
        try:
            self._session: Any = onnxruntime.InferenceSession(
                str(path), options, providers=["CPUExecutionProvider"]
            )
            properties = self._session.get_modelmeta().custom_metadata_map
            self.transitions: Floats = np.array(json.loads(properties["transitions"]), dtype=np.float32)
            if json.loads(properties["tags"]) != list(TAGS):
                raise ModelError(f"{path}: found other labels than this version of onrecord knows")
        except ModelError:
            raise
        except Exception as error:
            reason = " ".join(str(error).split())[:200]
            raise ModelError(f"{path}: found no usable statement model ({reason})") from error

    def read(self, encoded: Encoded, overlap: int = OVERLAP) -> Scores:
        """Every head's scores for every piece of the text."""
        count = len(encoded)
        tags = np.zeros((count, len(TAGS)), dtype=np.float32)
        names = np.zeros((count, len(NAMES)), dtype=np.float32)
        vectors = np.zeros((count, VECTOR_WIDTH), dtype=np.float32)
        home = np.zeros(count, dtype=np.int32)
        links, antecedents = [], []
        low = 0
        for index, (start, end) in enumerate(windows(encoded, overlap=overlap)):
            ids, features = model_input(encoded, start, end)
            output = self._session.run(
                ["tags", "links", "names", "antecedents", "vectors"], {"ids": ids, "features": features}
            )
            take = slice(low - start + 1, -1)  # without [CLS], [SEP], and what the window before has told
            tags[low:end], names[low:end], vectors[low:end] = (
                output[0][take],
                output[2][take],
                output[4][take],
            )
            home[low:end] = index
            links.append(Pointers(start, end, output[1][1:-1, :-1]))
            antecedents.append(Pointers(start, end, output[3][1:-1, :-1]))
            low = end
        return Scores(tags, _log_softmax(names), vectors, tuple(links), tuple(antecedents), home)

    def vectors(self, encoded: Encoded) -> Floats:
        """(n, 128) only the vectors of the text's pieces."""
        found = [
            self._session.run(
                ["vectors"], dict(zip(("ids", "features"), model_input(encoded, *stretch), strict=True))
            )
            for stretch in windows(encoded, overlap=0)
        ]
        return np.concatenate(
            [np.zeros((0, VECTOR_WIDTH), dtype=np.float32), *(one[0][1:-1] for one in found)]
        )


def _log_softmax(scores: Floats) -> Floats:
    shifted = scores - scores.max(axis=-1, keepdims=True)
    result: Floats = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return result
