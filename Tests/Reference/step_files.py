"""Reads what --json-steps prints."""

import json


def read_steps(path):
    """The records of a file, in the order of steps."""
    with open(path, encoding="utf-8") as file:
        records = [json.loads(line) for line in file if line.strip()]
    if not records:
        raise SystemExit(f"{path} holds no steps")
    numbers = [record["step"] for record in records]
    if numbers != list(range(1, len(records) + 1)):
        raise SystemExit(f"the steps of {path} are not numbered 1, 2, 3, ...")
    return records


def check_same_tensors(paths, runs):
    """Ends the program if the runs are not of the same tensors."""
    for path, run in zip(paths, runs):
        for record in run:
            if set(record["cosine"]) != set(runs[0][0]["cosine"]):
                raise SystemExit(f"step {record['step']} of {path} names other tensors than {paths[0]}")
