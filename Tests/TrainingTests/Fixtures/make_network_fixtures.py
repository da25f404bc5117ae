"""Makes the fixtures `network_*.json` beside it with PyTorch: `python make_network_fixtures.py`.

One forward and one backward pass of every network, narrow and without dropout, in double precision. Weights,
images and labels come from the formula of `make_fixtures.py`; labels are taken modulo the classes. The first
batch is taken whose gradients bear it that all weights change by some millionths, or the best of many: with an
activation so close to zero that rounding carries it over a ReLU's kink, they do not. So that few lie there, the
biases of batch normalisations in residual networks are raised by 2 (added in single precision).
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

WIDTH, CANDIDATES, PROBED, RAISED = 8, 40, 12, 2
# The relative change of weights, about what Winograd's algorithm adds in rounding; how many times it is drawn; and
# the deviation of gradients that is no kink's.
CHANGE, DRAWS, GOOD = 2e-6, 3, 5e-4
VGG = ["vgg11", "vgg11_bn", "vgg13", "vgg13_bn", "vgg16", "vgg16_bn", "vgg19", "vgg19_bn"]
# Channels and classes vary. Deep networks get small batches, in which fewer activations lie near zero.
RUNS = [
    {"network": "resnet34", "stem": "imagenet"},
    {"network": "resnet34", "stem": "cifar", "batch": 2},
    {"network": "resnet50", "stem": "imagenet", "batch": 16},
    {"network": "resnet50", "stem": "cifar", "batch": 2},
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


def gradients(run, key, draw=None):
    """The loss of a batch, and the names and gradients of all parameters; a draw changes the weights a little."""
    options = {name: value for name, value in run.items() if name not in ("network", "batch")}
    network = networks.make(run["network"], width=WIDTH, dropout=0, **options)
    with torch.no_grad():
        for k, (name, parameter) in enumerate(network.named_parameters()):
            values = initial(k, name, tuple(parameter.shape))
            if run["network"].startswith("resnet") and name.endswith("bias") and name != "fc.bias":
                values = values + RAISED
            parameter.copy_(values)
    network = network.double().train()
    if draw is not None:
        torch.manual_seed(draw)
        with torch.no_grad():
            for parameter in network.parameters():
                parameter.mul_(1 + CHANGE * torch.randn_like(parameter))
    images, labels = batch(key, run.get("batch", 8), run.get("channels", 3), run.get("classes", 10))
    loss = torch.nn.functional.cross_entropy(network(images.double()), labels)
    loss.backward()
    return loss.item(), {name: parameter.grad for name, parameter in network.named_parameters()}


def deviation(reference, other):
    """The largest deviation of an element, in units of its tensor's root mean square. A bias before a batch
    normalisation has no gradient but rounding, and is left out."""
    return max(
        ((other[name] - g).abs().max() / g.square().mean().sqrt()).item()
        for name, g in reference.items() if g.abs().max() > 1e-10
    )


def sensitivity(run, key, reference, bound):
    """The largest deviation under changed weights; a value over `bound` ends the search for a larger one."""
    largest = 0
    for draw in range(DRAWS):
        largest = max(largest, deviation(reference, gradients(run, key, draw)[1]))
        if largest > bound:
            break
    return largest


def rounded(value):
    return float(f"{value:.8g}")


def fixture(run):
    least = float("inf")
    for candidate in range(2001, 2001 + CANDIDATES):
        candidate_loss, candidate_gradients = gradients(run, candidate)
        deviates = sensitivity(run, candidate, candidate_gradients, bound=least)
        if deviates < least:
            least, key, loss, reference = deviates, candidate, candidate_loss, candidate_gradients
        if least < GOOD:
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
        "sensitivity": float(f"{least:.2g}"),
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
        print(file_name(run), value["key"], value["sensitivity"], flush=True)


if __name__ == "__main__":
    main()
