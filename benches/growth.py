#!/usr/bin/env python3
"""Compare how the times of three Datalog engines grow.

In:  the rules that ship, and the folder that `write_systems` wrote, with what it printed as
     `times.tsv`.
Out: a table of seconds and growth; exit code 1 if clingo derives other than as many rows.
"""

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "oracle"))
import relations  # noqa: E402

RUNS = 3


def main():
    rules, folder = map(Path, sys.argv[1:])
    program = relations.read_program(rules.read_text(encoding="utf-8"))
    found = []
    for line in (folder / "times.tsv").read_text(encoding="utf-8").splitlines():
        name, rows, compiled, interpreted = line.split("\t")
        facts = relations.read_facts(program, folder / name)
        seconds, theirs = clingo(program, facts)
        if theirs != int(rows):
            sys.exit(f"{name}: clingo derives {theirs} rows, threatlog {rows}")
        size = int(name.split("-")[0])
        found.append((size, theirs, [float(compiled), float(interpreted), seconds]))
    show(found)


def clingo(program, facts):
    """Return the least seconds to ground and solve, and how many rows are derived."""
    least = float("inf")
    for _ in range(RUNS):
        control = relations.loaded(program, facts)
        start = time.perf_counter()
        control.ground([("base", [])])
        with control.solve(yield_=True) as handle:
            model = next(iter(handle), None)
            least = min(least, time.perf_counter() - start)
            derived = relations.rows(program, model)
    return least, sum(map(len, derived.values()))


def show(found):
    print("components     rows   compiled  interpreted     clingo   (seconds)")
    for size, rows, seconds in found:
        print(f"{size:10} {rows:8}" + "".join(f"{it:{w}.4f}" for it, w in zip(seconds, (11, 13, 11))))
    print("\nas a multiple of the size before")
    for (before, _, old), (size, _, new) in zip(found, found[1:]):
        growth = "".join(f"{b / a:{w}.1f}" for a, b, w in zip(old, new, (11, 13, 11)))
        print(f"{before:4} to {size:4} {'':5}{growth}")
    print("\nas a multiple of the compiled rules")
    for size, _, seconds in found:
        print(f"{size:10} {'':8}" + "".join(f"{it / seconds[0]:{w}.1f}" for it, w in zip(seconds, (11, 13, 11))))


if __name__ == "__main__":
    main()
