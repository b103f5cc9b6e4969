#!/usr/bin/env python3
"""Compare what threatlog derives with what clingo derives from the same rules and facts.

In:  the rules that ship, and the folder that `write_cases` wrote.
Out: counts; every difference; exit code 1 if there is one.

    python3 tests/oracle/compare.py rules.dl CASES [--threatlog BINARY] [--drop-a-row]
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path

import relations


class Count:
    """What was compared."""

    def __init__(self):
        self.cases = 0
        self.relations = 0
        self.filled = set()
        self.rows = 0
        self.differences = 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("rules", type=Path)
    parser.add_argument("cases", type=Path)
    parser.add_argument("--threatlog", type=Path, help="also ask this binary for its facts")
    parser.add_argument(
        "--drop-a-row", action="store_true", help="lose a derived row, to see the comparison fail"
    )
    arguments = parser.parse_args()
    lose = arguments.drop_a_row

    shipped = relations.read_program(arguments.rules.read_text(encoding="utf-8"))
    count = Count()
    for case in folders(arguments.cases / "shipped"):
        compare(case.name, shipped, case / "facts", expected(case), lose, count)
    report("shipped rules", count)
    failed = count.differences

    count = Count()
    for case in folders(arguments.cases / "programs"):
        program = relations.read_program((case / "rules.dl").read_text(encoding="utf-8"))
        compare(f"program {case.name}", program, case / "facts", expected(case), lose, count)
    report("random programs", count)
    failed += count.differences

    if arguments.threatlog:
        count = Count()
        for system in sorted(Path("facts/systems").glob("*.yaml")):
            facts = arguments.cases / "command" / system.stem
            derived = asked(arguments.threatlog, shipped, system, facts)
            compare(system.stem, shipped, facts, derived, lose, count)
        report("`threatlog facts`", count)
        failed += count.differences
    if failed:
        sys.exit(f"{failed} relations differ")


def folders(parent):
    found = sorted(it for it in parent.iterdir() if it.is_dir())
    if not found:
        sys.exit(f"no cases in {parent}")
    return found


def expected(case):
    """The rows that threatlog derived, by relation."""
    derived = {}
    for path in (case / "expected").glob("*.tsv"):
        lines = path.read_text(encoding="utf-8").splitlines()
        derived[path.stem] = {tuple(line.split("\t")) for line in lines}
    return derived


def asked(binary, program, system, folder):
    """The same by the command line: facts for the oracle, and the derived relations as JSON."""
    folder.mkdir(parents=True, exist_ok=True)
    run(binary, "facts", system, "--format", "souffle", "--out", folder)
    named = [word for name in sorted(program.derived) for word in ("--relation", name)]
    answer = json.loads(run(binary, "facts", system, "--format", "json", *named))
    derived = {name: set() for name in program.derived}
    for fact in answer["facts"]:
        derived[fact["relation"]].add(tuple(map(str, fact["args"])))
    return derived


def run(*words):
    return subprocess.run(list(map(str, words)), check=True, capture_output=True).stdout


def compare(name, program, facts, ours, lose, count):
    theirs = relations.derive(program, relations.read_facts(program, facts))
    if lose:
        largest = max(theirs, key=lambda it: (len(theirs[it]), it))
        theirs[largest] = theirs[largest][1:]
    count.cases += 1
    # A relation that is declared but that no clause derives is empty on both sides.
    for relation in sorted(set(ours) | set(theirs)):
        one, other = ours.get(relation, set()), set(theirs.get(relation, []))
        count.relations += 1
        count.rows += len(other)
        if other:
            count.filled.add(relation)
        if one != other:
            count.differences += 1
            print(f"{name}: `{relation}` differs")
            for row in sorted(one - other)[:5]:
                print(f"  only threatlog: {', '.join(row)}")
            for row in sorted(other - one)[:5]:
                print(f"  only clingo:    {', '.join(row)}")


def report(what, count):
    print(
        f"{what}: {count.cases} cases, {count.relations} relations compared, "
        f"{len(count.filled)} distinct ones filled, {count.rows} rows, "
        f"{count.differences} differences"
    )
    if not count.rows:
        sys.exit(f"{what}: nothing was derived, so nothing was compared")


if __name__ == "__main__":
    main()
