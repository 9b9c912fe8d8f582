"""Measure everything, print a table, and write results.json: python -m benchmarks [--quick]."""

import argparse
import json
import os
import platform
from importlib.metadata import version
from pathlib import Path

import numpy as np

from .contenders import CONTENDERS
from .imports import import_ratio
from .memory import MEASURABLE, added_megabytes
from .timing import milliseconds, ratios, side_by_side
from .truncation import added_megabytes as added_in_chunks
from .truncation import time_ratios

RESULTS = Path(__file__).with_name("results.json")
GRID = (
    (1, 3, 2, 4),
    (1, 100, 16, 32),
    (32, 28, 28, 64),
    (32, 50, 32, 128),
    (64, 100, 64, 256),
    (128, 200, 128, 512),
    (16, 1000, 8, 64),
    (256, 50, 64, 128),
)
DTYPES = ("float32", "float64")
RATIOS = ("ours/floor", "naive/ours", "torch/ours")
BASE = {"N": 16, "T": 64, "D": 16, "H": 64}
GROWTH = {"T": (4, 16, 64, 256, 1024), "N": (1, 4, 16, 64, 256), "H": (8, 16, 32, 64, 128, 256)}
LARGE = (64, 100, 64, 256), (128, 200, 128, 512), (256, 50, 64, 128)
VANISHING = (64, 200, 64, 256)
TRUNCATED = (64, 200, 64, 256)
CHUNKS = (1, 5, 10, 25, 50, 100, 200)


def main():
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer rounds, and nothing written")
    quick = parser.parse_args().quick
    seconds, starts = (0.3, 1) if quick else (0.8, 7)
    results = {
        "machine": machine(),
        "cells": table(seconds, starts),
        "growth": growth(seconds / 2),
        "vanishing": vanishing(seconds),
        "memory_mb": memory(),
        "truncation": truncation(3 if quick else 15),
        "import": imports(5 if quick else 25),
    }
    if not quick:
        RESULTS.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8", newline="\n")


def machine():
    """Describe in words what is measured, without naming this particular machine."""
    blas = np.show_config(mode="dicts")["Build Dependencies"]["blas"]
    about = {
        "processor": f"{os.cpu_count()} cores of {_kind_of_machine()}, one thread",
        "numpy": np.__version__,
        "blas": f"{blas['name']} {blas['version']}",
    }
    if "torch" in CONTENDERS:
        about["torch"] = version("torch").split("+")[0]
    print(", ".join(f"{key}: {value}" for key, value in about.items()))
    return about


def table(seconds, starts):
    """Measure and print every size of the grid in both precisions."""
    print(f"\n{'N, T, D, H':20}{'dtype':9}{'ms':>8} " + "".join(f"{key:^20}" for key in RATIOS))
    print(" " * 38 + "    fwd   bwd  both " * len(RATIOS))
    cells = []
    for shape, dtype in ((shape, dtype) for shape in GRID for dtype in DTYPES):
        rounds = side_by_side({name: (name, shape, dtype) for name in CONTENDERS}, seconds, starts)
        cell = {"sizes": shape, "dtype": dtype, "ms": _rounded(milliseconds(rounds, "ours"))}
        line = f"{', '.join(map(str, shape)):20}{dtype:9}{cell['ms'][2]:8.4g} "
        for key in RATIOS:
            above, below = key.split("/")
            if above in rounds:
                cell[key] = [round(each, 2) for each in ratios(rounds, above, below)]
                line += "  " + " ".join(f"{each:5.2f}" for each in cell[key]) + " "
        print(line.rstrip(), flush=True)
        cells.append(cell)
    return cells


def growth(seconds):
    """Measure how the time of both passes grows with one size, the others held."""
    result = {"base": BASE}
    print(f"\nboth passes in ms, float32, at {BASE} but for")
    for size, values in GROWTH.items():
        result[size] = {"values": values}
        for value in values:
            shape = tuple({**BASE, size: value}.values())
            runs = {name: (name, shape, "float32") for name in CONTENDERS}
            rounds = side_by_side(runs, seconds)
            for name in runs:
                both = _rounded(milliseconds(rounds, name))[2]
                result[size].setdefault(name, []).append(both)
        print(f"  {size} = {values}: ours {result[size]['ours']}", flush=True)
    return result


def vanishing(seconds):
    """Compare the backward pass of a vanishing gradient with an ordinary one, in float32."""
    result = {"sizes": VANISHING, "dtype": "float32"}
    print(f"\nbackward with a vanishing gradient / with an ordinary one, {VANISHING}")
    for name in ("ours", "naive", "torch"):
        if name in CONTENDERS:
            runs = {gradient: (name, VANISHING, "float32", gradient) for gradient in (True, False)}
            rounds = side_by_side(runs, seconds)
            result[name] = _rounded(ratios(rounds, True, False))[1]
            print(f"  {name} {result[name]}", flush=True)
    return result


def memory():
    """Measure the peak memory of both passes, where the system can tell."""
    cells = []
    print("\npeak memory that both passes add, in MB")
    for shape in LARGE if MEASURABLE else ():
        for dtype in DTYPES:
            result = {"sizes": shape, "dtype": dtype}
            for name in ("ours", "naive", "torch"):
                if name in CONTENDERS:
                    result[name] = round(added_megabytes(name, shape, dtype))
            cells.append(result)
            print("  ", *result.values(), flush=True)
    return cells


def truncation(rounds):
    """Measure what chunks of different lengths cost beside the whole sequence, in float32."""
    times = _rounded(time_ratios(CHUNKS, TRUNCATED, "float32", rounds))
    peaks = added_in_chunks(CHUNKS, TRUNCATED, "float32")
    result = {"sizes": TRUNCATED, "dtype": "float32", "K": CHUNKS, "time": times}
    result["memory_mb"] = peaks and [round(peak, 1) for peak in peaks]
    print(f"\nin chunks of K steps, {TRUNCATED}: time / whole, and peak memory in MB")
    for K, ratio, peak in zip(CHUNKS, times, result["memory_mb"] or ["-"] * len(CHUNKS)):
        print(f"  K = {K:3}  {ratio:5.2f}  {peak}", flush=True)
    return result


def imports(rounds):
    """Compare the import of rnn_lib with the import of NumPy, which is a part of it."""
    result = {"rnn_lib/numpy": round(import_ratio(rounds), 2)}
    print(f"\nimport rnn_lib: {result['rnn_lib/numpy']} x import numpy")
    return result


def _kind_of_machine():
    """Return for instance "a virtual x86-64 server"."""
    cpu = Path("/proc/cpuinfo")
    virtual = cpu.exists() and "hypervisor" in cpu.read_text(encoding="utf-8")
    kind = platform.machine().replace("_", "-")
    return f"a virtual {kind} server" if virtual else f"an {kind} machine"


def _rounded(values):
    """Return the values with three digits that count."""
    return [float(f"{value:.3g}") for value in values]


if __name__ == "__main__":
    main()
