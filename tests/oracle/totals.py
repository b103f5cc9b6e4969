#!/usr/bin/env python3
"""Compare total likelihoods with those of ProbLog.

In:  the folder that `write_totals` wrote.
Out: counts; every difference; exit code 1 if there is one.

    python3 tests/oracle/totals.py CASES [--threatlog BINARY] [--double-a-chance]
"""

import argparse
import json
import multiprocessing
import re
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from problog import get_evaluatable
from problog.engine import DefaultEngine
from problog.logic import Term
from problog.program import PrologString

TOLERANCE = 1e-9
SECONDS = 60  # for one query


class Count:
    """What was compared."""

    def __init__(self):
        self.systems = 0
        self.queries = 0
        self.beyond_best = 0
        self.inexact = 0
        self.slow = 0
        self.differences = 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("cases", type=Path)
    parser.add_argument("--threatlog", type=Path, help="also ask this binary for its programs")
    parser.add_argument(
        "--double-a-chance", action="store_true", help="to see the comparison fail"
    )
    arguments = parser.parse_args()
    failed = 0
    for kind, systems, beyond in [("systems", 6, 30), ("cases", 180, 50), ("random", 400, 300)]:
        count = Count()
        programs = {}
        for path in sorted((arguments.cases / kind).glob("*.pl")):
            program = path.read_text(encoding="utf-8")
            if kind == "systems" and arguments.threatlog:
                count.differences += not same_program(arguments.threatlog, path.stem, program)
            if arguments.double_a_chance:
                program = re.sub(r"(?m)^0\.5::", "0.75::", program)
            programs[path] = program
        with ProcessPoolExecutor() as pool:
            for path, found in zip(programs, pool.map(answered, programs.values())):
                expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
                compare(f"{kind}/{path.stem}", found, expected, count)
        print(
            f"{kind}: {count.systems} systems, {count.queries} totals, {count.beyond_best} above "
            f"the best path, {count.inexact} bounds, {count.slow} not done in {SECONDS} s, "
            f"{count.differences} differences",
            flush=True,
        )
        failed += count.differences
        if count.systems < systems or count.beyond_best < beyond:
            sys.exit(f"error: too few to show anything: {systems} systems and {beyond} wanted")
        if count.slow > count.queries // 20:
            sys.exit(f"error: {count.slow} of {count.queries} totals were too slow to compare")
    if failed:
        sys.exit(f"{failed} totals differ")


def same_program(binary, name, program):
    """Whether the command writes the program that is compared here."""
    command = [binary, "export", "problog", f"facts/systems/{name}.yaml"]
    written = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    if written.split("\n", 1)[1] == program:
        return True
    print(f"{name}: `threatlog export problog` writes another program")
    return False


def compare(name, found, expected, count):
    count.systems += 1
    if sorted(found) != sorted(expected):
        print(f"{name}: other queries than expected")
        count.differences += 1
        return
    for query, known in expected.items():
        count.queries += 1
        count.beyond_best += known["lower"] > known["path"] + 1e-6
        count.inexact += known["lower"] != known["upper"]
        likelihood = found[query]
        if likelihood is None:
            count.slow += 1
        elif not known["lower"] - TOLERANCE <= likelihood <= known["upper"] + TOLERANCE:
            print(f"{name}: {query}: {known['lower']} to {known['upper']}, ProbLog {likelihood}")
            count.differences += 1


def answered(program):
    """By query of a program: its likelihood; None for those that take too long."""
    clauses = re.sub(r"(?m)^query\(.*\)\.\n", "", program)
    left = re.findall(r"(?m)^query\((.*)\)\.$", program)
    found = dict.fromkeys(left)
    while left:
        pipe, end = multiprocessing.Pipe(duplex=False)
        worker = multiprocessing.Process(target=work, args=(clauses, left, end), daemon=True)
        worker.start()
        end.close()
        try:
            while left and pipe.poll(SECONDS):
                found[left[0]] = pipe.recv()
                left.pop(0)
        except EOFError:
            sys.exit(f"error: ProbLog failed at {left[0]}")
        worker.terminate()
        worker.join()
        if left:
            left.pop(0)
    return found


def work(clauses, queries, pipe):
    sys.setrecursionlimit(100_000)
    engine = DefaultEngine()
    database = engine.prepare(PrologString(clauses))
    knowledge = get_evaluatable(name="sdd")
    for query in queries:
        term = Term.from_string(query)
        ground = engine.ground_all(database, queries=[term])
        answer = knowledge.create_from(ground).evaluate()
        pipe.send(sum(answer.values()))


if __name__ == "__main__":
    main()
