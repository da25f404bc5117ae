"""Compares two runs step by step: the same weights, the same batches, a learning rate of 0.

Exits with 1 if the losses or the cosines lie further apart than allowed.
"""

import argparse
import statistics
import sys

from step_files import check_same_tensors, read_steps


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("reference", help="steps of PyTorch in float64")
    parser.add_argument("candidate", help="steps of layertop")
    parser.add_argument("--loss", type=float, default=1e-6, help="allowed relative deviation of a loss")
    parser.add_argument("--worst", type=float, default=5e-3, help="allowed deviation of any cosine")
    parser.add_argument("--median", type=float, default=5e-4, help="allowed median deviation of cosines")
    return parser.parse_args()


def cosine_deviations(reference, candidate, path):
    """The (deviation, step, tensor) of every cosine that exists in both; one in only one run is an error."""
    deviations = []
    for expected, actual in zip(reference, candidate):
        for tensor, value in expected["cosine"].items():
            other = actual["cosine"][tensor]
            if (value is None) != (other is None):
                raise SystemExit(f"{tensor} at step {actual['step']} of {path} should "
                                 f"be {'null' if value is None else 'a number'}")
            if value is not None:
                deviations.append((abs(value - other), actual["step"], tensor))
    return deviations


def main():
    arguments = parse_arguments()
    paths = [arguments.reference, arguments.candidate]
    reference, candidate = runs = [read_steps(path) for path in paths]
    check_same_tensors(paths, runs)
    if len(reference) != len(candidate):
        raise SystemExit(f"{paths[0]} has {len(reference)} steps, {paths[1]} has {len(candidate)}")
    deviations = cosine_deviations(reference, candidate, paths[1])
    if not deviations:
        raise SystemExit("there are no cosines to compare: at least two steps are needed")

    print("step       loss  deviation   cos: worst     median   worst tensor")
    losses = []
    for expected, actual in zip(reference, candidate):
        losses.append(abs(actual["loss"] - expected["loss"]) / abs(expected["loss"]))
        row = f"{expected['step']:4d}  {expected['loss']:9.6f}  {losses[-1]:9.1e}"
        own = [entry for entry in deviations if entry[1] == expected["step"]]
        if own:
            worst, _, tensor = max(own)
            median = statistics.median(entry[0] for entry in own)
            row += f"    {worst:9.1e}  {median:9.1e}   {tensor}"
        print(row)

    results = [
        ("loss, relative", max(losses), arguments.loss),
        ("cosine, worst", max(deviations)[0], arguments.worst),
        ("cosine, median", statistics.median(entry[0] for entry in deviations), arguments.median),
    ]
    print()
    for name, value, limit in results:
        print(f"{name:15s} {value:8.1e}  allowed {limit:.0e}  {'ok' if value <= limit else 'TOO FAR'}")
    sys.exit(0 if all(value <= limit for _, value, limit in results) else 1)


if __name__ == "__main__":
    main()
