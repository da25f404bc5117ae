"""Times layertop and PyTorch in turn on the same networks, and prints a table of medians, ranges and ratios.

The first round gives PyTorch all its forms (two memory layouts and torch.compile); the others take the fastest.
Run it on a machine that does nothing else.
"""

import argparse
import json
import pathlib
import statistics
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--layertop", default=HERE.parents[1] / ".build/release/layertop", help="the program")
    parser.add_argument("--rounds", type=int, default=5, help="runs of each program, in turn")
    parser.add_argument("--steps", type=int, default=0, help="timed steps of a run; 0: about 4 s, 3 to 20 steps")
    parser.add_argument("--save", help="a JSON file for all that was measured")
    parser.add_argument("cases", nargs="+", help="NETWORK,STEM,PRECISION such as resnet18,cifar,fp32")
    return parser.parse_args()


def output_of(command):
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def layertop_ms(program, case, steps):
    network, stem, precision = case
    result = output_of([program, "bench", "--network", network, "--stem", stem, "--precision", precision,
                        "--steps", str(steps), "--json"])[0]
    return 1e3 * result["seconds"]["median"], result


def pytorch_ms(case, layout, steps):
    network, stem, precision = case
    result = output_of([sys.executable, HERE / "bench.py", "--network", network, "--stem", stem,
                        "--precision", precision, "--layout", layout, "--allocator", "keep",
                        "--steps", str(steps)])
    return result[layout]["median_ms"]


def fastest_layout(case, steps):
    times = {layout: pytorch_ms(case, layout, steps) for layout in ("contiguous", "channels_last", "compiled")}
    return min(times, key=times.get), times


def spread(values):
    return f"{statistics.median(values):,.0f} ({min(values):,.0f} to {max(values):,.0f})"


def main():
    arguments = parse_arguments()
    measured = {}
    print("| network | stem | precision | layertop, ms a step | PyTorch, ms a step | PyTorch's form | ratio of pairs |")
    print("|---|---|---|---|---|---|---|")
    for text in arguments.cases:
        case = tuple(text.split(","))
        steps = arguments.steps
        if not steps:
            steps = max(3, min(20, int(4e3 / layertop_ms(arguments.layertop, case, 1)[0])))
        layout, forms = fastest_layout(case, steps)
        pairs, details = [], []
        for _ in range(arguments.rounds):
            ours, detail = layertop_ms(arguments.layertop, case, steps)
            pairs.append((ours, pytorch_ms(case, layout, steps)))
            details.append(detail)
        ratios = [theirs / ours for ours, theirs in pairs]
        measured[text] = {"layout": layout, "forms": forms, "pairs": pairs, "layertop": details}
        print(f"| {' | '.join(case)} | {spread([p[0] for p in pairs])} | {spread([p[1] for p in pairs])} | {layout} | "
              f"{statistics.median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f}) |", flush=True)
        if arguments.save:
            pathlib.Path(arguments.save).write_text(json.dumps(measured, indent=1))


if __name__ == "__main__":
    main()
