"""Walks the grammar of a shell text and tells a recorder each command it would run.

State lives in `Scope`; branches and subshells work on copies that are joined. Every limit that is reached is told the
recorder, so that nothing is left out in silence.
"""

from __future__ import annotations

from ...catalogue.programs import UNKNOWN
from ...errors import InputError
from ...grammars import parse
from . import variables
from .budget import MOST_STEPS, Budget
from .statements import HANDLERS
from .syntax import words
from .syntax.continuations import unbroken

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tree_sitter import Node

    from .recorder import Recorder
    from .syntax.scope import Scope

GRAMMAR = "tree_sitter_bash"
_DEEPEST = 24
_LONGEST_TEXT = 262_144
_PART = 100_000
_MOST_OF_ITSELF = 2
_MOST_PIPES = 3_000  # the parser needs memory for the square of what a broken pipeline is long


class Evaluator:
    """One evaluation; `run_text` may be called again for text inside text, which counts towards the same limits."""

    def __init__(self, recorder: Recorder, budget: Budget | None = None) -> None:
        self.recorder = recorder
        self.depth = 0
        self.asked: set[tuple[str | int, ...]] = set()  # the functions that were found to start themselves
        self.calling: list[str] = []  # the functions that are running, each started by the one before
        self.budget = Budget(MOST_STEPS, budget)
        self.at_end: list[tuple[str, int]] = []  # what `trap` was given, with its line
        self._scripts: list[str] = []  # those that are running, each started by the one before

    def run_text(self, text: str, scope: Scope, stdin: str, line: int) -> str:
        """Evaluate a text and give its standard output, UNKNOWN where that is not constant."""
        if self.depth >= _DEEPEST or len(text) > _LONGEST_TEXT or text.count("|") > _MOST_PIPES:
            self.recorder.unresolved("code", "the shell text is nested too deep or too long to be read", line)
            if self.depth < _DEEPEST:
                self._run_in_parts(text, scope, line, _PART)
            return UNKNOWN
        self.depth += 1
        try:
            return self._run(text, scope, stdin, line)
        except (RecursionError, InputError):
            self.recorder.unresolved("code", "the shell text is nested too deep to be read", line)
            return UNKNOWN
        finally:
            self.depth -= 1

    def run_script(self, text: str, scope: Scope, stdin: str, line: int) -> str:
        """As `run_text`, for the content of a script, which may start itself."""
        if self._scripts.count(text) >= _MOST_OF_ITSELF:
            self.recorder.unresolved("code", "a script that runs itself over and over cannot be followed", line)
            return UNKNOWN
        self._scripts.append(text)
        try:
            return self.run_text(text, scope, stdin, line)
        finally:
            self._scripts.pop()

    def _run(self, text: str, scope: Scope, stdin: str, line: int) -> str:
        root = _parsed(text)
        inner = Text(self, line)
        if root.has_error:
            self.recorder.unresolved("code", "the shell text cannot be parsed; write it more plainly", line)
        output = inner.run_all(root.children, scope, stdin)
        inner.run_unvisited(root, scope)
        if self.depth == 1:
            self._end(scope)
        if root.has_error and "\n" in text:
            self._run_in_parts(text, scope, line, 1)
        return output

    def _end(self, scope: Scope) -> None:
        """What `trap` was given runs with what is set in the end."""
        texts, self.at_end = self.at_end, []
        for text, line in texts:
            self.run_text(text, scope.copy(), "", line)

    def _run_in_parts(self, text: str, scope: Scope, line: int, size: int) -> None:
        """What cannot be read whole is read by its lines, as many at once as `size` letters take.

        A shell, too, runs the first of them before it reads the last.
        """
        part: list[str] = []
        length = 0
        for number, one in enumerate([*text.split("\n"), ""], line):
            if part and length + len(one) > size and not part[-1].endswith("\\"):
                self.run_text("\n".join(part), scope.copy(), "", number - len(part))
                part, length = [], 0
            if len(one) < _LONGEST_TEXT:
                part.append(one)
                length += len(one) + 1


def _parsed(text: str) -> Node:
    text = text.replace("\0", "")  # a shell drops them; the parser takes the square of their number
    root = parse(GRAMMAR, unbroken(text).encode("utf-8", "replace"))
    if not root.has_error or "<<<" not in text:
        return root
    from .syntax.here_strings import foremost

    other = parse(GRAMMAR, unbroken(foremost(text)).encode("utf-8", "replace"))
    return root if other.has_error else other


class Text:
    """One text: knows where its lines start in what the user wrote, and which commands of it were evaluated."""

    def __init__(self, evaluator: Evaluator, line: int) -> None:
        self.evaluator = evaluator
        self.first_line = line
        self.visited: set[int] = set()

    def run_unvisited(self, root: Node, scope: Scope) -> None:
        """Commands that no statement led to: in functions nobody calls, in arithmetic, in what a word expands to."""
        stack = [root]
        while stack:
            node = stack.pop()
            if node.type == "command" and node.id not in self.visited:
                inner = scope.copy()
                inner.positional = None
                self.run(node, inner, "")
            stack.extend(reversed(node.named_children))

    def line_of(self, node: Node) -> int:
        return self.first_line + int(node.start_point[0])

    def last_line_of(self, node: Node) -> int:
        return self.first_line + int(node.end_point[0])

    def run_all(self, nodes: list[Node], scope: Scope, stdin: str) -> str:
        outputs = []
        for place, node in enumerate(nodes, 1):
            if node.is_named:
                is_in_background = place < len(nodes) and nodes[place].type == "&"  # `COMMAND &`: a shell of its own
                outputs.append(self.run(node, scope.copy() if is_in_background else scope, stdin))
        return words.whole(outputs)

    def run(self, node: Node, scope: Scope, stdin: str) -> str:
        """Evaluate one statement; gives its output."""
        self.evaluator.budget.spend(4)
        handler = HANDLERS.get(node.type)
        if handler is not None:
            return handler(self, node, scope, stdin)
        if node.type in ("comment", "heredoc_body", "heredoc_start", "heredoc_end"):
            return ""
        return self.run_all(node.children, scope, stdin)

    def substitute(self, node: Node, scope: Scope) -> str:
        """The output of `$(…)` without its final line feeds; `$(< file)` reads the file."""
        inner = scope.copy()
        plain = words.source(node).lstrip()
        if plain.startswith("`") and "\\" in plain:
            return self._unquoted(plain[1:-1], inner, self.line_of(node))
        output = self.run_all(node.children, inner, UNKNOWN if plain.startswith(">(") else "")
        if plain.startswith("$(<") and node.type == "command_substitution":
            return self._file_of(plain[3:-1].strip())
        return output.rstrip("\n")

    def _unquoted(self, text: str, scope: Scope, line: int) -> str:
        """The output of what stands between backquotes, where a backslash quotes itself, `$` and a backquote."""
        import re

        output = self.evaluator.run_text(re.sub(r"\\([\\`$])", r"\1", text), scope, "", line)
        return output.rstrip("\n")

    def _expand_hidden(self, node: Node, scope: Scope) -> None:
        if b"@P}" in (node.text or b""):
            self._expand_prompts(node, scope)
        if b"`" in (node.text or b""):
            self._expand_backquotes(node, scope)

    def _expand_backquotes(self, node: Node, scope: Scope) -> None:
        """The grammar reads what stands between backquotes inside `${…}` as letters."""
        import re

        waiting = [node]
        while waiting:
            one = waiting.pop()
            if one.type == "word" and one.parent is not None and one.parent.type == "expansion":
                for inner in re.findall(r"`([^`]+)`", words.source(one)):
                    self._unquoted(inner, scope.copy(), self.line_of(node))
            waiting += one.children

    def _expand_prompts(self, node: Node, scope: Scope) -> None:
        """`${x@P}` runs the substitutions of what `x` holds."""
        import re

        for name in re.findall(r"\$\{(\w+)@P\}", words.source(node)):
            value = scope.lookup(name)
            if value == UNKNOWN:
                self.evaluator.recorder.unresolved("code", "`@P` runs what is not known", self.line_of(node))
            variables.prompted(value, scope, self.evaluator, self.line_of(node))

    def _file_of(self, name: str) -> str:
        content = None if not name or name.startswith(("/", "~", "$")) else self.evaluator.recorder.read(name)
        return UNKNOWN if content is None else content.decode("utf-8", "replace").rstrip("\n")

    def text_of(self, node: Node, scope: Scope) -> str:
        if b"${" in (node.text or b""):
            self._expand_hidden(node, scope)
        found = words.value(node, scope, lambda inner: self.substitute(inner, scope))
        self.evaluator.budget.spend(1 + (len(found) >> 6))
        return found

    def words_of(self, node: Node, scope: Scope) -> list[words.Word]:
        if b"${" in (node.text or b""):
            self._expand_hidden(node, scope)
        try:
            found = words.expand(node, scope, lambda inner: self.substitute(inner, scope))
        except words.TooManyError:
            self.evaluator.recorder.unresolved("size", "a word becomes too many words; write fewer", self.line_of(node))
            return [words.Word(UNKNOWN, is_open=True)]
        self.evaluator.budget.spend(1 + sum(1 + (len(word.text) >> 6) for word in found))
        return found
