"""The data document of the embedded engine: of the library what the guardrails speak of, and the guardrails.

Everything is spliced as text. Parsing the library in Python costs 5 ms, and the module takes 3 ms for all named actions:
most of a decision in a cold process.
"""

from __future__ import annotations

from ..errors import EngineError

NOTHING = b'{"kiro":{}}'
_ACTIONS = b'{"kiro":{"actions":{\n'  # then each on a line of its own, as tools/build_library.py writes them
_BETWEEN, _END = b",\n", b"\n}"


def data_document(library: bytes, guardrails: bytes) -> bytes:
    """`{"kiro": {<library>, "guardrails": <guardrails>}}`; `guardrails` is canonical JSON. Raises EngineError.

    The policies read no named action but those of the guardrails, and refuse guardrails that name one which is not there.
    """
    library = _asked(library.strip(), guardrails)
    if not (library.startswith(b'{"kiro":{') and library.endswith(b"}}")):
        raise EngineError("`library.json` is not the library that this version was made with: reinstall pykiro-opa")
    comma = b"" if library == NOTHING else b","
    return library[:-2] + comma + b'"guardrails":' + guardrails + b"}}"


def _asked(library: bytes, guardrails: bytes) -> bytes:
    """The library without the actions whose names no entry of the guardrails holds."""
    if not library.startswith(_ACTIONS):
        return library
    actions, end, rest = library[len(_ACTIONS) :].partition(_END)
    kept = [one for one in actions.split(_BETWEEN) if b'"name":' + one[: one.find(b":")] in guardrails]
    return _ACTIONS + _BETWEEN.join(kept) + end + rest
