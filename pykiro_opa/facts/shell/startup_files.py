"""Files that a shell or another program runs when it starts: who writes one runs it, some day."""

from __future__ import annotations

from ...catalogue.programs import UNKNOWN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .evaluator import Evaluator
    from .syntax.scope import Scope

_SHELL = ""
# name of the file: what runs its content
_READERS = {
    **dict.fromkeys((".bash_aliases", ".bash_login", ".bash_logout", ".bash_profile", ".bashrc", ".envrc", ".kshrc",
                     ".profile", ".zlogin", ".zprofile", ".zshenv", ".zshrc"), _SHELL),
    ".exrc": "ex", ".gdbinit": "gdb", ".gvimrc": "vim", ".nvimrc": "nvim", ".perldb": "perl", ".psqlrc": "psql",
    ".pythonrc": "python3", ".sqliterc": "sqlite3", ".tclshrc": "tclsh", ".vimrc": "vim",
    "sitecustomize.py": "python3", "usercustomize.py": "python3",
}  # fmt: skip


def written(path: str, content: str, scope: Scope, evaluator: Evaluator, line: int) -> None:
    """Evaluate what is written to such a file, or added to it, where it is known."""
    reader = _READERS.get(path.rpartition("/")[2])
    if reader is None or UNKNOWN in content[:1] or not content.strip():
        return
    if reader == _SHELL:
        evaluator.run_text(content, scope.copy(), "", line)
    else:
        evaluator.run_text(reader, scope.copy(), content, line)
