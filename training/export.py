"""Turn a trained checkpoint into the model file of the package.

    python -m training.export --run RUN --out onrecord/article/extract/model.onnx

The graph takes one window: `ids` (t,) and `features` (t, 3), int64, and gives `tags` (t, 7),
`links` (t, t), `names` (t, 14), `antecedents` (t, t), `vectors` (t, 128). One window at a time,
without padding: what comes out never depends on what else is read. The tag transitions travel in
the file's metadata.

All large weights are stored in 8 bits, a scale for each output channel. `--compute int8` (the
default) also multiplies the encoder's matrices in 8 bits: the scale of the activations is taken
from the window at hand, and as a window is always alone, from nothing else. Weights then use 7 bits,
so that processors without VNNI do not saturate. `--compute float` multiplies in 32 bits (weights are
expanded once, at load), a third slower; `--compute none` keeps 32 bits altogether.

Attention between the projections is one operation of ONNX Runtime's (no transposes), and the other operations are fused here,
once and for all, so that nothing is left to do at load. One fusion is left out: on processors
SkipLayerNormalization takes four times as long as the addition and the normalisation that it joins.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
import onnxruntime
import torch
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor
from torch.nn import functional

from onrecord.article.extract.labels import TAGS
from training.model import HEAD, Layer, StatementModel, load_model

OPSET = 17
ENCODER = ("MatMul",)
"""The encoder's operations that multiply by a weight."""


class Attention(torch.autograd.Function):
    """Marks the place of ONNX Runtime's operation: attention over what is projected already."""

    @staticmethod
    def forward(context: Any, query: Tensor, key: Tensor, value: Tensor, bias: Tensor, heads: int) -> Tensor:
        return torch.empty_like(value)

    @staticmethod
    def symbolic(graph: Any, query: Any, key: Any, value: Any, bias: Any, heads: int) -> Any:
        found = graph.op("com.microsoft::MultiHeadAttention", query, key, value, bias, num_heads_i=heads)
        return found.setType(value.type())


class FusedLayer(torch.nn.Module):
    """`training.model.Layer` with its attention as one operation."""

    def __init__(self, layer: Layer) -> None:
        super().__init__()
        self.layer = layer
        self.weight = torch.nn.Parameter(layer.qkv.weight.T.contiguous())

    def forward(self, x: Tensor, mask: None) -> Tensor:
        layer = self.layer
        projected = (x @ self.weight).split(layer.heads * HEAD, dim=-1)
        x = layer.norm1(x + layer.out(Attention.apply(*projected, layer.qkv.bias, layer.heads)))
        result: Tensor = layer.norm2(x + layer.down(functional.gelu(layer.up(x))))
        return result


class OneWindow(torch.nn.Module):
    """The network without its batch dimension."""

    def __init__(self, model: StatementModel) -> None:
        super().__init__()
        self.model = model
        model.layers = torch.nn.ModuleList(FusedLayer(layer) for layer in model.layers)

    def forward(self, ids: Tensor, features: Tensor) -> tuple[Tensor, ...]:
        output = self.model(ids[None], features[None], alone=True)
        return tuple(part[0] for part in output[:5])


def to_onnx(model: StatementModel) -> onnx.ModelProto:
    """The float graph."""
    model.eval()
    ids, features = torch.ones(20, dtype=torch.long), torch.zeros((20, 3), dtype=torch.long)
    names = ["tags", "links", "names", "antecedents", "vectors"]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.onnx"
        torch.onnx.export(
            OneWindow(model), (ids, features), str(path), input_names=["ids", "features"], output_names=names,
            dynamic_axes={"ids": {0: "t"}, "features": {0: "t"}, **{n: {0: "t"} for n in names},
                          "links": {0: "t", 1: "t"}, "antecedents": {0: "t", 1: "t"}},
            opset_version=OPSET, dynamo=False, custom_opsets={"com.microsoft": 1},
        )  # fmt: skip
        graph = onnx.load(str(path))
    moves = (model.transitions + model.forbidden).detach().numpy().round(5).tolist()
    onnx.helper.set_model_props(graph, {"transitions": json.dumps(moves), "tags": json.dumps(TAGS)})
    return graph


def quantise(
    weight: npt.NDArray[np.float32], axis: int, bits: int = 8
) -> tuple[npt.NDArray[np.int8], npt.NDArray[np.float32]]:
    """Symmetric integers per slice along `axis`; the scale that loses least, from a short search."""
    top = 2 ** (bits - 1) - 1
    others = tuple(n for n in range(weight.ndim) if n != axis)
    largest = np.abs(weight).max(axis=others, keepdims=True).clip(1e-8)
    best, scale = np.full(largest.shape, np.inf), largest / top
    for shrink in np.linspace(0.7, 1.0, 13):
        trial = largest * shrink / top
        error = ((np.round(weight / trial).clip(-top, top) * trial - weight) ** 2).sum(
            axis=others, keepdims=True
        )
        better = error < best
        best, scale = np.where(better, error, best), np.where(better, trial, scale)
    return np.round(weight / scale).clip(-top, top).astype(np.int8), scale.reshape(-1).astype(np.float32)


def store_in_8_bits(graph: onnx.ModelProto) -> onnx.ModelProto:
    """Every large weight as int8 with a DequantizeLinear behind it."""
    uses: dict[str, tuple[str, int]] = {}
    for node in graph.graph.node:
        for place, name in enumerate(node.input):
            uses.setdefault(name, (node.op_type, place))
    kept, added = [], []
    tables: set[str] = set()
    for tensor in graph.graph.initializer:
        operation = uses.get(tensor.name, ("", 0))[0]
        weight = numpy_helper.to_array(tensor)
        if (
            tensor.data_type != TensorProto.FLOAT
            or weight.ndim != 2
            or weight.size < 4096
            or operation not in ("MatMul", "Gemm", "Gather")
        ):
            kept.append(tensor)
            continue
        axis = 0 if operation == "Gather" else 1
        values, scale = quantise(weight, axis)
        if operation == "Gather":
            tables.add(tensor.name)
            kept += [
                numpy_helper.from_array(values, tensor.name + ".int8"),
                numpy_helper.from_array(scale[:, None], tensor.name + ".column"),
            ]
            continue
        kept += [
            numpy_helper.from_array(values, tensor.name + ".int8"),
            numpy_helper.from_array(scale, tensor.name + ".scale"),
            numpy_helper.from_array(np.zeros(scale.shape, np.int8), tensor.name + ".zero"),
        ]
        added.append(
            helper.make_node(
                "DequantizeLinear",
                [tensor.name + ".int8", tensor.name + ".scale", tensor.name + ".zero"],
                [tensor.name],
                name=tensor.name + ".expand",
                axis=axis,
            )
        )
    del graph.graph.initializer[:]
    graph.graph.initializer.extend(kept)
    nodes = list(added)
    for node in graph.graph.node:
        table = node.input[0] if node.op_type == "Gather" else ""
        if table not in tables:
            nodes.append(node)
            continue
        rows, out = node.input[1], node.output[0]  # look up in 8 bits, expand the rows found
        nodes += [
            helper.make_node("Gather", [table + ".int8", rows], [out + ".int8"], axis=0),
            helper.make_node("Cast", [out + ".int8"], [out + ".float"], to=TensorProto.FLOAT),
            helper.make_node("Gather", [table + ".column", rows], [out + ".scale"], axis=0),
            helper.make_node("Mul", [out + ".float", out + ".scale"], [out]),
        ]
    del graph.graph.node[:]
    graph.graph.node.extend(nodes)
    onnx.checker.check_model(graph)
    return graph


def compute_in_8_bits(graph: onnx.ModelProto) -> onnx.ModelProto:
    """The encoder's matrix products in 8 bits, the heads' in 32."""
    matrices = [node.name for node in graph.graph.node if node.op_type in ENCODER and "/layers." in node.name]
    with tempfile.TemporaryDirectory() as folder:
        plain, small = Path(folder) / "plain.onnx", Path(folder) / "small.onnx"
        onnx.save(graph, str(plain))
        quantize_dynamic(
            plain,
            small,
            op_types_to_quantize=list(ENCODER),
            nodes_to_quantize=matrices,
            per_channel=True,
            reduce_range=True,
            weight_type=QuantType.QInt8,
        )
        return onnx.load(str(small))


def fused(graph: onnx.ModelProto) -> onnx.ModelProto:
    """The graph with its operations fused once and for all: loading takes a third of the time."""
    with tempfile.TemporaryDirectory() as folder:
        plain, fast = Path(folder) / "plain.onnx", Path(folder) / "fast.onnx"
        onnx.save(graph, str(plain))
        options = onnxruntime.SessionOptions()
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_EXTENDED
        options.optimized_model_filepath = str(fast)
        options.add_session_config_entry("session.disable_quant_qdq", "1")
        options.log_severity_level = 3
        onnxruntime.InferenceSession(
            str(plain),
            options,
            providers=["CPUExecutionProvider"],
            disabled_optimizers=["SkipLayerNormFusion"],
        )
        return onnx.load(str(fast))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--compute", choices=("int8", "float", "none"), default="int8")
    options = parser.parse_args()
    graph = to_onnx(load_model(options.run / "model.pt"))
    if options.compute == "int8":
        graph = compute_in_8_bits(graph)
    if options.compute != "none":
        graph = store_in_8_bits(graph)
    if options.compute == "int8":
        graph = fused(graph)
    onnx.save(graph, str(options.out))
    print(f"{options.out}: {options.out.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
