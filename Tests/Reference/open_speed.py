"""How fast a full-screen program shows its first frame and answers keys, and how much memory it takes.

python3 open_speed.py [--keys KEYS] [--until TEXT] COMMAND...

Runs the command in a terminal of 120 x 34, RUNS times, and prints medians: the milliseconds until TEXT is on the screen,
those until the screen has come to rest, the greatest memory (VmHWM), and for each key those until the answer's last byte.
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


def start(command):
    pid, terminal = pty.fork()
    if pid == 0:
        os.environ["TERM"] = "xterm-256color"
        os.execvp(command[0], command)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 34, 120, 0, 0))
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


def peak(pid):
    with open(f"/proc/{pid}/status") as status:
        return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM"))


def measure(command, until, keys):
    begun = time.perf_counter()
    pid, terminal = start(command)
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
    parser.add_argument("command", nargs=argparse.REMAINDER)
    options = parser.parse_args()
    results = [measure(options.command, options.until, options.keys) for _ in range(RUNS)]
    columns = list(zip(*results))
    print(f"first frame {1e3 * statistics.median(columns[0]):.0f} ms, at rest {1e3 * statistics.median(columns[1]):.0f} ms,"
          f" memory {statistics.median(columns[2]):.0f} MB")
    for index, key in enumerate(options.keys):
        times = [1e3 * answers[index] for answers in columns[3]]
        print(f"key {key}: {statistics.median(times):.1f} ms, at most {max(times):.1f}")


if __name__ == "__main__":
    sys.exit(main())
