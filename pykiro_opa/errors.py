"""What a user can meet, as a tree; the exit code belongs to the class.

    PykiroError
    |- UsageError           2   the command line asks for something that does not exist
    |- ConfigurationError   3   guardrails that cannot be used; holds every problem, not the first
    |- EngineError          4   no answer from OPA that can be trusted
    `- InputError           5   the change cannot be read

Messages: lower case, one line, no final full stop, user input in backticks: what, where, what to do.
"""

from __future__ import annotations


def plain(text: str) -> str:
    """The text on one line and printable: what a change spells must neither move a cursor nor look like a verdict."""
    if text.isprintable():
        return text
    return "".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in text)


class PykiroError(Exception):
    """Base of the errors that are the user's to mend; everything else is our bug (exit 1)."""

    exit_code = 1
    reason = "bug"

    def diagnostics(self) -> list[str]:
        """One line for each problem, ready for stderr."""
        return [plain(str(self))]


class UsageError(PykiroError):
    """The command line asks for something that does not exist."""

    exit_code = 2
    reason = "usage"


class ConfigurationError(PykiroError):
    """Guardrails that are invalid, unreadable or missing; `problems` are lines of `file:line:column: …`."""

    exit_code = 3
    reason = "configuration"

    def __init__(self, problems: list[str] | str) -> None:
        self.problems = [problems] if isinstance(problems, str) else list(problems)
        super().__init__("; ".join(self.problems))

    def diagnostics(self) -> list[str]:
        return [plain(problem) for problem in self.problems]


class EngineError(PykiroError):
    """OPA gave no answer, or one that cannot be trusted."""

    exit_code = 4
    reason = "engine"


class InputError(PykiroError):
    """The change, the tool call or the event cannot be read."""

    exit_code = 5
    reason = "input"
