# SPDX-License-Identifier: Apache-2.0
"""Compares the Python front end with CPython and tree-sitter, on the files below some folders.

    python.py DUMP [PATH…] [--all]     DUMP is the program that `build` makes of dump.swift

The files are those of the standard library of this Python and those below the paths. Where the
front end says that it understood a file, its tokens must be those of `tokenize`, its tree that of
`ast`, and its names and literals those of tree-sitter. Prints the share of the files that it
understood, of those that CPython compiles; exits with 1 at a difference or below AIM.

Before Python 3.12 `tokenize` takes an f-string for one token, and `ast` has wrong
positions inside it: what is inside of f-strings is then compared with tree-sitter only.
"""

import argparse
import ast
import bisect
import io
import keyword
import re
import sys
import sysconfig
import tokenize
import warnings

from scanner import Dump, chosen, failure, files_below, finish, gap_difference

AIM = 99.9
# What fits into a minute and a half; --all lifts the second one.
SIZE = 300_000
COUNT = 1_000
BETWEEN = rb"(?:[ \t\f\r\n]|\\(?:\r\n|\r|\n))*"

# PEP 701: what is inside f-strings is tokens.
SEES_FIELDS = sys.version_info >= (3, 12)

TOKENS = {
    tokenize.NAME: "name",
    tokenize.NUMBER: "number",
    tokenize.STRING: "string",
    tokenize.OP: "punctuation",
    tokenize.NEWLINE: "newline",
    tokenize.INDENT: "indent",
    tokenize.DEDENT: "dedent",
    tokenize.COMMENT: "comment",
    tokenize.ENDMARKER: "end",
}
if SEES_FIELDS:
    TOKENS |= {tokenize.FSTRING_START: "stringStart", tokenize.FSTRING_END: "stringEnd"}
EXPRESSIONS = {
    ast.Name: "name",
    ast.Attribute: "member",
    ast.Call: "call",
    ast.Subscript: "subscripted",
    ast.Await: "await",
    ast.JoinedStr: "string",
    ast.List: "list",
    ast.Tuple: "tuple",
    ast.Set: "set",
    ast.Dict: "dictionary",
    ast.UnaryOp: "unary",
    ast.BinOp: "operation",
    ast.IfExp: "conditional",
    ast.ListComp: "comprehension",
    ast.SetComp: "comprehension",
    ast.DictComp: "comprehension",
    ast.GeneratorExp: "comprehension",
    ast.Lambda: "function",
    ast.NamedExpr: "assignment",
    ast.Yield: "yield",
    ast.YieldFrom: "yield",
}
STATEMENTS = {
    ast.Import: "IMPORT",
    ast.ImportFrom: "IMPORT",
    ast.Assign: "ASSIGNMENTS",
    ast.AugAssign: "ASSIGNMENTS",
    ast.AnnAssign: "ASSIGNMENTS",
    ast.FunctionDef: "FUNCTION",
    ast.AsyncFunctionDef: "FUNCTION",
    ast.ClassDef: "TYPE",
    ast.If: "CONDITIONAL",
    ast.For: "LOOP",
    ast.AsyncFor: "LOOP",
    ast.While: "LOOP",
    ast.With: "WITH",
    ast.AsyncWith: "WITH",
    ast.Try: "ATTEMPT",
    ast.Match: "CHOICE",
    ast.Return: "RETURN",
    ast.Raise: "RAISE",
    ast.Expr: "EXPRESSION",
    ast.Pass: "SIMPLE",
    ast.Break: "SIMPLE",
    ast.Continue: "SIMPLE",
    ast.Global: "SIMPLE",
    ast.Nonlocal: "SIMPLE",
}
# Nodes of newer versions than 3.10.
for type_name, kind in [("TryStar", "ATTEMPT"), ("TypeAlias", "TYPE")]:
    if hasattr(ast, type_name):
        STATEMENTS[getattr(ast, type_name)] = kind
# Names for the one, and keywords for the other.
KEYWORDS = {word.encode() for word in keyword.kwlist} - {b"True", b"False", b"None"}
SOFT_KEYWORDS = {b"match", b"case", b"type", b"print", b"exec", b"_", b"__future__"}
KINDS = set(EXPRESSIONS.values()) | {"number", "boolean", "null"}


def constant_kind(value):
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, (str, bytes)):
        return "string"
    return None if value is Ellipsis else "number"


class Source:
    """A file with the offsets of its lines, as CPython counts lines."""

    def __init__(self, data):
        self.data = data
        self.starts = [0]
        for match in re.finditer(rb"\r\n|\r|\n", data):
            self.starts.append(match.end())
        self.starts.append(len(data))
        self.mark = 3 if data.startswith(b"\xef\xbb\xbf") else 0

    def line(self, number):
        if number > len(self.starts) - 1:
            return len(self.data), b""
        start = self.starts[number - 1]
        end = self.starts[number]
        if number == 1:
            start += self.mark
        return start, self.data[start:end]

    def characters(self, position):
        start, line = self.line(position[0])
        if line.isascii():
            return min(start + position[1], len(self.data))
        return start + len(line.decode()[: position[1]].encode())

    def span(self, node):
        start = self.line(node.lineno)[0] + node.col_offset
        return start, self.line(node.end_lineno)[0] + node.end_col_offset


def cpython_tokens(source):
    result = []
    for token in tokenize.tokenize(io.BytesIO(source.data).readline):
        if token.type == tokenize.ERRORTOKEN and not token.string.isspace():
            # Before Python 3.12, `tokenize` doesn't know all letters.
            raise tokenize.TokenError
        kind = TOKENS.get(token.type)
        if kind:
            start = source.characters(token.start)
            end = source.characters(token.end)
            result.append((kind, start, start if kind in ("newline", "end", "dedent") else end))
    return result


def own_tokens(record):
    result, depth = [], 0
    for kind, start, end in record["tokens"]:
        if kind == "stringMiddle":
            continue
        if kind == "shebang":
            kind = "comment"
        if not SEES_FIELDS and kind in ("stringStart", "stringEnd"):
            depth += 1 if kind == "stringStart" else -1
            if depth == 0:
                result.append(("string", begin, end))
            elif depth == 1 and kind == "stringStart":
                begin = start
        elif SEES_FIELDS or depth == 0:
            result.append((kind, start, start if kind in ("newline", "end", "dedent") else end))
    return result


def formatted_strings(record):
    """The ranges of f-strings."""
    begins = []
    for kind, start, end in record["tokens"]:
        if kind == "stringStart":
            begins.append(start)
        elif kind == "stringEnd":
            start = begins.pop()
            if not begins:
                yield start, end


def is_in_parentheses(text):
    """Whether the parenthesis that opens a tuple closes it, as in `(1, 2)` but not `(1), (2)`."""
    if not text.startswith(b"("):
        return False
    try:
        ast.parse(b"[" + text[1:-1] + b"\n]")
    except SyntaxError:
        return False
    return True


class Nodes(ast.NodeVisitor):
    """Collects what the shared tree has too."""

    def __init__(self, source):
        self.source = source
        self.nodes = set()
        self.statements = set()
        self.unchecked = []

    def visit(self, node):
        kind = EXPRESSIONS.get(type(node))
        if isinstance(node, ast.Constant):
            kind = constant_kind(node.value)
        if isinstance(node, ast.Compare) and len(node.ops) == 1:
            kind = "operation"
        if kind:
            self.nodes.add((kind, *self.source.span(node)))
        if type(node) in STATEMENTS:
            start, end = self.source.span(node)
            if not (isinstance(node, ast.Import) and len(node.names) > 1):
                decorated = bool(getattr(node, "decorator_list", None))
                self.statements.add((STATEMENTS[type(node)], None if decorated else start, end))
        if isinstance(node, ast.arg):
            start = self.source.span(node)[0]
            self.nodes.add(("name", start, start + len(node.arg.encode())))
        if isinstance(node, ast.pattern):
            self.unchecked.append(self.source.span(node))
        super().visit(node)

    def visit_BoolOp(self, node):
        # `a and b and c` is one node here, and two operations there.
        start = self.source.span(node)[0]
        for value in node.values[1:]:
            self.nodes.add(("operation", None, None))
        self.generic_visit(node)

    def visit_Call(self, node):
        if len(node.args) == 1 and not node.keywords and isinstance(node.args[0], ast.GeneratorExp):
            self.visit(node.func)
            self.generic_visit(node.args[0])
        else:
            self.generic_visit(node)

    def visit_Subscript(self, node):
        self.visit(node.value)
        start, end = self.source.span(node.slice)
        if isinstance(node.slice, ast.Tuple) and not is_in_parentheses(self.source.data[start:end]):
            self.generic_visit(node.slice)
        else:
            self.visit(node.slice)

    def visit_JoinedStr(self, node):
        if not SEES_FIELDS:
            return
        for value in node.values:
            if isinstance(value, ast.FormattedValue):
                self.visit(value.value)
                if value.format_spec:
                    self.visit_JoinedStr(value.format_spec)

    def visit_If(self, node):
        # `elif` is a branch there.
        self.visit(node.test)
        for statement in node.body:
            self.visit(statement)
        if len(node.orelse) == 1 and isinstance(node.orelse[0], ast.If):
            start = self.source.span(node.orelse[0])[0]
            if self.source.data[start:start + 4] == b"elif":
                self.visit_If(node.orelse[0])
                return
        for statement in node.orelse:
            self.visit(statement)

    def visit_TypeAlias(self, node):
        # The declared name is no expression there.
        self.visit(node.value)

    def visit_MatchValue(self, node):
        self.unchecked.append(self.source.span(node))

    visit_MatchAs = visit_MatchSequence = visit_MatchMapping = visit_MatchValue
    visit_MatchClass = visit_MatchOr = visit_MatchSingleton = visit_MatchStar = visit_MatchValue


def tree_difference(record, source, tree):
    nodes = Nodes(source)
    nodes.visit(tree)
    for owner in ast.walk(tree):
        for parameter in getattr(owner, "type_params", []):
            nodes.unchecked.append(source.span(parameter))
    if not SEES_FIELDS:
        # A string begins before its fields.
        nodes.unchecked += [(start + 1, end) for start, end in formatted_strings(record)]
    nodes.unchecked.sort()
    starts = [start for start, _ in nodes.unchecked]
    ends = []
    for _, end in nodes.unchecked:
        ends.append(max(end, ends[-1] if ends else 0))

    def is_unchecked(start):
        index = bisect.bisect_right(starts, start) - 1
        return index >= 0 and start < ends[index]

    both_operators = re.compile(rb"\b(and|or)\b")
    own, statements = set(), set()
    for kind, start, end in record["tree"]:
        if kind.isupper():
            statements.add((kind, start, end))
        elif kind in KINDS:
            own.add((kind, start, end))
    expected = {node for node in nodes.nodes if node[1] is not None and not is_unchecked(node[1])}
    missing = expected - own
    if missing:
        kind, start, end = min(missing, key=lambda node: node[1])
        return f"no {kind} at {start}..<{end}: {source.data[start:min(end, start + 60)]!r}"
    for kind, start, end in sorted(own - expected, key=lambda node: node[1]):
        if is_unchecked(start):
            continue
        if kind == "operation" and both_operators.search(source.data, start, end):
            continue
        # The generator that is the only argument has the call's parentheses in `ast`.
        if kind == "comprehension":
            continue
        # `ast` has no place for the name of `except … as name`.
        if kind == "name" and re.search(rb"\bas\s*$", source.data[max(start - 40, 0):start]):
            continue
        return f"{kind} at {start}..<{end} is too much: {source.data[start:min(end, start + 60)]!r}"
    by_end = {}
    for kind, start, end in statements:
        by_end.setdefault((kind, end), set()).add(start)
        # The semicolon belongs to the statement there.
        if source.data[end - 1:end] == b";":
            end = start + len(source.data[start:end - 1].rstrip(b" \t\f\\\r\n"))
            by_end.setdefault((kind, end), set()).add(start)
    for kind, start, end in nodes.statements:
        found = by_end.get((kind, end), set())
        if not found or (start is not None and start not in found):
            return f"no {kind} that ends at {end}: {source.data[max(end - 60, 0):end]!r}"
    return None


class TreeSitter:
    """The names and literals of tree-sitter's tree, where it has one without errors."""

    LEAVES = "[(identifier) (integer) (float) (true) (false) (none) (string)] @leaf"

    def __init__(self):
        import tree_sitter
        import tree_sitter_python

        language = tree_sitter.Language(tree_sitter_python.language())
        self.parser = tree_sitter.Parser(language)
        self.cursor = tree_sitter.QueryCursor(tree_sitter.Query(language, self.LEAVES))

    def leaves(self, data):
        tree = self.parser.parse(data)
        if tree.root_node.has_error:
            return None
        nodes = self.cursor.captures(tree.root_node).get("leaf", [])
        return {(node.start_byte, node.end_byte) for node in nodes}


def own_leaves(record, data):
    result, begins = set(), []
    for kind, start, end in record["tokens"]:
        if kind == "stringStart":
            begins.append(start)
        elif kind == "stringEnd":
            result.add((begins.pop(), end))
        elif kind in ("number", "string"):
            result.add((start, end))
        elif kind == "name" and data[start:end] not in KEYWORDS:
            result.add((start, end))
    return result


class Comparison:
    """Compares file by file."""

    def __init__(self):
        self.sitter = TreeSitter()
        self.counts = dict.fromkeys(
            ("files", "valid", "understood", "tokens", "tokenized", "sitter"), 0)

    def difference(self, path, record):
        """Counts a file; returns what to print."""
        self.counts["files"] += 1
        data = path.read_bytes()
        source = Source(data)
        try:
            tree = ast.parse(data.decode().removeprefix("\ufeff"), str(path))
        except (SyntaxError, ValueError, RecursionError):
            tree = None
        self.counts["valid"] += tree is not None
        reason = failure(record)
        if reason:
            return f"not understood: {path}: {reason}" if tree else None
        difference = gap_difference(record, data, BETWEEN)
        if tree:
            self.counts["understood"] += 1
            self.counts["tokens"] += len(record["tokens"])
            difference = (
                difference or self.token_difference(record, source)
                or tree_difference(record, source, tree) or self.leaf_difference(record, data))
        return f"different: {path}: {difference}" if difference else None

    def token_difference(self, record, source):
        if not SEES_FIELDS and re.search(rb"\r(?!\n)", source.data):
            # `tokenize` doesn't know these line ends.
            return None
        try:
            theirs = cpython_tokens(source)
        except (tokenize.TokenError, SyntaxError):
            return None
        ours = own_tokens(record)
        self.counts["tokenized"] += 1
        if theirs == ours:
            return None
        pair = next(
            (pair for pair in zip(theirs, ours) if pair[0] != pair[1]), (len(theirs), len(ours)))
        return f"tokenize has {pair[0]}, the scanner {pair[1]}"

    def leaf_difference(self, record, data):
        leaves = self.sitter.leaves(data)
        if leaves is None:
            return None
        self.counts["sitter"] += 1
        other = {
            (start, end) for start, end in leaves ^ own_leaves(record, data)
            if data[start:end] not in SOFT_KEYWORDS
            # The conversion of a field, `!r`, is no identifier there.
            and not (end - start == 1 and data[start - 1:start] == b"!")
            # `{x:=10}` is the format `=10`, and no assignment.
            and data[start - 2:start] != b":="}
        if not other:
            return None
        start, end = min(other)
        return f"tree-sitter differs at {start}..<{end}: {data[start:end][:60]!r}"


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("dump")
    arguments.add_argument("paths", nargs="*")
    arguments.add_argument("--all", action="store_true")
    options = arguments.parse_args()
    warnings.simplefilter("ignore")
    sys.setrecursionlimit(20_000)
    failed = False
    libraries = {"standard library": [sysconfig.get_path("stdlib")]}
    if options.paths:
        libraries["packages"] = options.paths
    for name, folders in libraries.items():
        name = f"Python {sys.version_info[0]}.{sys.version_info[1]}, {name}"
        outside = {"site-packages", "dist-packages"} if folders is not options.paths else ()
        files = files_below(folders, {".py"}, outside)
        paths = chosen(name, files, SIZE, sys.maxsize if options.all else COUNT)
        comparison = Comparison()
        counts = comparison.counts
        different = 0
        with Dump(options.dump, "python") as dump:
            for path in paths:
                line = comparison.difference(path, dump.record(path))
                if line:
                    different += line.startswith("different")
                    print(line)
        fields = "" if SEES_FIELDS else " (f-strings as one token each)"
        failed |= finish(
            name, counts["understood"], counts["valid"], AIM, different,
            f"{counts['files'] - counts['valid']} more are invalid; {counts['tokens']} tokens; "
            f"compared with ast, with tokenize {counts['tokenized']}{fields}, with tree-sitter "
            f"{counts['sitter']}")
    sys.exit(failed)


if __name__ == "__main__":
    main()
