"""The guardrails that a command is told of, for commands that judge no change of their own."""

from __future__ import annotations

from .. import gate
from ._output import note

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..gate import RegexCheck
    from ..guardrails import Guardrails


def guardrails_on_disk(
    config: str | None, folder: str, regex_is_valid: RegexCheck, *, keep: bool = False
) -> Guardrails:
    """Those of the file `config`, or of the workspace of a folder; what the user should know of them is told.

    `keep` as in `gate`. Raises ConfigurationError.
    """
    if config is not None:
        found = gate.named_guardrails(config, regex_is_valid)
    else:
        found = gate.workspace_guardrails(folder, regex_is_valid, keep=keep)
    for text in found.notes:
        note(text)
    return found
