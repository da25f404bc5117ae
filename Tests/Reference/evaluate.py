"""Loads a checkpoint of layertop into torchvision's network and prints its accuracy on CIFAR-10's test images.

`layertop evaluate` says the same of the same checkpoint.
"""

import argparse
import json
import re

import torch
from safetensors import safe_open
from safetensors.torch import load_file

import cifar


# Declarations end with the object that made them.
declared = []


def torchvision_models():
    """torchvision's networks. They need none of its compiled operators, whose absence would stop the import.

    Where a build lacks them, the names that the import asks for are declared one by one.
    """
    missing = r"operator torchvision::(\w+) does not exist"
    while True:
        try:
            from torchvision import models

            return models
        except RuntimeError as error:
            name = re.search(missing, str(error))
            if not name:
                raise
            declared.append(torch.library.Library("torchvision", "FRAGMENT"))
            declared[-1].define(f"{name.group(1)}(Tensor x) -> Tensor")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint")
    parser.add_argument("--data", required=True, help="a folder of CIFAR-10's binary version")
    parser.add_argument("--batch-size", type=int, default=500)
    arguments = parser.parse_args()

    with safe_open(arguments.checkpoint, "pt") as file:
        run = json.loads(file.metadata()["layertop"])["run"]
    network = run["configuration"]["network"]
    model = getattr(torchvision_models(), network["name"])(num_classes=10)
    if network["stem"] == "cifar":
        model.conv1 = torch.nn.Conv2d(3, 64, 3, padding=1, bias=False)
        model.maxpool = torch.nn.Identity()
    # The gradient and the optimizer's state have names of their own, which a network does not know.
    result = model.load_state_dict(load_file(arguments.checkpoint), strict=False)
    assert not result.missing_keys, result.missing_keys
    model.eval()

    images, labels = cifar.load(arguments.data, "test_batch.bin")
    loss, correct = 0.0, 0
    with torch.no_grad():
        for start in range(0, len(labels), arguments.batch_size):
            part = slice(start, start + arguments.batch_size)
            logits = model(cifar.normalise(images[part], torch.float32))
            loss += torch.nn.functional.cross_entropy(logits, labels[part], reduction="sum").item()
            correct += (logits.argmax(1) == labels[part]).sum().item()
    print(json.dumps({"correct": correct, "images": len(labels), "loss": loss / len(labels)}))


if __name__ == "__main__":
    main()
