"""Reads CIFAR-10 in its binary format and deals it out in batches."""

from pathlib import Path

import numpy as np
import torch

RECORD_BYTES = 1 + 3 * 32 * 32
MEANS = (0.4914, 0.4822, 0.4465)
DEVIATIONS = (0.2470, 0.2435, 0.2616)


def load(folder, names="data_batch_*.bin"):
    """The records of all training files, or of others: images (N, 3, 32, 32) of bytes and labels (N)."""
    files = sorted(Path(folder).glob(names))
    if not files:
        raise SystemExit(f"{folder} holds no {names}: name a folder of CIFAR-10's binary version")
    parts = []
    for file in files:
        data = np.fromfile(file, dtype=np.uint8)
        if data.size % RECORD_BYTES:
            raise SystemExit(f"{file} ends within a record, at byte {data.size}")
        parts.append(data.reshape(-1, RECORD_BYTES))
    records = np.concatenate(parts)
    labels = records[:, 0].astype(np.int64)
    if labels.max(initial=0) > 9:
        raise SystemExit(f"{folder} holds a label over 9: it is not CIFAR-10")
    return torch.from_numpy(records[:, 1:].reshape(-1, 3, 32, 32)), torch.from_numpy(labels)


def normalise(images, dtype):
    """Scales bytes to 0...1 and normalises them per channel."""
    means = torch.tensor(MEANS, dtype=dtype).view(1, 3, 1, 1)
    deviations = torch.tensor(DEVIATIONS, dtype=dtype).view(1, 3, 1, 1)
    return images.to(dtype).div_(255).sub_(means).div_(deviations)


def batches(images, labels, size, dtype, order, seed):
    """Batches without end; in every epoch the last one is dropped where it would be short.

    `order` is "sequential" (as in the files) or "shuffled" (a new permutation in every epoch, from `seed`).
    """
    count = len(labels)
    if count < size:
        raise SystemExit(f"there are {count} images, fewer than one batch of {size}")
    generator = torch.Generator().manual_seed(seed)
    while True:
        if order == "shuffled":
            permutation = torch.randperm(count, generator=generator)
        else:
            permutation = torch.arange(count)
        for start in range(0, count - size + 1, size):
            chosen = permutation[start : start + size]
            yield normalise(images[chosen], dtype), labels[chosen]
