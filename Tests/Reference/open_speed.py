"""How fast a full-screen program shows its first frame and answers keys, and how much memory it takes.

python3 open_speed.py [--size 120x34] [--keys KEYS] [--until TEXT] [--tour LEVELS] COMMAND...

Runs the command in a terminal, RUNS times, and prints medians: the milliseconds until TEXT is on the screen, those until
the screen has come to rest, the greatest memory (VmHWM), and for each key those until the answer's last byte.

With --tour it goes once through so many zoom levels of `layertop open` instead, pans at each, ten keys a second, and
prints the milliseconds from a key to the end of the first frame, and to the last byte of what follows; and what the
key cost the thread that draws in processor time, which other programs do not change.
"""
import argparse
import fcntl
import os
import pty
import select
import signal
import statistics
import struct
import sys
import termios
import time

RUNS = 5
# A pause in what comes that parts two frames.
PAUSE = 0.006


def start(command, size):
    pid, terminal = pty.fork()
    if pid == 0:
        os.environ["TERM"] = "xterm-256color"
        # The size is there before the program asks for it.
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", *reversed(size), 0, 0))
        os.execvp(command[0], command)
    return pid, terminal


def listen(terminal, begun, rest, until=None):
    """Reads until nothing has come for `rest` seconds; the times of the text `until` and of the last byte."""
    seen, found, last, output = 0, None, None, b""
    deadline = begun + 30
    while time.perf_counter() < deadline:
        if not select.select([terminal], [], [], rest)[0]:
            if until is None or found is not None:
                break
            continue
        try:
            output += os.read(terminal, 1 << 16)
        except OSError:
            break
        last = time.perf_counter() - begun
        if until and found is None and until.encode() in output:
            found = last
    return found, last


def frames(terminal, begun, rest):
    """The times of the last byte of the first frame, and of the last byte of all, of what answers a key."""
    first, last = None, None
    while select.select([terminal], [], [], rest)[0]:
        now = time.perf_counter() - begun
        if last is not None and first is None and now - last > PAUSE:
            first = last
        os.read(terminal, 1 << 20)
        last = time.perf_counter() - begun
    return first or last, last


def drawing_seconds(pid):
    """The seconds that the main thread has computed."""
    with open(f"/proc/{pid}/schedstat") as status:
        return int(status.read().split()[0]) / 1e9


def tour(command, size, levels):
    pid, terminal = start(command, size)
    listen(terminal, time.perf_counter(), 1)
    times = {"pan": [], "zoom": []}

    def press(name, key):
        begun, computed = time.perf_counter(), drawing_seconds(pid)
        os.write(terminal, key.encode())
        answer = frames(terminal, begun, 0.1)
        if answer[1] is not None:
            times[name].append((*answer, drawing_seconds(pid) - computed))

    for _ in range(levels):
        for key in "HHHHHHHHLLLL":
            press("pan", key)
        press("zoom", "-")
    for _ in range(levels):
        press("zoom", "+")
    os.kill(pid, signal.SIGTERM)
    os.waitpid(pid, 0)
    for name, answers in times.items():
        for part, what in enumerate(["to the first frame", "to the whole picture", "processor time"]):
            sorted_times = sorted(1e3 * answer[part] for answer in answers)
            at = lambda share: sorted_times[min(len(sorted_times) - 1, int(share * len(sorted_times)))]
            print(f"{name}, {len(answers)} keys, {what}: median {at(0.5):.1f} ms, 95 of 100 within {at(0.95):.1f},"
                  f" at most {at(1):.1f}")


def peak(pid):
    with open(f"/proc/{pid}/status") as status:
        return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM"))


def measure(command, size, until, keys):
    begun = time.perf_counter()
    pid, terminal = start(command, size)
    first, rest = listen(terminal, begun, 0.4, until)
    answers = []
    for key in keys:
        begun = time.perf_counter()
        os.write(terminal, key.encode())
        answers.append(listen(terminal, begun, 0.2)[1] or 0)
    memory = peak(pid)
    os.kill(pid, signal.SIGTERM)
    listen(terminal, time.perf_counter(), 0.3)
    os.close(terminal)
    os.waitpid(pid, 0)
    return first, rest, memory, answers


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--until", default="layertop")
    parser.add_argument("--keys", default="")
    parser.add_argument("--size", default="120x34")
    parser.add_argument("--tour", type=int, default=0)
    parser.add_argument("command", nargs=argparse.REMAINDER)
    options = parser.parse_args()
    size = [int(side) for side in options.size.split("x")]
    if options.tour:
        return tour(options.command, size, options.tour)
    results = [measure(options.command, size, options.until, options.keys) for _ in range(RUNS)]
    columns = list(zip(*results))
    print(f"first frame {1e3 * statistics.median(columns[0]):.0f} ms, at rest {1e3 * statistics.median(columns[1]):.0f} ms,"
          f" memory {statistics.median(columns[2]):.0f} MB")
    for index, key in enumerate(options.keys):
        times = [1e3 * answers[index] for answers in columns[3]]
        print(f"key {key}: {statistics.median(times):.1f} ms, at most {max(times):.1f}")


if __name__ == "__main__":
    sys.exit(main())
