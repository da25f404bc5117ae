"""Says whether runs of layertop look like further seeds of PyTorch.

Two programs part within a few steps, so runs are compared by their statistics: the mean cosine of every
tensor over the steps, and the loss averaged over windows. Each such quantity is one row. If layertop is
one more draw from the distribution of PyTorch's seeds, then in each row

  - it lies in the prediction interval  mean +- t(0.975, s - 1) * deviation * sqrt(1/s + 1/r)  with
    probability 0.95, where s is the number of PyTorch's seeds and r that of layertop's runs, whose mean
    is taken (values over seeds taken as normal with the same deviation in both). t = 4.303 for 3 seeds;
  - a single run lies between the seeds' least and largest value with probability (s - 1) / (s + 1),
    whatever the distribution. That is a half for 3 seeds, so it is no criterion for a row by itself.

Among many rows some fall outside by chance: 5 %. Exits with 1 if more do than the 99.9 % quantile of the
binomial distribution, or than --allow. Rows are not quite independent: how many of PyTorch's own seeds'
rows fall outside, each seed held out against the others, is printed beside it.
"""

import argparse
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
    parser.add_argument("--allow", type=int, help="rows allowed outside their interval")
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


def binomial_quantile(count, chance, level):
    """The least k with Pr(X <= k) >= level."""
    cumulative = 0.0
    for k in range(count + 1):
        cumulative += math.comb(count, k) * chance**k * (1 - chance) ** (count - k)
        if cumulative >= level:
            return k
    return count


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
    limit = binomial_quantile(count, 0.05, 0.999) if arguments.allow is None else arguments.allow
    between = sum(min(s[n] for s in seeds) <= run[n] <= max(s[n] for s in seeds) for n in seeds[0] for run in runs)
    held_out = [len(outside(seeds[:i] + seeds[i + 1 :], [seeds[i]])) for i in range(len(seeds))]
    pairs = count * len(runs)
    expected = (len(seeds) - 1) / (len(seeds) + 1) * pairs
    print()
    print(f"outside the 95 % prediction interval: {len(missed)} of {count} rows, {0.05 * count:.1f} by chance, "
          f"allowed {limit}")
    print(f"PyTorch's seeds, each held out against the others: {', '.join(map(str, held_out))} rows outside")
    print(f"between PyTorch's least and largest: {between} of {pairs}, {expected:.0f} by chance")
    offset = statistics.fmean(
        statistics.fmean(run[n] for run in runs) - statistics.fmean(s[n] for s in seeds)
        for n in records[0][0]["cosine"])
    print(f"mean cosine over all tensors, layertop less PyTorch: {offset:+.4f}")
    sys.exit(0 if len(missed) <= limit else 1)


if __name__ == "__main__":
    main()
