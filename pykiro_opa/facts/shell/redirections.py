"""Redirections: what a command reads as its input, and which files its output goes to."""

from __future__ import annotations

from ...catalogue.programs import UNKNOWN
from . import startup_files
from .files.paths import join
from .programs.tables import DEVICES
from .syntax import words
from .syntax.listed import plainly

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from .evaluator import Text
    from .syntax.scope import Scope


_NOWHERE = "/dev/null"
_LARGEST_INPUT = 262_144
_TO_NOBODY = (">/dev/null", "1>/dev/null", ">>/dev/null", "&>/dev/null", ">&/dev/null")


def after_redirects(text: Text, redirects: list[Node], scope: Scope, output: str) -> str:
    for redirect in redirects:
        if redirect.type == "file_redirect":
            _to_substitution(text, redirect, scope, output)
            path, writes = target(text, redirect, scope)
            if writes:
                appends = ">>" in words.source(redirect)
                is_errors = words.source(redirect).lstrip().startswith("2")
                content = "" if is_errors else output
                text.evaluator.recorder.wrote(path, content, scope, text.line_of(redirect), appends=appends)
                startup_files.written(path, content, scope, text.evaluator, text.line_of(redirect))
                if not is_errors:
                    output = ""
    return "" if output and _is_silent(redirects) else output


def _is_silent(redirects: list[Node]) -> bool:
    """Whether nothing that a command prints is read by anybody: `>/dev/null`, and no errors in its place."""
    output, errors = "read", ""
    for redirect in redirects:
        spelled = "".join(words.source(redirect).split())
        if spelled in _TO_NOBODY:
            output = ""
        elif spelled == "2>&1":
            errors = output
        elif not spelled.startswith(("<", "2>")):
            return False
    return not output and not errors


def _to_substitution(text: Text, redirect: Node, scope: Scope, output: str) -> None:
    """`> >(COMMAND)`: the output is the command's input."""
    destination = redirect.child_by_field_name("destination")
    if destination is not None and words.source(destination).startswith(">("):
        text.run_all(destination.children, scope.copy(), output)


def target(text: Text, redirect: Node, scope: Scope) -> tuple[str, bool]:
    """The path of a redirection and whether it writes a file."""
    destination = redirect.child_by_field_name("destination")
    operator = words.source(redirect).lstrip("0123456789&")
    if destination is None or destination.type == "process_substitution":
        if destination is not None:
            text.substitute(destination, scope)
        return "", False
    writes = operator.startswith(">") or words.source(redirect).startswith("&>")
    path = text.text_of(destination, scope)
    if writes and (path in DEVICES or (">&" in words.source(redirect) and path.isdigit()) or path == "-"):
        return path, False
    return path, writes


def standard_input(text: Text, redirect: Node, scope: Scope, stdin: str, _output: str) -> str:
    """The standard input that a here-document, a here-string or `< file` gives."""
    if redirect.type == "herestring_redirect":
        inner = [child for child in redirect.children if child.is_named]
        return text.text_of(inner[-1], scope) + "\n" if inner else stdin
    if redirect.type == "heredoc_redirect":
        return _here_document(text, redirect, scope)
    destination = redirect.child_by_field_name("destination")
    if destination is not None and words.source(destination).startswith("<("):
        return text.substitute(destination, scope)
    path, writes = target(text, redirect, scope)
    if writes:
        text.evaluator.recorder.wrote(path, "", scope, text.line_of(redirect))
    elif words.source(redirect).lstrip("0").startswith("<&"):
        return stdin if path in ("0", "-") else UNKNOWN
    elif words.source(redirect).lstrip("0").startswith("<"):
        return _of_file(text, path, scope)
    return stdin


def read_by(text: Text, redirects: list[Node], scope: Scope) -> Iterator[str]:
    """The files that redirections read, whatever descriptor they are given to."""
    for redirect in redirects:
        sign = words.source(redirect).lstrip("0123456789")
        if redirect.type == "file_redirect" and sign.startswith("<") and not sign.startswith(("<&", "<(")):
            path, _ = target(text, redirect, scope)
            if path and path not in DEVICES and not path.startswith("/dev/"):
                yield path


def inputs(redirects: list[Node]) -> list[Node]:
    """Those that may give standard input, from the left; the last one holds."""
    return [
        redirect
        for redirect in redirects
        if redirect.type != "file_redirect" or words.source(redirect).lstrip("0").startswith("<")
    ]


def _of_file(text: Text, path: str, scope: Scope) -> str:
    """The content of `< file`: unknown where it is no file of the workspace or a large one."""
    if not path or path.startswith("/dev/fd/"):
        return UNKNOWN
    if path == _NOWHERE:
        return ""
    content = text.evaluator.recorder.read(join(scope.cwd, path))
    return UNKNOWN if content is None or len(content) > _LARGEST_INPUT else content.decode("utf-8", "replace")


def _here_document(text: Text, redirect: Node, scope: Scope) -> str:
    body = next((child for child in redirect.children if child.type == "heredoc_body"), None)
    start = next((child for child in redirect.children if child.type == "heredoc_start"), None)
    if body is None:
        return ""
    raw = words.source(body)
    if start is not None and words.source(start)[:1] in ("'", '"', "\\"):
        return raw
    if not body.children:
        return raw
    return plainly(words.quoted(body, scope, lambda inner: text.substitute(inner, scope)))
