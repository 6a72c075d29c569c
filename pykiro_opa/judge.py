"""What the hook does once it runs: one tool call in, an exit code and a reason out, in any case and in time.

Agents run a tool when its hook crashes, hangs or exits with another code than 2 (Kiro, Claude Code), so every way out of
here that is not an allow is 2 and says why.
"""

from __future__ import annotations

import os
import sys

from . import isolation

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .decisions import Decision
    from .engines import Engine
    from .guardrails import Guardrails

# Seconds; the installed hooks have 10.
DEADLINE = 8.0
BACKSTOP = 9.0
_LARGEST_CALL = 64 * 1024 * 1024
_CHUNK = 65536
_LONGEST_REASON = 10_000  # Kiro keeps as much, and a pipe that nobody reads holds more
_BLOCKED = 2


def main(arguments: list[str]) -> None:
    """Decide the tool call on stdin and leave."""
    _leave_in_time()
    code, text = _BLOCKED, "pykiro-opa: blocked: the hook ended early"
    try:
        code, text = judge(arguments)
    except BaseException as error:  # noqa: BLE001 - whatever happens here must not become an allow
        code, text = _BLOCKED, _failure(error)
    finally:
        _leave(code, text)


def judge(arguments: list[str]) -> tuple[int, str]:
    """Exit code and stderr for the tool call on stdin. Raises PykiroError."""
    root = _root(arguments)
    from . import gate, hosts
    from .engines.embedded import EmbeddedEngine

    host, change = hosts.decode(_stdin(), root)
    embedded = EmbeddedEngine()
    guardrails = gate.guardrails_for(change, embedded.regex_is_valid, keep=True)
    engine = _engine(change.root, guardrails, embedded)
    decision = gate.decide(change, guardrails, engine)
    text = "\n".join(f"pykiro-opa: note: {line}" for line in embedded.warnings)
    if guardrails.only_builtin:
        text = f"{text}\npykiro-opa: note: there is no .kiro/kiro.json: only the built-in protections judge".strip()
    if decision.effect == "allow":
        return 0, text
    said = f"{text}\n{_reason(decision)}".strip()
    effect = decision.effect
    if guardrails.shadow:
        from .decisions import ALLOW, held

        effect = held(decision, guardrails.shared)
        if effect == ALLOW:
            return 0, f"pykiro-opa: SHADOW MODE, not enforced: {said}"
        said = f"pykiro-opa: SHADOW MODE is not that of shared guardrails ({', '.join(guardrails.shared)}): {said}"
    code, told = host.reply(effect, said)
    return int(code), str(told)


def _stdin() -> bytes:
    """All of stdin, or so much that it is too much; `sys.stdin` would first make room for the largest call."""
    parts = []
    size = 0
    try:
        while size <= _LARGEST_CALL and (part := os.read(0, _CHUNK)):
            parts.append(part)
            size += len(part)
    except OSError as error:
        from .errors import InputError

        raise InputError(f"stdin cannot be read: {error.strerror}; mend the hook's command line") from None
    return b"".join(parts)


def _engine(root: str, guardrails: Guardrails, embedded: Engine) -> Engine:
    """As `evaluate` chooses: PYKIRO_OPA_ENGINE, else a running sidecar with these guardrails, else embedded."""
    from .engines.choice import choose

    return choose(None, root, guardrails, embedded, lambda text: _say(f"pykiro-opa: note: {text}"))


def _root(arguments: list[str]) -> str:
    """The folder after `--root`, resolved once from where the hook starts; the call's own cwd is never trusted."""
    from .errors import UsageError

    if len(arguments) != 2 or arguments[0] != "--root":
        raise UsageError("usage: pykiro-opa-hook --root FOLDER < tool-call.json")
    if not os.path.isdir(arguments[1]):
        raise UsageError(f"`--root {arguments[1]}`: there is no such folder; mend the hook's command line")
    return os.path.realpath(arguments[1])


def _reason(decision: Decision) -> str:
    from .reports import render

    return f"pykiro-opa: {render('text', decision)}"


def _failure(error: BaseException) -> str:
    from .errors import PykiroError, plain

    if isinstance(error, PykiroError):
        return "\n".join(f"pykiro-opa: blocked: {line}" for line in error.diagnostics())
    if isinstance(error, KeyboardInterrupt):
        return "pykiro-opa: blocked: interrupted"
    return f"pykiro-opa: blocked: a bug of pykiro-opa: {type(error).__name__}: {plain(str(error))}"


def _leave_in_time() -> None:
    """Block the call at the deadline; and where C code never comes back to Python, end the process soon after."""
    import faulthandler

    isolation.leave_on_signals(
        DEADLINE, lambda why: _leave(_BLOCKED, f"pykiro-opa: blocked: {why}{_compiling()}"), lambda: os._exit(_BLOCKED)
    )
    # A thread in C: it needs neither the interpreter nor its lock. It says where the time went and exits with 1, of
    # which the installed command line makes 2.
    faulthandler.dump_traceback_later(BACKSTOP, exit=True, file=2)


def _compiling() -> str:
    """What to do where the time went into compiling rules, which only a run without a deadline would end."""
    if f"{__package__}.custom.opa" not in sys.modules:
        return ""
    return "; it was compiling rules of a team's own: run `pykiro-opa policies check` once"


def _say(text: str) -> None:
    os.write(2, (text + "\n").encode("utf-8", "replace"))


def _leave(code: int, text: str) -> None:
    """Leave without the interpreter's tear-down, which costs 3 to 6 ms."""
    try:
        if text:
            _say(text if len(text) <= _LONGEST_REASON else f"{text[:_LONGEST_REASON]}\n… and more")
    finally:
        os._exit(code)
