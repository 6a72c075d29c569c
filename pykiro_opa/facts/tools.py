"""Calls of tools that are neither shell nor file edits: what they are given is introduced text, unless they only ask."""

from __future__ import annotations

from ..events import canonical, clean, sha256
from .runs import code_run

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..changes import ToolCall
    from ..events import Fact

PATH = "<tool>"
_DEEPEST = 32
# Built-in tools that are given a question or a task; what an agent below does is judged call by call.
_TALKING = frozenset(("websearch", "webfetch", "task", "agent", "remotewebsearch"))
_ADDRESSES = ("url", "urls")  # what is asked of the world outside can carry something there
_SEARCHING = frozenset(("search", "find", "grep", "glob", "lookup"))
_READING = frozenset(("get", "read", "list", "resolve", "view", "describe"))
_WRITING = frozenset((
    "write", "create", "edit", "update", "delete", "remove", "replace", "insert", "set", "put", "apply", "run", "exec",
    "execute", "query", "sql", "call", "send", "post", "push", "add", "save", "store",
))  # fmt: skip
_TOPICS = frozenset(("topic", "keyword", "keywords", "term", "terms", "q", "regex", "pattern", "glob"))
_QUESTIONS = _TOPICS | {"query", "search", "text", "searchTerm", "search_term", "searchQuery", "search_query"}


def extract(tools: Sequence[ToolCall]) -> list[Fact]:
    return [
        {
            "server": tool.server,
            "tool": tool.name,
            "arguments": sha256(canonical(clean(dict(tool.arguments)))),
            "runs": [code_run(text, 1) for text in _texts(_introduced(tool), 0)],
            "sandboxed": False,
            "at": {"path": PATH, "line": 1},
        }
        for tool in tools
    ]


def _introduced(tool: ToolCall) -> dict[str, object]:
    """The arguments without questions: a search for a word introduces it nowhere, and neither does a prompt."""
    arguments = dict(tool.arguments)
    if not tool.server and tool.name.lower().replace("_", "") in _TALKING:
        return {name: value for name, value in arguments.items() if name in _ADDRESSES}
    words = frozenset(words_of(tool.name))
    if words & _WRITING or not words & (_SEARCHING | _READING):
        return arguments
    questions = _QUESTIONS if words & _SEARCHING else _TOPICS
    return {name: value for name, value in arguments.items() if name not in questions}


def words_of(name: str) -> Iterator[str]:
    """The words of a tool's name: `searchCode`, `search_code`, `get-library-docs`."""
    word = ""
    for letter in name:
        if letter.isupper() and word and not word[-1].isupper():
            yield word.lower()
            word = ""
        if letter.isalnum():
            word += letter
        elif word:
            yield word.lower()
            word = ""
    if word:
        yield word.lower()


def _texts(value: object, depth: int) -> Iterator[str]:
    """Every text in the arguments, keys of objects included; one that is too deep as JSON."""
    if isinstance(value, str):
        if value.strip():
            yield value
    elif depth > _DEEPEST:
        yield canonical(clean(value)).decode()
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _texts(str(key), depth + 1)
            if isinstance(item, bool):  # alone it says nothing
                yield f"{key}: {str(item).lower()}"
            yield from _texts(item, depth + 1)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item, depth + 1)
