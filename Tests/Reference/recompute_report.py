#!/usr/bin/env python3
"""Recomputes the numbers of `layertop reproduce` from the recorded runs alone, and compares.

Reads FOLDER/*/run.sqlite with SQLite and FOLDER/report/numbers.csv; takes nothing from layertop's own code.
Needs numpy, scipy and pandas.
"""

import argparse
import json
import pathlib
import sqlite3

import numpy as np
import pandas as pd
from scipy import stats

TESTS = ["paper", "exact", "sign-flip", "discovery"]
GROUPINGS = ["layer", "tensor", "block"]


class Run:
    """The sums of a run as arrays of shape (steps, tensors), and what it was started with."""

    def __init__(self, file):
        database = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
        description = json.loads(database.execute("SELECT description FROM run").fetchone()[0])
        configuration = description["configuration"]
        self.optimizer = configuration["optimizer"]
        self.network = configuration["network"]
        self.seed = configuration["seed"]
        self.settings = (configuration["optimizer"]["learningRate"], configuration["batchSize"])
        tensors = pd.read_sql("SELECT * FROM tensor WHERE control = 0 ORDER BY tensor", database)
        self.names = list(tensors.name)
        self.parameters = tensors.parameters.to_numpy()
        self.shapes = [len(tensor["shape"]) for tensor in description["tensors"] if not tensor["isControl"]]
        self.steps = database.execute("SELECT max(step) FROM step").fetchone()[0]
        self.outcome = database.execute("SELECT outcome FROM session ORDER BY session DESC LIMIT 1").fetchone()[0]
        cells = pd.read_sql("SELECT * FROM cell JOIN tensor USING (tensor) WHERE control = 0", database)
        self.sums = {
            column: cells.pivot(index="step", columns="tensor", values=column).to_numpy(float)
            for column in ["dot", "squared_norm", "previous_squared_norm", "cross"]
        }

    def rows(self, grouping):
        """Names of rows and the tensors of each, input first."""
        def row(name):
            layer = name.rsplit(".", 1)[0]
            parts = name.split(".")
            block = ".".join(parts[:2]) if len(parts) > 2 and name.startswith("layer") else parts[0]
            return {"tensor": name, "layer": layer, "block": block}[grouping]

        rows = {}
        for index, name in enumerate(self.names):
            rows.setdefault(row(name), []).append(index)
        return list(rows), list(rows.values())

    def cosines(self, rows):
        """Cosine, z and number of parameters of every step and row."""
        total = {key: np.stack([value[:, r].sum(1) for r in rows], 1) for key, value in self.sums.items()}
        with np.errstate(all="ignore"):
            cosine = total["dot"] / np.sqrt(total["squared_norm"]) / np.sqrt(total["previous_squared_norm"])
            z = np.where(total["cross"] > 0, total["dot"] / np.sqrt(total["cross"]), 0)
        exists = (total["squared_norm"] > 0) & (total["previous_squared_norm"] > 0)
        cosine = np.where(exists, np.clip(cosine, -1, 1), np.nan)
        return cosine, np.where(exists, z, np.nan), np.array([self.parameters[r].sum() for r in rows])


def non_random(test, cosine, z, n):
    """Whether each cell is aligned or opposed; nan where its cosine does not exist."""
    if test == "paper":
        found = np.abs(cosine) > np.sqrt(np.log(n) / n)
    elif test == "sign-flip":
        found = np.abs(z) > np.sqrt(2 * np.log(2 * n))
    else:
        p = stats.beta.sf(cosine**2, 0.5, (n - 1) / 2)
        if test == "exact":
            found = p < 1 / n
        else:
            found = np.stack([rejected(row) for row in p])
    return np.where(np.isnan(cosine), np.nan, found)


def rejected(p, level=0.05):
    """Benjamini and Hochberg over the rows of a step."""
    exists = ~np.isnan(p)
    order = np.sort(p[exists])
    below = np.nonzero(order <= level * np.arange(1, len(order) + 1) / max(len(order), 1))[0]
    return (p <= order[below[-1]]) & exists if len(below) else np.zeros(len(p), bool)


def estimate(values):
    """Mean and 95 % interval over seeds."""
    values = np.array(values, float)
    if len(values) < 2:
        return values.mean(), np.nan, np.nan
    half = stats.t.ppf(0.975, len(values) - 1) * values.std(ddof=1) / np.sqrt(len(values))
    return values.mean(), values.mean() - half, values.mean() + half


def skip_rows(run, names, rows, reading):
    """Rows with a projection on a shortcut, or also the last two layers of each block's other branch."""
    def layer(tensor):
        return run.names[tensor].rsplit(".", 1)[0]

    wanted = {layer(t) for t in range(len(run.names)) if ".downsample." in run.names[t]}
    if reading == "at skip connections":
        branches = {}
        for t in range(len(run.names)):
            parts = run.names[t].split(".")
            if run.names[t].startswith("layer") and layer(t) not in wanted:
                branches.setdefault(".".join(parts[:2]), {})[layer(t)] = True
        for branch in branches.values():
            wanted |= set(list(branch)[-2:])
    return {i for i, r in enumerate(rows) if any(layer(t) in wanted for t in r)}


def measures(statement, run, condition):
    """The numbers of one run under one condition, by name."""
    names, rows = run.rows(condition["grouping"])
    kept = [i for i, r in enumerate(rows) if condition["layers"] == "all" or any(run.shapes[t] > 1 for t in r)]
    cosine, z, n = run.cosines(rows)
    count, reading, test = len(rows), condition["reading"], condition["test"]
    depth = np.arange(count) / max(count - 1, 1)
    if statement == "mean-near-zero":
        ends = {run.names[0].rsplit(".", 1)[0], run.names[-1].rsplit(".", 1)[0]}
        hidden = [i for i, r in enumerate(rows) if i in kept and not any(run.names[t].rsplit(".", 1)[0] in ends for t in r)]
        means = np.abs(np.nanmean(cosine, 0))[hidden]
        if reading == "within 0.05":
            limit = 0.05
        elif test == "paper":
            limit = np.sqrt(np.log(n) / n)[hidden]
        else:
            limit = np.sqrt(stats.beta.isf(1 / n, 0.5, (n - 1) / 2))[hidden]
        return {"hidden rows near zero": np.mean(means <= limit), "mean |mean cosine|": means.mean()}
    found = non_random(test, cosine, z, n)
    share = np.nanmean(found, 0)
    if statement == "near-output-or-skip":
        named = {i for i in range(count) if depth[i] > 0.75} | skip_rows(run, names, rows, reading)
        near = share[[i for i in kept if i in named]]
        far = share[[i for i in kept if i not in named]]
        wins = (near[:, None] > far) + 0.5 * (near[:, None] == far)
        return {
            "non-random steps, named rows": near.mean(),
            "non-random steps, other rows": far.mean(),
            "difference": near.mean() - far.mean(),
            "chance that a named row has the greater share": wins.mean(),
        }
    last = depth[kept] > 1 - (1 / 4 if reading == "last quarter" else 1 / 3)
    cells = np.nansum(found, 0)[kept]
    return {
        "non-random cells near the output": cells[last].sum() / cells.sum(),
        "rows near the output": last.mean(),
        "rank correlation of depth and share": stats.spearmanr(kept, share[kept]).statistic,
    }


def title(run):
    return {"resnet18": "ResNet-18", "resnet34": "ResNet-34", "resnet50": "ResNet-50"}[run.network["name"]]


def optimizer(run):
    rule = run.optimizer["rule"]
    return {"sgd": "SGD", "momentum": f"SGD, momentum {run.optimizer['momentum']}"}[rule]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--tolerance", type=float, default=1e-9)
    arguments = parser.parse_args()
    runs = [Run(file) for file in sorted(arguments.folder.glob("*/run.sqlite"))]
    runs = sorted((run for run in runs if run.outcome == "completed"), key=lambda run: run.seed)
    numbers = pd.read_csv(arguments.folder / "report" / "numbers.csv", keep_default_na=False)
    keys = ["statement", "network", "stem", "optimizer", "learning_rate", "batch_size", "steps", "data"]
    keys += ["other_settings", "grouping", "layers", "test", "reading"]
    worst, compared = 0.0, 0
    for values, group in numbers.groupby(keys, sort=False):
        condition = dict(zip(keys, values))
        chosen = [
            run for run in runs
            if title(run) == condition["network"] and optimizer(run) == condition["optimizer"]
            and run.network["stem"] + " stem" == condition["stem"]
            and run.settings == (condition["learning_rate"], condition["batch_size"])
            and run.steps == condition["steps"]
        ]
        results = [measures(condition["statement"], run, condition) for run in chosen]
        for _, line in group.iterrows():
            expected = estimate([result[line.measure] for result in results])
            if line.measure == "rows near the output":
                expected = (expected[0], np.nan, np.nan)
            else:
                assert int(line.seeds) == len(chosen), condition
            for column, value in zip(["mean", "lower", "upper"], expected):
                assert (line[column] == "") == np.isnan(value), (condition, line.measure, column)
                if not np.isnan(value):
                    worst = max(worst, abs(float(line[column]) - value))
                    compared += 1
    print(f"{len(runs)} runs, {compared} numbers compared, greatest difference {worst:.2g}")
    if compared == 0 or worst > arguments.tolerance:
        raise SystemExit("the numbers differ")


if __name__ == "__main__":
    main()
