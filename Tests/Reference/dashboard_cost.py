"""How much the dashboard slows training: windows in which a terminal takes the frames, in turn with windows in which it
does not, so that the thread that draws waits. Both are of one run, so the machine's own moods cancel out."""
import argparse
import bisect
import fcntl
import os
import pty
import random
import select
import sqlite3
import statistics
import struct
import tempfile
import termios
import time

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--layertop", default="layertop", help="the program")
parser.add_argument("--width", type=int, default=300)
parser.add_argument("--height", type=int, default=100)
parser.add_argument("--seconds", type=float, default=160, help="how long it is measured")
parser.add_argument("--window", type=float, default=2, help="the seconds of a window")
parser.add_argument("options", nargs="*", help="options of `layertop run`, after --")
choice = parser.parse_args()
settling = 0.4  # What has piled up is drawn first.


def read(terminal, until):
    """Takes what the program sends, for some time."""
    count = 0
    while (rest := until - time.time()) > 0:
        if select.select([terminal], [], [], rest)[0]:
            count += len(os.read(terminal, 1 << 20))
    return count


def drawing_time(process):
    """Seconds of processor time that the first thread, which draws, has taken."""
    with open(f"/proc/{process}/task/{process}/schedstat") as file:
        return int(file.read().split()[0]) / 1e9


with tempfile.TemporaryDirectory() as folder:
    words = [choice.layertop, "run", "--runs-dir", folder, "--name", "cost", *choice.options]
    process, terminal = pty.fork()
    if process == 0:
        os.execvpe(words[0], words, {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor"})
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", choice.height, choice.width, 0, 0))
    read(terminal, time.time() + 6)
    windows, sent, worked = [], 0, {True: 0.0, False: 0.0}
    end = time.time() + choice.seconds
    while time.time() < end:
        for is_read in random.sample([True, False], 2):
            start, work = time.time(), drawing_time(process)
            if is_read:
                sent += read(terminal, start + choice.window)
            else:
                time.sleep(choice.window)
            worked[is_read] += drawing_time(process) - work
            windows.append((is_read, start + settling, time.time()))
    os.write(terminal, b"q")
    try:
        while os.read(terminal, 1 << 20):
            pass
    except OSError:
        pass  # The program has closed its terminal.
    os.waitpid(process, 0)
    times = [row[0] for row in sqlite3.connect(f"{folder}/cost/run.sqlite").execute("SELECT time FROM step ORDER BY step")]


def step(window):
    """The milliseconds of a step in a window."""
    first, last = bisect.bisect_left(times, window[1]), bisect.bisect_left(times, window[2]) - 1
    return 1e3 * (times[last] - times[first]) / (last - first)


ratios = []
for pair in zip(windows[::2], windows[1::2]):
    drawn, undrawn = sorted(pair, reverse=True)
    ratios.append(step(drawn) / step(undrawn))
ratios.sort()
count, total = len(ratios), len(ratios) * choice.window
error = 1.25 * statistics.stdev(ratios) / count**0.5
print(f"{choice.width} × {choice.height}: a step takes {statistics.median(ratios):.4f} ± {error:.4f} of what it takes undrawn")
print(f"{count} pairs, quartiles {ratios[count // 4]:.3f} and {ratios[3 * count // 4]:.3f}")
print(f"drawing thread: {100 * worked[True] / total:.2f} % of a core, waiting {100 * worked[False] / total:.2f} %")
print(f"{sent / total / 1000:.0f} KB a second")
