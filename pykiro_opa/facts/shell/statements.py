"""What each kind of statement of the grammar runs: one function each, in `HANDLERS`."""

from __future__ import annotations

from ...catalogue.programs import UNKNOWN
from . import branches, chains, descriptors, loops, multiplying, subscripts, variables
from .assignments import assign, assignment, set_value
from .records import record, standing_for
from .redirections import after_redirects, inputs, read_by, standard_input, target
from .starting import invoke
from .syntax import words
from .syntax.invocation import Invocation

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tree_sitter import Node

    from .evaluator import Text
    from .syntax.scope import Scope

READS = "<"  # of the command fact that stands for a redirection that reads
_KEEP = ("exec", "command", "builtin")


def _command(
    text: Text, node: Node, scope: Scope, stdin: str, extra: list[Node] | None = None, left_out: str = ""
) -> str:
    assigned: list[tuple[str, str]] = []
    argv: list[words.Word] = []
    redirects = list(extra or ())
    named = descriptors.names(redirects)
    for child in node.children:
        if child.type == "variable_assignment":
            assigned.append(assignment(text, child, scope))
        elif child.type in ("file_redirect", "herestring_redirect", "heredoc_redirect"):
            redirects.append(child)
        elif child.is_named and child.id not in named:
            if _is_torn(child):
                text.evaluator.recorder.unresolved(
                    "code", "a word cannot be parsed; write it more plainly", text.line_of(node)
                )
            argv += text.words_of(child, scope)
    argv += [words.Word(word) for word in left_out.split()]
    named = descriptors.names(redirects)
    for redirect in redirects:
        # The grammar gives a redirection all the words behind it.
        for child in redirect.children_by_field_name("destination")[1:] if redirect.type == "file_redirect" else ():
            argv += [] if child.id in named else text.words_of(child, scope)
    if not argv:
        for name, value in assigned:
            set_value(text, node, name, value, scope)
        for redirect in redirects:
            standard_input(text, redirect, scope, stdin, "")
        _record_reading(text, node, redirects, scope)
        return ""
    for redirect in inputs(redirects):
        stdin = standard_input(text, redirect, scope, stdin, "")
    for name, value in assigned:
        variables.assigned(name, value, scope, text.evaluator, text.line_of(node))
    text.visited.add(node.id)
    invocation = Invocation(
        argv=tuple(argv),
        assigned=tuple(assigned),
        stdin=stdin,
        source=words.source(node),
        line=text.line_of(node),
        last_line=text.last_line_of(node),
        writes=any(target(text, redirect, scope)[1] for redirect in redirects if redirect.type == "file_redirect"),
    )
    _follow_descriptors(text, node, redirects, argv, scope)
    _record_reading(text, node, redirects, scope)
    output = invoke(invocation, scope, text.evaluator)
    return after_redirects(text, redirects, scope, output)


def _follow_descriptors(text: Text, node: Node, redirects: list[Node], argv: list[words.Word], scope: Scope) -> None:
    """Record where the command's descriptors lead to the network; `exec` keeps them."""
    if not redirects and not scope.descriptors:
        return
    table, redirected = descriptors.after(text, redirects, scope)
    if argv[-1].text == "exec" and all(word.text in _KEEP for word in argv):
        scope.descriptors = table
        return
    for option, place in descriptors.uses(table, redirected, [word.text for word in argv[1:]]) if table else ():
        record(text, node, descriptors.PROGRAM, scope, place, option)


def _record_reading(text: Text, node: Node, redirects: list[Node], scope: Scope) -> None:
    """Whatever program is given the file, the shell has opened it."""
    for path in read_by(text, redirects, scope) if redirects else ():
        record(text, node, READS, scope, path)


def _opened(text: Text, node: Node, scope: Scope, _stdin: str) -> str:
    """A redirection without a command: `$(< file)`."""
    _record_reading(text, node, [node], scope)
    return ""


def _is_torn(node: Node) -> bool:
    """Whether the grammar has torn a word in two behind a dollar: `''a$IFS`."""
    if node.start_byte == node.end_byte:  # missing; to look for what is beside a node goes down from the root
        return False
    before = node.prev_sibling
    return before is not None and before.end_byte == node.start_byte and words.source(before).endswith("$")


def _redirected(text: Text, node: Node, scope: Scope, stdin: str) -> str:
    body = node.child_by_field_name("body")
    if body is not None and body.type == "list":
        # The grammar gives the whole list what is its last command's.
        return chains.run(text, body, scope, stdin, lambda last: _with_redirects(text, node, last, scope, stdin))
    return _with_redirects(text, node, body, scope, stdin)


def _with_redirects(text: Text, node: Node, body: Node | None, scope: Scope, stdin: str) -> str:
    redirects = [child for child in node.children if child.type.endswith("_redirect")]
    following = [
        child
        for redirect in redirects
        if redirect.type == "heredoc_redirect"
        for child in redirect.children
        if child.is_named and child.type not in ("heredoc_start", "heredoc_body", "heredoc_end", "file_descriptor")
    ]
    files = [child for child in following if child.type == "file_redirect"]
    rest = [child for child in following if child.type != "file_redirect"]
    if body is not None and body.type == "command":
        # The grammar leaves out a `-` before a here-document.
        start = min((redirect.start_byte for redirect in redirects), default=body.end_byte)
        between = (node.text or b"")[body.end_byte - node.start_byte : start - node.start_byte].decode(
            "utf-8", "replace"
        )
        output = _command(text, body, scope, stdin, [*redirects, *files], between)
    else:
        for redirect in inputs(redirects):
            stdin = standard_input(text, redirect, scope, stdin, "")
        _record_reading(text, node, [*redirects, *files], scope)
        outer = scope.descriptors
        scope.descriptors, redirected = descriptors.after(text, [*redirects, *files], scope)
        output = text.run(body, scope, stdin) if body is not None else ""
        scope.descriptors = {
            **{number: place for number, place in scope.descriptors.items() if number not in redirected},
            **{number: place for number, place in outer.items() if number in redirected},
        }
        output = after_redirects(text, [*redirects, *files], scope, output)
    for node_after in rest:  # the grammar hangs `cmd <<EOF | next` below the here-document
        output = text.run(node_after, scope, output)
    return output


def _pipeline(text: Text, node: Node, scope: Scope, stdin: str) -> str:
    output = stdin
    for child in node.children:
        if child.is_named:
            output = text.run(child, scope.copy(), output)
    return output


def _declaration(text: Text, node: Node, scope: Scope, stdin: str) -> str:
    argv = [words.Word(words.source(node.children[0]))]
    for child in node.children[1:]:
        if child.type == "variable_assignment":
            flags = "".join(word.text for word in argv[1:] if word.text[:1] == "-")
            for letter in "lu":
                if letter in flags:
                    scope.lowered[words.source(child).partition("=")[0]] = letter == "l"
            if argv[0].text == "local":
                scope.own.add(words.source(child).partition("=")[0])
            name, value = assignment(text, child, scope)
            by_name = any(word.text[:1] == "-" and "n" in word.text for word in argv[1:])
            if by_name:
                _refer(name, value, scope)
            else:
                set_value(text, node, name, value, scope)
            argv.append(words.Word(f"{name or words.source(child).partition('=')[0]}={value}"))
        elif child.is_named:
            found = text.words_of(child, scope)
            argv += found
            _set_by_words(text, child, found, scope)
    return invoke(standing_for(text, node, argv, stdin), scope, text.evaluator)


def _set_by_words(text: Text, node: Node, found: list[words.Word], scope: Scope) -> None:
    """`export "NAME=VALUE"`, `declare $(…)`: the words are assignments, wherever they come from."""
    for word in found:
        name, equals, value = word.value.partition("=")
        if equals and name.isidentifier():
            set_value(text, node, name, value, scope)


def _refer(name: str, value: str, scope: Scope) -> None:
    """`declare -n NAME=OTHER`."""
    scope.references.pop(name, None)
    if value.isidentifier() and value != name:
        scope.references[name] = value
    else:
        scope.assign(name, UNKNOWN)


def _subshell(text: Text, node: Node, scope: Scope, stdin: str) -> str:
    return text.run_all(node.children, scope.copy(), stdin)


def _function(text: Text, node: Node, scope: Scope, _stdin: str) -> str:
    name, body = node.child_by_field_name("name"), node.child_by_field_name("body")
    if name is not None and body is not None:
        scope.functions[words.source(name)] = (text, body)
        if multiplying.function_multiplies(words.source(name), {words.source(name): body}):
            record(text, node, "function", scope, multiplying.OPTION)
        after_redirects(text, [child for child in node.children if child.type == "file_redirect"], scope, UNKNOWN)
    return ""


def _unset(text: Text, node: Node, scope: Scope, _stdin: str) -> str:
    for child in node.children[1:]:
        for word in text.words_of(child, scope) if child.is_named else ():
            subscripts.run(word.text, scope, text.evaluator, text.line_of(node))
            name, bracket, key = word.text.partition("[")
            if bracket:
                scope.forget_key(name, key.rstrip("]"))
                continue
            scope.forget(word.text)
            scope.functions.pop(word.text, None)
    return ""


_TESTS = ("[ ", "[\t", "[\n", "[\\", "[[", "((")


def _test(text: Text, node: Node, scope: Scope, _stdin: str) -> str:
    """`[ … ]` runs nothing but the substitutions inside; `[x]` is a program that a pattern names."""
    if node.type == "test_command" and words.source(node)[:2] not in _TESTS:
        text.evaluator.recorder.unresolved("program", "the program is what a pattern matches", text.line_of(node))
    if node.type != "string" and words.source(node).startswith(("((", "$((")):
        variables.counted(words.source(node), scope)
    for child in node.children:
        if child.type == "command_substitution":
            text.substitute(child, scope)
        elif child.type == "raw_string" and node.type != "string":
            subscripts.run(words.source(child)[1:-1], scope, text.evaluator, text.line_of(child))
        elif child.children:
            _test(text, child, scope, "")
    return ""


def _compound(text: Text, node: Node, scope: Scope, stdin: str) -> str:
    """`{ …; }` and `((…))`."""
    if words.source(node).startswith("(("):
        variables.counted(words.source(node), scope)
    return text.run_all(node.children, scope, stdin)


HANDLERS = {
    "arithmetic_expansion": _test,
    "c_style_for_statement": loops.counting,
    "case_statement": branches.case,
    "command": _command,
    "command_substitution": _test,
    "compound_statement": _compound,
    "declaration_command": _declaration,
    "file_redirect": _opened,
    "for_statement": loops.each,
    "function_definition": _function,
    "if_statement": branches.choice,
    "list": chains.run,
    "pipeline": _pipeline,
    "redirected_statement": _redirected,
    "subshell": _subshell,
    "test_command": _test,
    "unset_command": _unset,
    "variable_assignment": assign,
    "while_statement": loops.loop,
    "string": _test,
    "concatenation": _test,
}
