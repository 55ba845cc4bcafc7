# SPDX-License-Identifier: Apache-2.0
"""Compares the TypeScript front end with tree-sitter, on the files below some folders.

    typescript.py DUMP PATH… [--all]     DUMP is the program that `build` makes of dump.swift

Where the front end says that it understood a file, its tokens must be the leaves of tree-sitter's
tree, and its tree must have the same calls, members, literals, functions and statements. Prints
the share of the files that it understood, of those that tree-sitter reads without an error; exits
with 1 at a difference or below AIM.
"""

import argparse
import bisect
import collections
import sys

import tree_sitter
import tree_sitter_javascript
import tree_sitter_typescript
from scanner import Dump, chosen, failure, files_below, finish, gap_difference

AIM = 98
# What fits into a minute; --all lifts the second one, which is for each of the languages.
SIZE = 400_000
COUNT = 400
# Byte order marks and the spaces and line ends of Unicode.
BETWEEN = (
    rb"(?:\s|\xef\xbb\xbf|\xc2\xa0|\xe1\x9a\x80|\xe2\x80[\x80-\x8a\xa8\xa9\xaf]"
    rb"|\xe2\x81\x9f|\xe3\x80\x80)*")

GRAMMARS = {
    "typescript": tree_sitter_typescript.language_typescript,
    "tsx": tree_sitter_typescript.language_tsx,
    "javascript": tree_sitter_javascript.language,
}
LANGUAGES = {
    ".ts": "typescript", ".mts": "typescript", ".cts": "typescript", ".tsx": "tsx",
    ".js": "javascript", ".mjs": "javascript", ".cjs": "javascript", ".jsx": "javascript",
}
# The leaves of tree-sitter, or the nodes whose children are no tokens.
ATOMS = {
    "string": "string", "comment": "comment", "html_comment": "comment",
    "regex": "regularExpression", "number": "number", "hash_bang_line": "shebang",
    "private_property_identifier": "privateName",
}
TEXTS = {"string_fragment", "escape_sequence"}
ELEMENT_TEXTS = {"jsx_text", "html_character_reference"}
# These tokens are several ones in the scanner, as `>` closes type arguments too.
SPLIT = {b">=", b">>", b">>>", b">>=", b">>>=", b"-?:", b"+?:", b"?:", b"</", b"/>"}
NODES = {
    "call_expression": "call", "new_expression": "call", "member_expression": "member",
    "subscript_expression": "subscripted", "await_expression": "await",
    "object": "dictionary", "object_pattern": "dictionary",
    "array": "list", "array_pattern": "list",
    "arrow_function": "function", "function_expression": "function",
    "generator_function": "function", "ternary_expression": "conditional",
    "binary_expression": "operation", "unary_expression": "unary",
    "update_expression": "unary", "string": "string", "template_string": "string",
    "number": "number", "true": "boolean", "false": "boolean", "null": "null",
    "regex": "regularExpression", "as_expression": "cast", "satisfies_expression": "cast",
    "non_null_expression": "cast", "type_assertion": "cast", "yield_expression": "yield",
    "assignment_expression": "assignment", "augmented_assignment_expression": "assignment",
    "parenthesized_expression": "parenthesized",
    "import_statement": "IMPORT", "if_statement": "CONDITIONAL", "for_statement": "LOOP",
    "for_in_statement": "LOOP", "while_statement": "LOOP", "do_statement": "LOOP",
    "try_statement": "ATTEMPT", "switch_statement": "CHOICE", "return_statement": "RETURN",
    "throw_statement": "RAISE", "function_declaration": "FUNCTION",
    "generator_function_declaration": "FUNCTION", "lexical_declaration": "ASSIGNMENTS",
    "variable_declaration": "ASSIGNMENTS",
}
# The nodes that types do not have: what is too much is a difference as well.
EXACT = {"await", "regularExpression", "LOOP", "CONDITIONAL", "RETURN", "RAISE", "CHOICE"}
CONDITIONS = {
    "if_statement", "while_statement", "do_statement", "switch_statement", "with_statement",
}


def is_atom(node):
    # The type `string` is a leaf of the same name, but without one in the grammar.
    return node.is_named and node.type in ATOMS


def walk(root):
    """Visits a node and all nodes below it but the parts of leaves, each with its parent."""
    cursor = root.walk()
    parents = [None]
    while True:
        node = cursor.node
        yield node, parents[-1]
        if not is_atom(node) and cursor.goto_first_child():
            parents.append(node)
            continue
        while not cursor.goto_next_sibling():
            if not cursor.goto_parent():
                return
            parents.pop()


def name_of(node, parent):
    """The kind of a node in the shared tree, or None if it has another shape there."""
    kind = NODES.get(node.type)
    if kind == "call" and node.child_by_field_name("arguments") is not None:
        if node.child_by_field_name("arguments").type == "template_string":
            return None
    if parent is None:
        return kind
    if kind == "parenthesized" and parent.type in CONDITIONS:
        return None
    if kind == "CONDITIONAL" and parent.type == "else_clause":
        return None
    if kind == "assignment" and parent.type == "expression_statement":
        return None
    if kind == "assignment" and parent.type == "assignment_expression":
        return None
    if kind in ("FUNCTION", "ASSIGNMENTS", "IMPORT") and parent.type != "program" and (
            parent.type not in ("statement_block", "switch_case", "switch_default")):
        return None
    if kind == "function" and parent.type == "export_statement":
        # The default export of a function without a name is a declaration.
        return None
    if parent.type == "import_attribute":
        return None
    if kind == "member" and parent.type.startswith("jsx"):
        return None
    if kind == "string" and parent.type == "pair" and node.end_byte == parent.end_byte and (
            parent.parent.parent.type == "import_attribute"):
        return None
    if kind == "string" and (parent.type.startswith(("import", "export", "jsx", "module"))
                             or parent.type == "ambient_declaration"):
        return None
    return kind


def is_doubtful(node, data):
    """Whether tree-sitter misreads the node.

    It takes `await` for a name in `await(x)`, and lets `a ?? b!` and `await f<T>()` begin too late
    or end too early. `const a = require("m")` is an import here.
    """
    if node.type == "non_null_expression":
        return node.children[0].type in (
            "binary_expression", "unary_expression", "await_expression")
    if node.type == "call_expression":
        callee = node.children[0]
        return callee.type == "await_expression" or callee.type == "identifier" and (
            data[callee.start_byte:callee.end_byte] in (b"await", b"require"))
    if node.type == "subscript_expression":
        # `for (let[a, b] of c)` declares.
        return data.startswith(b"let[", node.start_byte)
    if node.type == "variable_declarator":
        value = node.child_by_field_name("value")
        return value is not None and data.startswith(b"require(", value.start_byte)
    return False


def read(root, data):
    """The tokens and nodes of tree-sitter's tree."""
    tokens, nodes, doubtful = [], set(), []
    for node, parent in walk(root):
        start, end = node.start_byte, node.end_byte
        kind = name_of(node, parent) if node.is_named else None
        if kind:
            nodes.add((kind, start, end))
        if is_doubtful(node, data):
            doubtful.append((start, end))
        if is_atom(node):
            tokens.append((ATOMS[node.type], start, end))
        elif node.child_count == 0 and end > start:
            text = data[start:end]
            if node.type in TEXTS or node.type in ELEMENT_TEXTS:
                label = "text" if node.type in TEXTS else "jsxText"
                if tokens and tokens[-1][0] == label and not data[tokens[-1][2]:start].strip():
                    tokens[-1] = (label, tokens[-1][1], end)
                elif node.type in TEXTS or text.strip():
                    tokens.append((label, start, end))
            elif text in SPLIT:
                tokens.extend((None, offset, offset + 1) for offset in range(start, end))
            elif b" " in text:
                for part in text.split():
                    offset = data.index(part, start)
                    tokens.append((None, offset, offset + len(part)))
                    start = offset + len(part)
            else:
                tokens.append((None, start, end))
    return tokens, nodes, doubtful


LABELS = {"stringMiddle": "text", "jsxText": "jsxText"} | {kind: kind for kind in ATOMS.values()}


def stripped(label, start, end, data):
    """Text of an element without the spaces around it, which tree-sitter counts otherwise."""
    if label == "jsxText":
        text = data[start:end]
        start += len(text) - len(text.lstrip())
        end = start + len(text.strip())
    return label, start, end


def token_difference(record, tokens, data):
    ours = [stripped(LABELS.get(kind), start, end, data)
            for kind, start, end in record["tokens"] if kind != "end"]
    theirs = [stripped(*token, data) for token in tokens]
    if ours == theirs:
        return None
    for own, other in zip(ours, theirs):
        if own != other:
            return f"token {own}, tree-sitter has {other}: {data[own[1]:own[1] + 60]!r}"
    return f"{len(ours)} tokens, tree-sitter has {len(theirs)}"


def tree_difference(record, nodes, doubtful, data):
    ends = [end for kind, _, end in record["tokens"] if kind not in ("comment", "end")]

    def trimmed(kind, start, end):
        # Without the comments that tree-sitter counts to a statement without a semicolon.
        if kind.isupper():
            end = ends[bisect.bisect_right(ends, end) - 1]
        return kind, start, end

    def is_checked(node):
        return not any(node[1] <= end and start <= node[2] for start, end in doubtful)

    nodes = {trimmed(*node) for node in nodes}
    ours = {tuple(node) for node in record["tree"]}
    flat = collections.defaultdict(list)
    for kind, start, end in ours:
        if kind == "opaque":
            flat[start].append(end)
    for kind, start, end in sorted(nodes - ours, key=lambda node: node[1]):
        # A very long chain of operators is flat, and `export` belongs to the declaration.
        if kind == "operation" and flat[start] or not is_checked((kind, start, end)):
            continue
        return f"no {kind} at {start}..<{end}: {data[start:min(end, start + 60)]!r}"
    for kind, start, end in sorted(ours - nodes, key=lambda node: node[1]):
        if kind in EXACT and is_checked((kind, start, end)):
            return f"{kind} at {start}..<{end} is too much: {data[start:min(end, start + 60)]!r}"
    return None


def check(path, record, parser, counts):
    """Counts a file; returns what to print."""
    data = path.read_bytes()
    root = parser.parse(data).root_node
    counts["valid"] += not root.has_error
    reason = failure(record)
    if reason:
        return None if root.has_error else f"not understood: {path}: {reason}"
    difference = gap_difference(record, data, BETWEEN)
    if root.has_error:
        counts["beyond"] += 1
    else:
        counts["understood"] += 1
        counts["tokens"] += len(record["tokens"])
        tokens, nodes, doubtful = read(root, data)
        difference = (
            difference or token_difference(record, tokens, data)
            or tree_difference(record, nodes, doubtful, data))
    counts["different"] += difference is not None
    return f"different: {path}: {difference}" if difference else None


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("dump")
    arguments.add_argument("paths", nargs="+")
    arguments.add_argument("--all", action="store_true")
    options = arguments.parse_args()
    failed = False
    for language, grammar in GRAMMARS.items():
        parser = tree_sitter.Parser(tree_sitter.Language(grammar()))
        suffixes = {suffix for suffix, name in LANGUAGES.items() if name == language}
        paths = chosen(
            language, files_below(options.paths, suffixes), SIZE,
            sys.maxsize if options.all else COUNT)
        counts = collections.Counter()
        with Dump(options.dump, language) as dump:
            for path in paths:
                line = check(path, dump.record(path), parser, counts)
                if line:
                    print(line)
        failed |= finish(
            language, counts["understood"], counts["valid"], AIM, counts["different"],
            f"valid for tree-sitter; {len(paths) - counts['valid']} more are invalid for it, of "
            f"which {counts['beyond']} are understood; {counts['tokens']} tokens")
    sys.exit(failed)


if __name__ == "__main__":
    main()
