"""Says whether runs of layertop look like further seeds of PyTorch.

Two programs part within a few steps, so runs are compared by their statistics: the mean cosine of every
tensor over the steps, and the loss averaged over windows. Each such quantity is one row.

Row by row: were layertop one more draw from the distribution of PyTorch's seeds, the mean of its r runs
would lie with probability 0.95 in the prediction interval of s seeds,

    mean +- t(0.975, s - 1) * deviation * sqrt(1/s + 1/r)        (t = 4.303 for 3 seeds),

and a single run between the seeds' least and largest value with probability (s - 1) / (s + 1), whatever
the distribution: a half for 3 seeds.

All rows together: they rise and fall together from seed to seed, so that the number of rows outside says
little (of PyTorch's own fourth seed, 3 of 66 rows were outside with SGD and 11 with momentum). The
permutation test needs no independence: the sum over rows of the squared, standardised difference of the
two groups' means is compared with that of every other way to choose r of all runs. Where there are ways
enough for a p-value below 0.05 (6 + 2 or 4 + 4 runs, better 6 + 3) it decides: exits with 1 below 0.05.
With fewer the rows decide: exits with 1 if more than a quarter of them are outside, or than --allow.
"""

import argparse
import itertools
import math
import statistics
import sys

from step_files import check_same_tensors, read_steps

# Student's t, quantile 0.975, by degrees of freedom.
T_975 = {1: 12.706, 2: 4.303, 3: 3.182, 4: 2.776, 5: 2.571, 6: 2.447, 7: 2.365, 8: 2.306, 9: 2.262}


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--seeds", nargs="+", required=True, help="steps of PyTorch, 3 to 10 seeds")
    parser.add_argument("--runs", nargs="+", required=True, help="steps of layertop")
    parser.add_argument("--windows", type=int, default=4, help="windows over which the loss is averaged")
    parser.add_argument("--allow", type=int, help="rows allowed outside, where the rows decide")
    parser.add_argument("--all", action="store_true", help="print every row, not only those outside")
    return parser.parse_args()


def summary(run, windows):
    """The quantities of a run by name: mean cosines, and mean losses of the windows."""
    values = {}
    for tensor in run[0]["cosine"]:
        cosines = [record["cosine"][tensor] for record in run]
        defined = [cosine for cosine in cosines if cosine is not None]
        values[tensor] = statistics.fmean(defined) if defined else math.nan
    length = len(run) // windows
    for window in range(windows):
        part = run[window * length : (window + 1) * length]
        name = f"loss, steps {part[0]['step']}-{part[-1]['step']}"
        values[name] = statistics.fmean(record["loss"] for record in part)
    return values


def interval(values, runs):
    """The 95 % prediction interval for the mean of further runs: its centre and half its width."""
    count = len(values)
    half = T_975[count - 1] * statistics.stdev(values) * math.sqrt(1 / count + 1 / runs)
    return statistics.fmean(values), half


def outside(seeds, runs):
    """The rows in which the mean of the runs is not in the seeds' interval. A nan is outside."""
    rows = []
    for name in seeds[0]:
        centre, half = interval([seed[name] for seed in seeds], len(runs))
        if not abs(statistics.fmean(run[name] for run in runs) - centre) <= half:
            rows.append(name)
    return rows


def permutation_test(seeds, runs):
    """The p-value of the runs being unlike the seeds, and the least that was attainable."""
    columns = [[summary[name] for summary in runs + seeds] for name in seeds[0]]
    columns = [column for column in columns if statistics.stdev(column) > 0]

    def distance(chosen):
        total = 0.0
        for column in columns:
            own = statistics.fmean(column[i] for i in chosen)
            others = statistics.fmean(column[i] for i in range(len(column)) if i not in chosen)
            total += ((own - others) / statistics.stdev(column)) ** 2
        return total

    ways = list(itertools.combinations(range(len(runs) + len(seeds)), len(runs)))
    observed = distance(ways[0])
    # Of an even split both halves are equally far away, but for rounding.
    as_far = sum(distance(chosen) >= observed * (1 - 1e-9) for chosen in ways)
    return as_far / len(ways), (2 if len(runs) == len(seeds) else 1) / len(ways)


def main():
    arguments = parse_arguments()
    if not 3 <= len(arguments.seeds) <= 10:
        raise SystemExit(f"{len(arguments.seeds)} seeds were given; 3 to 10 are needed")
    paths = arguments.seeds + arguments.runs
    records = [read_steps(path) for path in paths]
    check_same_tensors(paths, records)
    if len({len(run) for run in records}) > 1:
        raise SystemExit("the runs differ in their number of steps")
    if not 1 <= arguments.windows <= len(records[0]):
        raise SystemExit(f"there are {len(records[0])} steps, too few for {arguments.windows} windows")
    summaries = [summary(run, arguments.windows) for run in records]
    seeds, runs = summaries[: len(arguments.seeds)], summaries[len(arguments.seeds) :]

    missed = outside(seeds, runs)
    print(f"{'row':34s} {'layertop':>10s} {'PyTorch':>10s} {'+-':>9s}")
    for name in seeds[0] if arguments.all else missed:
        centre, half = interval([seed[name] for seed in seeds], len(runs))
        mean = statistics.fmean(run[name] for run in runs)
        print(f"{name:34s} {mean:10.4f} {centre:10.4f} {half:9.4f}{'  outside' if name in missed else ''}")

    count = len(seeds[0])
    held_out = [len(outside(seeds[:i] + seeds[i + 1 :], [seeds[i]])) for i in range(len(seeds))]
    least = {name: min(seed[name] for seed in seeds) for name in seeds[0]}
    largest = {name: max(seed[name] for seed in seeds) for name in seeds[0]}
    between = sum(least[name] <= run[name] <= largest[name] for name in least for run in runs)
    chance = (len(seeds) - 1) / (len(seeds) + 1)
    tensors = list(records[0][0]["cosine"])
    offset = statistics.fmean(run[name] for run in runs for name in tensors) - statistics.fmean(
        seed[name] for seed in seeds for name in tensors)
    p, attainable = permutation_test(seeds, runs)
    print()
    print(f"outside the 95 % prediction interval: {len(missed)} of {count} rows, {count / 20:.1f} by chance")
    print(f"the same for PyTorch's seeds, each against the others: {', '.join(map(str, held_out))}")
    print(f"between PyTorch's least and largest: {between} of {count * len(runs)}, "
          f"{chance * count * len(runs):.0f} by chance")
    print(f"mean cosine over all tensors, layertop less PyTorch: {offset:+.4f}")
    print(f"permutation test: p = {p:.3f}, at least {attainable:.3f} with so many runs")
    if attainable < 0.05:
        alike = p >= 0.05
    else:
        alike = len(missed) <= (count // 4 if arguments.allow is None else arguments.allow)
    print("layertop looks like further seeds" if alike else "layertop does NOT look like further seeds")
    sys.exit(0 if alike else 1)


if __name__ == "__main__":
    main()
