"""A page of docs/ as what it holds: the blocks that are run, and the refusals that it explains."""

from __future__ import annotations

import re
import shlex
import sys
from pathlib import Path

CHECKOUT = Path(__file__).parents[2]
COMMAND = f"{shlex.quote(sys.executable)} -c 'from pykiro_opa.cli import main; main()'"
"""What `pykiro-opa` stands for in a block of shell."""


class Page:
    def __init__(self, name: str) -> None:
        self.text = (CHECKOUT / "docs" / name).read_text(encoding="utf-8")

    def blocks(self, kind: str) -> list[str]:
        """The code blocks of a language, in their order."""
        return re.findall(rf"```{kind}\n(.*?)```", self.text, re.DOTALL)

    def refusals(self) -> list[str]:
        """The texts in the first column of the table of refusals."""
        return re.findall(r"^\| `([^`]+)` \|", self.text.partition("| it says |")[2], re.MULTILINE)


def never_said(texts: list[str]) -> list[str]:
    """Those that stand in no module of the package."""
    said = "\n".join(path.read_text(encoding="utf-8") for path in (CHECKOUT / "pykiro_opa").rglob("*.py"))
    return [text for text in texts if text not in said]
