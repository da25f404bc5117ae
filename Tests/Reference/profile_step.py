"""Says where the time of a training step goes, from oneDNN's own report (DNNL_VERBOSE) of `layertop bench`.

Prints a table: milliseconds of a median step and their share of it. What is neither oneDNN's nor data nor the
sweep of statistics and update are layertop's own sweeps (residual sums, ReLU backward, the loss) and waiting.
"""

import argparse
import collections
import json
import os
import pathlib
import statistics
import subprocess

HERE = pathlib.Path(__file__).resolve().parent

COLUMNS = ["conv forward", "conv backward data", "conv backward weights", "batch norm", "other oneDNN",
           "other sweeps", "statistics, update"]


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--layertop", default=HERE.parents[1] / ".build/release/layertop", help="the program")
    parser.add_argument("--steps", type=int, default=5, help="rounds of three steps that are timed")
    parser.add_argument("cases", nargs="+", help="NETWORK,STEM,PRECISION such as resnet18,cifar,fp32")
    return parser.parse_args()


def bench(program, case, steps):
    """The result of a run of the benchmark, and what oneDNN executed, as (kind, milliseconds) in order."""
    network, stem, precision = case
    # By lines, or the report's would be torn where the result's begin.
    command = ["stdbuf", "-oL", program, "bench", "--network", network, "--stem", stem, "--precision", precision,
               "--steps", str(steps), "--json"]
    output = subprocess.run(command, check=True, capture_output=True, text=True,
                            env=os.environ | {"DNNL_VERBOSE": "1"}).stdout
    report, result = [], []
    for line in output.splitlines():
        if line.startswith(("onednn_verbose", "dnnl_verbose")):
            fields = line.split(",")
            if "exec" in fields:
                report.append(call(fields[fields.index("exec") + 2:]))
        else:
            result.append(line)
    return json.loads("\n".join(result))[0], report


def call(fields):
    """The column of one call, from its primitive, implementation, kind of propagation, … and time."""
    primitive, _, propagation, *_, milliseconds = fields
    column = "other oneDNN"
    if primitive == "convolution":
        column = {"backward_data": "conv backward data", "backward_weights": "conv backward weights"}.get(
            propagation, "conv forward")
    elif primitive == "batch_normalization":
        column = "batch norm"
    return column, float(milliseconds)


def profile(program, case, steps):
    """Milliseconds of the median step by column, and of the whole step."""
    _, short = bench(program, case, 1)
    result, report = bench(program, case, steps + 1)
    # What planning executed does not belong to any step: a step's calls are the difference of two runs.
    timed = 3 * steps
    calls = (len(report) - len(short)) // timed
    sums = collections.defaultdict(list)
    for step in range(timed):
        begin = len(report) - (timed - step) * calls
        parts = collections.Counter()
        for column, milliseconds in report[begin:begin + calls]:
            parts[column] += milliseconds
        for column in COLUMNS[:5]:
            sums[column].append(parts[column])
    row = {column: statistics.median(values) for column, values in sums.items()}
    passes = 1e3 * (result["forward"]["median"] + result["backward"]["median"])
    row["other sweeps"] = passes - sum(row.values())
    row["statistics, update"] = 1e3 * result["update"]["median"]
    return row, 1e3 * result["seconds"]["median"], result


def main():
    arguments = parse_arguments()
    print("| case | step, ms | " + " | ".join(COLUMNS) + " | bandwidth, GB/s |")
    print("|---" * (len(COLUMNS) + 3) + "|")
    for text in arguments.cases:
        row, step, result = profile(arguments.layertop, text.split(","), arguments.steps)
        cells = [f"{row[column]:.1f} ({100 * row[column] / step:.0f} %)" for column in COLUMNS]
        print(f"| {text} | {step:.1f} | " + " | ".join(cells) + f" | {1e-9 * result['bandwidth']:.0f} |", flush=True)


if __name__ == "__main__":
    main()
