"""Reference functions as a learner would write them: without type annotations, whose names a notebook does not know."""

from __future__ import annotations

import ast
import io
import tokenize

LONGEST = 100


def without_annotations(source: str) -> str:
    """Return source code whose functions' signatures have lost their annotations; comments and bodies stay as they are.

    A signature that was laid out over several lines comes back on one, if it is not too long.
    """
    functions = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef)]
    for function in sorted(functions, key=lambda node: node.lineno, reverse=True):
        source = _simplified(source, function)
    return source


def _simplified(source: str, function: ast.FunctionDef) -> str:
    for argument in ast.walk(function.args):
        if isinstance(argument, ast.arg):
            argument.annotation = None
    lines = source.split("\n")
    start = function.lineno - 1
    last, column = _colon(lines[start:])
    signature = _laid_out(" " * function.col_offset, function.name, ast.unparse(function.args))
    return "\n".join([*lines[:start], signature + lines[start + last][column:], *lines[start + last + 1 :]])


def _laid_out(indent: str, name: str, arguments: str) -> str:
    """Return a signature up to its closing bracket, on three lines where one would be too long."""
    line = f"{indent}def {name}({arguments})"
    return line if len(line) < LONGEST else f"{indent}def {name}(\n{indent}    {arguments}\n{indent})"


def _colon(lines: list[str]) -> tuple[int, int]:
    """Return line and column of the colon that ends the signature with which `lines` begin."""
    depth = 0
    for token in tokenize.generate_tokens(io.StringIO("\n".join(lines)).readline):
        if token.string in "([{" and token.string:
            depth += 1
        elif token.string in ")]}" and token.string:
            depth -= 1
        elif token.string == ":" and depth == 0:
            return token.start[0] - 1, token.start[1]
    raise ValueError("a signature without a colon")
