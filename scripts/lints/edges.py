"""Edges: everything is caught in two files only; elsewhere a broad except that raises nothing hides a bug."""

import ast

from scripts.lints.source import Said, Source, dotted

EDGES = ("backend/platform/edge.py", "backend/platform/unexpected.py")
BROAD = {"Exception", "BaseException"}


def broad_except(source: Source) -> Said:
    """Bare excepts, `except Exception` and `suppress(Exception)`."""
    if source.within(*EDGES):
        return
    for node in source.nodes:
        if isinstance(node, ast.ExceptHandler) and _is_broad(node) and not _raises_on(node):
            yield node.lineno, "Catch the errors you expect by name; the rest is for platform/unexpected.py."
        if isinstance(node, ast.Call) and dotted(node.func).endswith("suppress") and _named(node) & BROAD:
            yield node.lineno, "Suppress the errors you expect by name, not all of them."


def _is_broad(handler: ast.ExceptHandler) -> bool:
    return handler.type is None or bool(_names(handler.type) & BROAD)


def _raises_on(handler: ast.ExceptHandler) -> bool:
    """Whether the handler only cleans up: its last line is a bare `raise`."""
    last = handler.body[-1]
    return isinstance(last, ast.Raise) and last.exc is None


def _named(call: ast.Call) -> set[str]:
    return {dotted(argument) for argument in call.args}


def _names(kind: ast.expr) -> set[str]:
    return {dotted(each) for each in (kind.elts if isinstance(kind, ast.Tuple) else [kind])}
