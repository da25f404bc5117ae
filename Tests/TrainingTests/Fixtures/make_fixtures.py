"""Makes the fixtures beside it with PyTorch: `python make_fixtures.py` (torch, numpy, safetensors).

Weights, images, labels and gradients are not stored. They come from a formula that any language computes
to the same single-precision bits:

    hash(k, i)     x = k * 2^32 + i + 0x9E3779B97F4A7C15                           (64 bits, wrapping)
                   x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9
                   x = (x ^ (x >> 27)) * 0x94D049BB133111EB
                   x ^ (x >> 31)                                                   (one step of SplitMix64)
    uniform(k, i)  (hash(k, i) >> 40) / 2^24                                       in [0, 1), exact
    centred(k, i)  uniform(k, i) - 0.5                                             exact

k says whose values they are, i is the index in plain row-major order (OIHW, NCHW). Every operation below
is rounded to single precision by itself, never fused:

    parameter k of the network (0, 1, ... as in `named_parameters`), by the end of its name
        convolution and fc weight   (centred * 2) * scale, scale = float32(sqrt(6 / fan_in)) from double
        BatchNorm weight            1 + centred * 0.2
        any bias                    centred * 0.2
    images of a step                k = its key, stored with the step: centred * 4
    labels of a step                k = its key + 1,000,000: hash mod 10, i is the image's index in the batch
    optimizer's parameter           k = 3,000,000: centred * 2
    optimizer's gradient of step t  k = 3,000,000 + t (t from 1): centred * 2

What is stored was computed from these values in double precision. The keys of the steps are chosen: an
activation that is zero but for rounding falls on the other side of a ReLU in single precision, which
alone moves a cosine by 0.01, so only batches without such an activation are taken.
"""

import itertools
import json
import sys
from pathlib import Path

import numpy as np
import torch
from safetensors.numpy import save_file

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent.parent / "Reference"))

from resnet import ResNet18  # noqa: E402  (found through the line above)
from train import cosine  # noqa: E402

WIDTH, BATCH, STEPS, PROBES = 8, 16, 6, 5
LABELS, OPTIMIZER = 1_000_000, 3_000_000
# The least distance from a kink, times the number of the ReLU (1 to 17): in single precision the deviation
# of activations grows about so with depth, and is about an eighth of this (both stems, root mean square).
MARGINS = {"imagenet": 4e-6, "cifar": 1e-6}


def hashes(k, count):
    x = np.arange(count, dtype=np.uint64) + np.uint64((k << 32) + 0x9E3779B97F4A7C15)
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return x ^ (x >> np.uint64(31))


def centred(k, count):
    return (hashes(k, count) >> np.uint64(40)).astype(np.float32) / np.float32(2**24) - np.float32(0.5)


def initial(k, name, shape):
    """Parameter k of the network, in single precision."""
    values = centred(k, int(np.prod(shape)))
    if name.endswith("bias"):
        values = values * np.float32(0.2)
    elif len(shape) == 1:
        values = np.float32(1) + values * np.float32(0.2)
    else:
        fan_in = int(np.prod(shape[1:]))
        values = values * np.float32(2) * np.float32(np.sqrt(6 / fan_in))
    return torch.from_numpy(values.reshape(shape))


def batch(key):
    """The images and labels of a step."""
    images = centred(key, BATCH * 3 * 32 * 32) * np.float32(4)
    labels = (hashes(LABELS + key, BATCH) % np.uint64(10)).astype(np.int64)
    return torch.from_numpy(images.reshape(BATCH, 3, 32, 32)), torch.from_numpy(labels)


def made_network(stem, dtype):
    network = ResNet18(stem, WIDTH)
    with torch.no_grad():
        for k, (name, parameter) in enumerate(network.named_parameters()):
            parameter.copy_(initial(k, name, tuple(parameter.shape)))
    return network.to(dtype)


def chosen_keys(stem):
    """The keys of batches that stay clear of every kink of the network, one for each step."""
    network = made_network(stem, torch.float64).train()
    inputs = []
    for module in network.modules():
        if isinstance(module, torch.nn.ReLU):
            module.register_forward_pre_hook(lambda _, arguments: inputs.append(arguments[0].clone()))
    keys = []
    for key in itertools.count(1001):
        inputs.clear()
        with torch.no_grad():
            network(batch(key)[0].double())
        margins = [MARGINS[stem] * number for number in range(1, len(inputs) + 1)]
        clear = all(values.abs().min() > margin for values, margin in zip(inputs, margins))
        if stem == "imagenet":
            clear = clear and pooling_gap(inputs[0]) > margins[0]
        if clear:
            keys.append(key)
        if len(keys) == STEPS:
            return keys


def pooling_gap(values):
    """The least distance between the largest two of a window of the stem's pooling, the largest above 0."""
    padded = torch.nn.functional.pad(values.relu(), (1, 1, 1, 1))
    windows = padded.unfold(2, 3, 2).unfold(3, 3, 2).flatten(4)
    largest = windows.topk(2).values
    return (largest[..., 0] - largest[..., 1])[largest[..., 0] > 0].min()


def probes(gradient):
    """A few elements of a gradient: the first, the last and some between, as [index, value]."""
    flat = gradient.flatten()
    indices = sorted({round(j * (flat.numel() - 1) / (PROBES - 1)) for j in range(PROBES)})
    return [[index, flat[index].item()] for index in indices]


def network_run(stem, keys, dtype=torch.float64):
    """Six steps at a learning rate of 0, a batch of its own for each, then one forward in evaluation."""
    network = made_network(stem, dtype).train()
    tensors = [
        {"name": name, "shape": list(parameter.shape),
         "initial_probes": [parameter.flatten()[0].item(), parameter.flatten()[-1].item()]}
        for name, parameter in network.named_parameters()
    ]
    previous, steps, first = None, [], None
    for key in keys:
        images, labels = batch(key)
        network.zero_grad(set_to_none=True)
        loss = torch.nn.functional.cross_entropy(network(images.to(dtype)), labels)
        loss.backward()
        gradients = [parameter.grad for parameter in network.parameters()]
        steps.append({
            "key": key,
            "labels": labels.tolist(),
            "last_image_value": images.flatten()[-1].item(),
            "loss": loss.item(),
            "squares": [gradient.double().square().sum().item() for gradient in gradients],
            "cosines": None if previous is None else [cosine(g, p) for g, p in zip(gradients, previous)],
        })
        first = first or [probes(gradient) for gradient in gradients]
        previous = gradients

    statistics = {
        name: buffer.double().sum().item()
        for name, buffer in network.named_buffers() if not name.endswith("num_batches_tracked")
    }
    network.eval()
    images, labels = batch(keys[0])
    with torch.no_grad():
        evaluation = torch.nn.functional.cross_entropy(network(images.to(dtype)), labels).item()
    return {
        "stem": stem, "width": WIDTH, "batch": BATCH, "classes": 10,
        "tensors": tensors,
        "steps": steps,
        "probes_of_first_gradient": first,
        "sums_of_running_statistics": statistics,
        "evaluation_loss_of_first_batch": evaluation,
    }


OPTIMIZERS = {
    "sgd": torch.optim.SGD,
    "momentum": torch.optim.SGD,
    "nesterov": torch.optim.SGD,
    "adam": torch.optim.Adam,
    "adamw": torch.optim.AdamW,
    "adamax": torch.optim.Adamax,
    "rmsprop": torch.optim.RMSprop,
    "adagrad": torch.optim.Adagrad,
}


def optimizer_run(rule, decay):
    """Twenty steps on given gradients; the learning rate and the momentum change on the way."""
    count = 37
    has_momentum = rule in ("momentum", "nesterov")
    settings = {"momentum": 0.9, "nesterov": rule == "nesterov"} if has_momentum else {}
    parameter = torch.from_numpy(centred(OPTIMIZER, count) * np.float32(2)).double().requires_grad_()
    optimizer = OPTIMIZERS[rule]([parameter], lr=0.05, weight_decay=decay, **settings)
    steps = []
    for step in range(1, 21):
        group = optimizer.param_groups[0]
        if step == 8:
            group["lr"] = 0.0125
        if step == 14 and has_momentum:
            group["momentum"] = 0.5
        parameter.grad = torch.from_numpy(centred(OPTIMIZER + step, count) * np.float32(2)).double()
        optimizer.step()
        entry = {"learning_rate": group["lr"]}
        if has_momentum:
            entry["momentum"] = group["momentum"]
        if step in (1, 2, 8, 14, 20):
            entry["parameters"] = [round(value, 9) for value in parameter.tolist()]
        steps.append(entry)
    return {"rule": rule, "weight_decay": decay, "count": count, "steps": steps}


def schedule_run(*makers):
    """The factors of the learning rate over forty steps, under PyTorch's schedulers one after the other."""
    parameter = torch.zeros(1, requires_grad=True)
    optimizer = torch.optim.SGD([parameter], lr=1.0)
    scheduler = torch.optim.lr_scheduler.ChainedScheduler([make(optimizer) for make in makers])
    factors = []
    for _ in range(40):
        factors.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        scheduler.step()
    return factors


def schedules():
    """By the text that our schedule is read from; `+8` is a warm-up over eight steps."""
    schedulers = torch.optim.lr_scheduler

    def step(optimizer):
        return schedulers.StepLR(optimizer, 7, 0.5)

    def cosine(optimizer):
        return schedulers.CosineAnnealingLR(optimizer, 39)

    def warmup(optimizer):
        return schedulers.LinearLR(optimizer, 1 / 8, total_iters=7)

    return {
        "step:7,0.5": schedule_run(step), "cosine:39": schedule_run(cosine),
        "constant+8": schedule_run(warmup), "step:7,0.5+8": schedule_run(warmup, step),
    }


def write_safetensors(path):
    """A small state dict as the safetensors library writes it."""
    tensors = {
        "conv1.weight": np.arange(-6, 6, dtype=np.float32).reshape(2, 3, 2, 1) / np.float32(8),
        "bn1.running_var": np.array([0.5, np.float32(1) / np.float32(3), 3e-39], dtype=np.float32),
        "bn1.num_batches_tracked": np.array(1234567890123, dtype=np.int64),
        "halves": np.array([1, 2], dtype=np.float16),
        "nothing": np.zeros((0, 4), dtype=np.float32),
    }
    save_file(tensors, path, metadata={"format": "pt"})


def write_json(name, value):
    """Compact JSON, a line for each entry; numbers in the shortest form that reads back the same."""
    entries = (f"{json.dumps(key)}:{json.dumps(item, separators=(',', ':'))}" for key, item in value.items())
    (HERE / name).write_text("{" + ",\n".join(entries) + "}\n")


def main():
    torch.set_num_threads(1)
    for stem in ("imagenet", "cifar"):
        write_json(f"resnet_{stem}.json", network_run(stem, chosen_keys(stem)))
    write_json(
        "optimizers.json",
        {f"{rule} {decay}": optimizer_run(rule, decay) for rule in OPTIMIZERS for decay in (0, 0.1)})
    write_json("schedules.json", schedules())
    write_safetensors(HERE / "small.safetensors")


if __name__ == "__main__":
    main()
