"""Makes the fixtures `network_*.json` beside it with PyTorch: `python make_network_fixtures.py`.

One forward and one backward pass of every network, narrow and without dropout, in double precision. Weights,
images and labels come from the formula of `make_fixtures.py`; labels are taken modulo the classes. The first
batch is taken whose gradients PyTorch's own single precision, in both memory layouts, meets well, or the best of
many: an activation that is zero but for rounding falls on the other side of a ReLU there.
"""

import json
import sys
from pathlib import Path

import numpy as np
import torch

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent.parent / "Reference"))

import networks  # noqa: E402  (found through the line above)
from make_fixtures import LABELS, centred, hashes, initial  # noqa: E402

WIDTH, CANDIDATES, PROBED = 8, 60, 12
GOOD = 2e-4
VGG = ["vgg11", "vgg11_bn", "vgg13", "vgg13_bn", "vgg16", "vgg16_bn", "vgg19", "vgg19_bn"]
# Channels and classes vary. Deep networks get small batches, in which fewer activations lie near zero.
RUNS = [
    {"network": "resnet34", "stem": "imagenet"},
    {"network": "resnet34", "stem": "cifar"},
    {"network": "resnet50", "stem": "imagenet"},
    {"network": "resnet50", "stem": "cifar", "batch": 4},
    {"network": "resnet18", "stem": "cifar", "channels": 1, "classes": 100},
    *({"network": "resnet20", "shortcut": shortcut} for shortcut in "ab"),
    {"network": "resnet32", "shortcut": "b", "classes": 100, "batch": 4},
    {"network": "resnet44", "shortcut": "a", "channels": 1, "batch": 4},
    {"network": "resnet56", "shortcut": "b", "batch": 2},
    {"network": "resnet110", "shortcut": "a", "batch": 2},
    *({"network": name, "classes": 100 if name.startswith("vgg13") else 10} for name in VGG),
    {"network": "lenet5"},
    {"network": "lenet5", "channels": 1},
    {"network": "mlp", "hidden": [40, 24]},
    {"network": "mlp", "hidden": [], "classes": 100},
]


def batch(key, size, channels, classes):
    images = centred(key, size * channels * 32 * 32) * np.float32(4)
    labels = (hashes(LABELS + key, size) % np.uint64(classes)).astype(np.int64)
    return torch.from_numpy(images.reshape(size, channels, 32, 32)), torch.from_numpy(labels)


def gradients(run, key, dtype, layout=torch.contiguous_format):
    """The loss of a batch, and the names and gradients of all parameters."""
    options = {name: value for name, value in run.items() if name not in ("network", "batch")}
    network = networks.make(run["network"], width=WIDTH, dropout=0, **options)
    with torch.no_grad():
        for k, (name, parameter) in enumerate(network.named_parameters()):
            parameter.copy_(initial(k, name, tuple(parameter.shape)))
    network = network.to(dtype).to(memory_format=layout).train()
    images, labels = batch(key, run.get("batch", 8), run.get("channels", 3), run.get("classes", 10))
    images = images.to(dtype).contiguous(memory_format=layout)
    loss = torch.nn.functional.cross_entropy(network(images), labels)
    loss.backward()
    return loss.item(), {name: parameter.grad.double() for name, parameter in network.named_parameters()}


def deviation(reference, other):
    """The largest deviation of an element, in units of its tensor's root mean square. A bias before a batch
    normalisation has no gradient but rounding, and is left out."""
    return max(
        ((other[name] - g).abs().max() / g.square().mean().sqrt()).item()
        for name, g in reference.items() if g.abs().max() > 1e-10
    )


def single_deviation(run, key, reference):
    layouts = (torch.contiguous_format, torch.channels_last)
    return max(deviation(reference, gradients(run, key, torch.float32, layout)[1]) for layout in layouts)


def rounded(value):
    return float(f"{value:.8g}")


def fixture(run):
    single = float("inf")
    for candidate in range(2001, 2001 + CANDIDATES):
        candidate_loss, candidate_gradients = gradients(run, candidate, torch.float64)
        deviates = single_deviation(run, candidate, candidate_gradients)
        if deviates < single:
            single, key, loss, reference = deviates, candidate, candidate_loss, candidate_gradients
        if single < GOOD:
            break
    names = list(reference)
    probes = []
    for tensor in sorted({round(j * (len(names) - 1) / (PROBED - 1)) for j in range(PROBED)}):
        flat = reference[names[tensor]].flatten()
        for index in sorted({0, flat.numel() // 3, flat.numel() - 1}):
            probes.append([tensor, index, rounded(flat[index].item())])
    return {
        **run, "width": WIDTH, "batch": run.get("batch", 8), "channels": run.get("channels", 3),
        "classes": run.get("classes", 10), "key": key, "loss": loss,
        "deviation_of_single_precision": float(f"{single:.2g}"),
        "tensors": [f"{name} {','.join(map(str, g.shape))}" for name, g in reference.items()],
        "squares": [rounded(g.square().sum().item()) for g in reference.values()],
        "probes": probes,
    }


def file_name(run):
    words = [run["network"], run.get("stem"), run.get("shortcut")]
    if run.get("channels") == 1:
        words.append("grey")
    if run.get("hidden") == []:
        words.append("linear")
    return "network_" + "_".join(filter(None, words)) + ".json"


def main():
    torch.set_num_threads(1)
    for run in RUNS:
        value = fixture(run)
        entries = (f"{json.dumps(key)}:{json.dumps(item, separators=(',', ':'))}" for key, item in value.items())
        (HERE / file_name(run)).write_text("{" + ",\n".join(entries) + "}\n")
        print(file_name(run), value["key"], value["deviation_of_single_precision"], flush=True)


if __name__ == "__main__":
    main()
