"""Says where the time of a training step goes: oneDNN's own times by kind of primitive, the sweeps of statistics and
update, and what is left over, beside the measured peaks of computing and of memory.

The bytes of a primitive are the least that it can move: batch normalisation reads its input twice and writes once
forwards, reads two tensors twice and writes one backwards; a reorder reads and writes once. What was in cache before
makes them faster than memory.
"""

import argparse
import collections
import json
import math
import os
import pathlib
import re
import statistics
import subprocess

import numpy

HERE = pathlib.Path(__file__).resolve().parent
BYTES = {"f32": 4, "bf16": 2}
TRAFFIC = {"forward_training": 3, "backward": 5, "backward_data": 2}
ROWS = ["convolution forward", "convolution backward data", "convolution backward weights",
        "batch_normalization forward", "batch_normalization backward", "pooling", "inner_product", "reorder"]


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--layertop", default=HERE.parents[1] / ".build/release/layertop", help="the program")
    parser.add_argument("--steps", type=int, default=5, help="timed steps")
    parser.add_argument("--calls", type=int, default=0, help="also list so many of the slowest primitives")
    parser.add_argument("cases", nargs="+", help="NETWORK,STEM,PRECISION such as resnet18,cifar,fp32")
    return parser.parse_args()


def bandwidth():
    """Bytes a second of a copy with all threads, a write counted once: the best of several."""
    threads = os.cpu_count()
    program = ("import numpy, time\na = numpy.ones(1 << 25); b = numpy.zeros_like(a)\n"
               "def once():\n  t = time.perf_counter(); numpy.copyto(b, a); return time.perf_counter() - t\n"
               "print(min(once() for _ in range(12)))")
    children = [subprocess.Popen(["python3", "-c", program], stdout=subprocess.PIPE, text=True)
                for _ in range(threads)]
    slowest = max(float(child.communicate()[0]) for child in children)
    return threads * 2 * 8 * (1 << 25) / slowest


def kind(primitive, direction):
    if primitive == "convolution":
        names = {"forward_training": "forward", "backward_data": "backward data", "backward_weights": "backward weights"}
        return f"convolution {names[direction]}"
    if primitive == "batch_normalization":
        return f"batch_normalization {'forward' if direction.startswith('forward') else 'backward'}"
    return primitive


def elements(problem):
    """The number of elements of the tensor that a problem of no convolution names."""
    if "x" in problem and not problem.startswith("mb"):
        return math.prod(int(part) for part in problem.split("x"))
    sizes = dict(re.findall(r"(mb|ic|ih|iw)(\d+)", problem))
    return math.prod(int(sizes.get(name, 1)) for name in ("mb", "ic", "ih", "iw"))


def profile(program, case, steps):
    network, stem, precision = case
    output = subprocess.run(
        [program, "bench", "--network", network, "--stem", stem, "--precision", precision, "--steps", str(steps),
         "--json"],
        check=True, capture_output=True, text=True, env={**os.environ, "DNNL_VERBOSE": "1"}).stdout
    lines = output.splitlines()
    result = json.loads("\n".join(line for line in lines if "_verbose," not in line))[0]
    calls = [line.split(",") for line in lines if "_verbose,exec," in line]
    times, traffic = collections.defaultdict(list), collections.defaultdict(float)
    passes = 3 + 2 * steps
    for call in calls:
        start = call.index("exec") + 2
        primitive, implementation, direction = call[start].removesuffix("_v2"), *call[start + 1:start + 3]
        name = kind(primitive, direction)
        size = elements(call[-2]) if primitive in ("batch_normalization", "reorder") else 0
        moved = sum(BYTES[part] for part in re.findall(r"(?:src|dst)_(f32|bf16)", call[start + 3]))
        if primitive == "batch_normalization":
            moved = BYTES[re.search(r"data_(f32|bf16)", call[start + 3])[1]] * TRAFFIC[direction]
        times[name, implementation, call[-2], call[start + 3]].append(float(call[-1]))
        traffic[name] += size * moved / passes
    # The first calls of a shape find cold caches, and loading and initialising call reorders besides.
    totals = collections.defaultdict(float)
    for (name, *_), values in times.items():
        totals[name] += statistics.median(values) * (len(values) // passes)
    return result, totals, traffic, times, passes


def table(case, result, totals, traffic, copied):
    step = 1e3 * result["seconds"]["median"]
    update = 1e3 * result["update"]["median"]
    rows = [(name, totals.get(name, 0), traffic.get(name, 0)) for name in ROWS]
    rows.append(("statistics and update", update, 0))
    rows.append(("data", 1e3 * result["data"]["median"], 0))
    rows.append(("ReLU and addition sweeps, loss, the rest", step - sum(row[1] for row in rows), 0))
    convolutions = sum(time for name, time, _ in rows if name.startswith("convolution"))
    print(f"\n{', '.join(case)}: {step:.0f} ms a step; convolutions alone {convolutions:.0f} ms, "
          f"{convolutions / step:.0%}; {result['operations'] / convolutions / 1e6:.0f} GFLOP/s in them, "
          f"fp32 peak {result['peak'] / 1e9:.0f}; a copy moves {copied / 1e9:.0f} GB/s\n")
    print("| part | ms | share | GB/s |\n|---|---|---|---|")
    for name, time, moved in rows:
        rate = f"{moved / time / 1e6:.0f}" if moved and time else ""
        print(f"| {name.replace('_', ' ')} | {time:.1f} | {time / step:.1%} | {rate} |")


def main():
    arguments = parse_arguments()
    copied = bandwidth()
    for text in arguments.cases:
        case = text.split(",")
        result, totals, traffic, times, passes = profile(arguments.layertop, case, arguments.steps)
        table(case, result, totals, traffic, copied)
        slowest = sorted(times.items(), key=lambda item: -statistics.median(item[1]) * (len(item[1]) // passes))
        for (name, implementation, problem, layouts), values in slowest[:arguments.calls]:
            print(f"{statistics.median(values):9.3f} ms x {len(values) // passes}  {name}  {implementation}  {problem}  "
                  f"{layouts}")


if __name__ == "__main__":
    main()
