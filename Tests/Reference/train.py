"""Trains ResNet-18 in PyTorch and prints what `layertop run --headless --json-steps` prints.

One line a step: the loss before the update, and for every parameter tensor the cosine between its
gradients of this step and the one before, null where it does not exist.
"""

import argparse
import itertools
import json
import math

import torch
from safetensors.torch import load_file, save_file

import cifar
from resnet import ResNet18


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", required=True, help="a folder of CIFAR-10's binary version")
    parser.add_argument("--stem", choices=["imagenet", "cifar"], default="imagenet")
    parser.add_argument("--width", type=int, default=64, help="channels of the first stage")
    parser.add_argument("--optimizer", choices=["sgd", "momentum"], default="sgd")
    parser.add_argument("--lr", type=float, default=0.05)
    parser.add_argument("--momentum", type=float, default=0.9, help="of --optimizer momentum")
    parser.add_argument("--batch-size", type=int, default=128)
    parser.add_argument("--steps", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1, help="of initial weights and of the order")
    parser.add_argument("--order", choices=["shuffled", "sequential"], default="shuffled")
    parser.add_argument("--weights", help="a safetensors file to start from")
    parser.add_argument("--save-weights", help="a safetensors file for the state before the first step")
    parser.add_argument("--dtype", choices=["float32", "float64"], default="float32")
    parser.add_argument("--layout", choices=["contiguous", "channels_last"], default="contiguous")
    parser.add_argument("--json-steps", action="store_true", help="one JSON object a step, not only the loss")
    return parser.parse_args()


def cosine(gradient, previous):
    """The cosine of two gradients, summed in double; None where it does not exist."""
    a, b = gradient.double().flatten(), previous.double().flatten()
    product = (torch.dot(a, a) * torch.dot(b, b)).item()
    if not (math.isfinite(product) and product > 0):
        return None
    return torch.dot(a, b).item() / math.sqrt(product)


def training_steps(model, optimizer, data):
    """Yields the loss and the cosines of every step."""
    names = [name for name, _ in model.named_parameters()]
    previous = [None] * len(names)
    for images, labels in data:
        optimizer.zero_grad(set_to_none=True)
        loss = torch.nn.functional.cross_entropy(model(images), labels)
        loss.backward()
        # Fresh gradients are made in every step, so that the last ones can be kept without a copy.
        gradients = [parameter.grad for parameter in model.parameters()]
        cosines = [None if old is None else cosine(new, old) for new, old in zip(gradients, previous)]
        previous = gradients
        optimizer.step()
        yield loss.item(), dict(zip(names, cosines))


def main():
    arguments = parse_arguments()
    dtype = getattr(torch, arguments.dtype)
    torch.manual_seed(arguments.seed)
    # Built, saved and loaded in single precision whatever the run's, so that weights travel exactly.
    model = ResNet18(arguments.stem, arguments.width)
    if arguments.weights:
        model.load_state_dict(load_file(arguments.weights))
    if arguments.save_weights:
        save_file(model.state_dict(), arguments.save_weights)
    layout = torch.channels_last if arguments.layout == "channels_last" else torch.contiguous_format
    model = model.to(dtype).to(memory_format=layout).train()

    momentum = arguments.momentum if arguments.optimizer == "momentum" else 0.0
    optimizer = torch.optim.SGD(model.parameters(), lr=arguments.lr, momentum=momentum)
    images, labels = cifar.load(arguments.data)
    data = cifar.batches(images, labels, arguments.batch_size, dtype, arguments.order, arguments.seed)
    data = ((batch.contiguous(memory_format=layout), target) for batch, target in data)
    records = itertools.islice(training_steps(model, optimizer, data), arguments.steps)
    for step, (loss, cosines) in enumerate(records, start=1):
        if arguments.json_steps:
            print(json.dumps({"step": step, "loss": loss, "cosine": cosines}), flush=True)
        else:
            print(f"step {step}  loss {loss:.6f}", flush=True)


if __name__ == "__main__":
    main()
