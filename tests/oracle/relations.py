#!/usr/bin/env python3
"""Derive the relations of a rule program with clingo.

In:  one or more rule files (the Soufflé subset of `rules.dl`) and a folder of Soufflé `.facts`
     files: one TSV per input relation, a missing file being an empty relation.
Out: one sorted TSV per derived relation, `<relation>.tsv`, in the folder given by `--out`.

clingo computes the stable model of the program. A stratified program has exactly one, and it is
the set of relations that Soufflé, crepe and our interpreter must find. Nothing here shares code
with them.

    pip install clingo
    python3 tests/oracle/relations.py rules.dl --facts FACTS --out OUT
"""

import argparse
import re
import sys
from pathlib import Path

import clingo

TOKEN = re.compile(
    r"""(?P<space>\s+|//[^\n]*|/\*.*?\*/)
      | (?P<text>"(?:[^"\\\n]|\\.)*")
      | (?P<number>\d+)
      | (?P<directive>\.(?:type|decl|input|output)\b)
      | (?P<name>[A-Za-z_][A-Za-z0-9_]*)
      | (?P<mark>:-|!=|<=|>=|<:|[()<>=,.!:])""",
    re.VERBOSE | re.DOTALL,
)


class Program:
    """Declarations, and clauses as the text of an answer set program."""

    def __init__(self):
        self.bases = {"symbol": "symbol", "number": "number"}  # type → what its values are
        self.columns = {}  # relation → what the values of its columns are
        self.inputs = set()
        self.derived = set()
        self.clauses = []


def read_program(text):
    program = Program()
    tokens = list(tokenise(text))
    at = 0
    while at < len(tokens):
        kind, word = tokens[at]
        if word == ".type":
            # `.type name <: base`
            program.bases[tokens[at + 1][1]] = program.bases[tokens[at + 3][1]]
            at += 4
        elif word == ".decl":
            at = read_declaration(program, tokens, at + 1)
        elif kind == "directive":
            if word == ".input":
                program.inputs.add(tokens[at + 1][1])
            at += 2
        else:
            at = read_clause(program, tokens, at)
    return program


def tokenise(text):
    at = 0
    while at < len(text):
        match = TOKEN.match(text, at)
        if match is None:
            line = text.count("\n", 0, at) + 1
            sys.exit(f"line {line}: cannot read {text[at:at + 20]!r}")
        at = match.end()
        if match.lastgroup != "space":
            yield match.lastgroup, match.group()


def read_declaration(program, tokens, at):
    name = tokens[at][1]
    end = next(i for i in range(at, len(tokens)) if tokens[i][1] == ")")
    words = [word for _, word in tokens[at + 2 : end]]
    # Words are `column : type , column : type …`.
    program.columns[name] = [program.bases[word] for word in words[2::4]]
    return end + 1


def read_clause(program, tokens, at):
    end = next(i for i in range(at, len(tokens)) if tokens[i] == ("mark", "."))
    program.derived.add(tokens[at][1])
    words = []
    for i in range(at, end):
        kind, word = tokens[i]
        applied = i + 1 < end and tokens[i + 1][1] == "("
        words.append(translate(kind, word, applied))
    program.clauses.append(" ".join(words) + " .")
    return end + 1


def translate(kind, word, applied):
    if kind == "name" and not applied and word != "_":
        return "V_" + word  # a variable: clingo's begin with a capital
    if kind == "name" and applied:
        return predicate(word)
    if word == "!":
        return "not"
    return word


def predicate(name):
    # The prefix keeps our names clear of clingo's own words, such as `not`.
    return "r_" + name


def read_facts(program, folder):
    facts = []
    for name in sorted(program.inputs):
        path = folder / f"{name}.facts"
        types = program.columns[name]
        if not path.exists():
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
            if not line:
                continue
            values = line.split("\t")
            if len(values) != len(types):
                sys.exit(f"{path}:{number}: {len(types)} columns expected")
            facts.append(clingo.Function(predicate(name), list(map(symbol, values, types))))
    return facts


def symbol(value, kind):
    return clingo.Number(int(value)) if kind == "number" else clingo.String(value)


def derive(program, facts):
    """Return the rows of every derived relation, sorted."""
    control = loaded(program, facts)
    control.ground([("base", [])])
    with control.solve(yield_=True) as handle:
        return rows(program, next(iter(handle), None))


def loaded(program, facts):
    """Return clingo with the program and the facts, before it has done anything with them."""
    control = clingo.Control(["--warn=none"])
    control.add("base", [], "\n".join(program.clauses))
    with control.backend() as backend:
        for fact in facts:
            backend.add_rule([backend.add_atom(fact)])
    # Declared, so that a relation without facts is empty and not unknown.
    defined = "\n".join(
        f"#defined {predicate(name)}/{len(types)}." for name, types in program.columns.items()
    )
    control.add("base", [], defined)
    return control


def rows(program, model):
    """Return what holds in the one model, by derived relation, sorted."""
    if model is None:
        sys.exit("no stable model: the program is not stratified")
    found = {name: [] for name in program.derived}
    for atom in model.symbols(atoms=True):
        name = atom.name.removeprefix("r_")
        if name in found:
            found[name].append(tuple(map(plain, atom.arguments)))
    return {name: sorted(rows) for name, rows in found.items()}


def plain(value):
    return value.string if value.type == clingo.SymbolType.String else str(value.number)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("rules", nargs="+", type=Path)
    parser.add_argument("--facts", required=True, type=Path)
    parser.add_argument("--out", required=True, type=Path)
    arguments = parser.parse_args()

    text = "\n".join(path.read_text(encoding="utf-8") for path in arguments.rules)
    program = read_program(text)
    relations = derive(program, read_facts(program, arguments.facts))
    arguments.out.mkdir(parents=True, exist_ok=True)
    for name, rows in sorted(relations.items()):
        lines = "".join("\t".join(row) + "\n" for row in rows)
        (arguments.out / f"{name}.tsv").write_text(lines, encoding="utf-8")


if __name__ == "__main__":
    main()
