"""Makes the fixtures beside it: `python make_fixtures.py` (numpy, scipy, mpmath, statsmodels).

exact_null.json   p-values and thresholds of the exact null, cos^2 ~ Beta(1/2, (n-1)/2). Each point is
                  [n, cos, p by scipy or null where it underflows, ln p by mpmath], each threshold
                  [n, ln level, |cos| by mpmath]. mpmath works with 40 digits or more, takes the doubles as they
                  are and agrees with scipy to 1e-9 wherever scipy gives a number.
discovery.json    Random steps: the level, ln p of each row or null, and what statsmodels' fdr_bh rejects.
"""

import json
from pathlib import Path

import mpmath as mp
import numpy as np
from scipy import special
from statsmodels.stats.multitest import multipletests

HERE = Path(__file__).resolve().parent
PARAMETERS = [2, 3, 4, 5, 6, 7, 10, 17, 27, 64, 100, 512, 1000, 5130, 36_864, 147_456, 10**6, 2_359_296, 10**7,
              23_520_842, 24_000_000]
COSINES = [0.0, 1e-9, 1e-6, 1e-4, 1e-3, 0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99, 1 - 1e-6, 1 - 1e-9, 1 - 1e-12]
DEVIATIONS = [0.01, 0.1, 0.5, 1.0, 1.7, 2.0, 3.0, 5.0, 10.0, 30.0]
LEVELS = [0.9, 0.5, 0.1, 0.05, 1e-3, 1e-6, 1e-12, 1e-100, 1e-300]
HALF = mp.mpf(1) / 2


def log_p(c, n):
    """ln I_x((n-1)/2, 1/2) with x = 1 - c^2, by the power series in whichever of x and 1 - x is short."""
    c, a = mp.mpf(c), mp.mpf(n - 1) / 2
    y = c * c
    if y == 0:
        return mp.mpf(0)
    if a * y < 2000 and y < HALF:
        # The complement, with digits to spare for what cancels: p is about exp(-a y).
        with mp.workdps(60 + int(a * y)):
            front = mp.exp(a * mp.log1p(-y)) * mp.sqrt(y) / mp.beta(HALF, a)
            return mp.log1p(-2 * front * series(HALF, a, y))
    x = 1 - y
    return a * mp.log(x) + HALF * mp.log(y) - mp.log(mp.beta(a, HALF)) + mp.log(series(a, HALF, x) / a)


def series(a, b, x):
    """The sum of x^k (a + b)_k / (a + 1)_k."""
    term = total = mp.mpf(1)
    k = 0
    while term > total * mp.eps:
        term *= x * (a + b + k) / (a + 1 + k)
        total += term
        k += 1
    return total


def scipy_p(c, n):
    a = (n - 1) / 2
    p = special.betaincc(0.5, a, c * c) if c < 0.5 else special.betainc(a, 0.5, (1 - c) * (1 + c))
    return float(p) if p > 1e-300 else None


def point(n, c):
    p, exact = scipy_p(c, n), log_p(c, n)
    assert p is None or abs(mp.mpf(p) / mp.exp(exact) - 1) < 1e-9, (n, c, p, exact)
    return [n, c, p, float(exact)]


def threshold(n, log_level):
    """The root of ln p, by the secant method from scipy's inverse, or by bisection where that is close to 1."""
    guess = mp.mpf(float(special.betainccinv(0.5, (n - 1) / 2, np.exp(log_level)))) ** HALF
    if guess < 0.99:
        near = guess * (1 + mp.mpf(10) ** -9)
        root = mp.findroot(lambda c: log_p(c, n) - log_level, (guess, near), solver="secant", tol=1e-36)
        assert abs(root / guess - 1) < 1e-9, (n, log_level, guess, root)
        return [n, log_level, float(root)]
    low, high = mp.mpf(0), mp.mpf(1)
    while high - low > mp.mpf(10) ** -18:
        middle = (low + high) / 2
        low, high = (middle, high) if log_p(middle, n) > log_level else (low, middle)
    return [n, log_level, float(low)]


def exact_null():
    points = [point(n, c) for n in PARAMETERS for c in COSINES]
    points += [point(n, u / n**0.5) for n in PARAMETERS for u in DEVIATIONS if u / n**0.5 < 1]
    thresholds = [threshold(n, float(np.log(level))) for n in PARAMETERS for level in [*LEVELS, 1 / n]]
    write("exact_null.json", {"points": points, "thresholds": thresholds})


def discovery():
    random = np.random.default_rng(1)
    steps = []
    for rows, signals in [(1, 0), (1, 1), (2, 1), (10, 3), (41, 0), (41, 20), (62, 55), (161, 5), (161, 100)]:
        for level in [0.01, 0.05, 0.2]:
            p = random.uniform(size=rows)
            p[:signals] = 10.0 ** -random.uniform(0, 8, size=signals)
            random.shuffle(p)
            exists = random.uniform(size=rows) > (0.1 if rows > 2 else 0)
            rejected = multipletests(p[exists], alpha=level, method="fdr_bh")[0]
            logs, verdicts = [None] * rows, [None] * rows
            for row, log, verdict in zip(np.flatnonzero(exists), np.log(p[exists]), rejected):
                logs[row], verdicts[row] = float(log), bool(verdict)
            steps.append({"level": level, "logP": logs, "rejected": verdicts})
    write("discovery.json", steps)


def write(name, content):
    text = json.dumps(content).replace("], [", "],\n[").replace("}, {", "},\n{")
    (HERE / name).write_text(text + "\n")


mp.mp.dps = 40
exact_null()
discovery()
