"""What the programs of every day do to the files they name, and those that no other table is for: a program is one row."""

from __future__ import annotations

from .....catalogue.programs import UNKNOWN
from ...programs.listings import found_by
from ..file_effects import DELETED, MODE, WRITTEN
from ._kinds import all_words, each, same

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..file_effects import Given
    from ._kinds import Found, Row


def _in_place(*names: str, skip: int = 0) -> Row:
    """All files, where an option says that they are written over."""

    def row(given: Given) -> Found:
        if any(option is not None and option.startswith(names) for option in given.options):
            yield from each(given.words[skip:], WRITTEN)

    return row


def _sed(given: Given) -> Found:
    """`sed -i`: the script is no file where it is the first word."""
    has_script = given.has("-e", "-f", "--expression", "--file")
    taken = given.values("-e", "-f", "--expression", "--file")
    words = given.words_but(*taken) if has_script else list(given.words[1:])
    if any(option is not None and option.startswith(("-i", "--in-place")) for option in given.options):
        yield from each(words, WRITTEN)


def _perl(given: Given) -> Found:
    if any(option == "-i" for option in given.options):
        taken = given.values("-e", "-E")
        yield from each(given.words_but(*taken), WRITTEN)


def _kiro(given: Given) -> Found:
    """`kiro-cli settings KEY VALUE` and `kiro-cli agent set-default NAME` write the user's settings."""
    words = given.words
    sets = words[:1] == ("settings",) and (len(words) > 2 or given.has("-d", "--delete"))
    if sets or words[:2] == ("agent", "set-default"):
        yield from each(["~/.kiro/settings/cli.json"], WRITTEN)


def _pykiro(given: Given) -> Found:
    """`pykiro-opa bundle update` moves the pins of shared guardrails, but for those it is to leave as they are."""
    if given.words[:2] == ("bundle", "update") and not given.has("--locked"):
        yield from each([".kiro/guardrails.lock"], WRITTEN)


def _tee(given: Given) -> Found:
    known = None if UNKNOWN in given.stdin or given.has("-a", "--append") else given.stdin.encode("utf-8", "replace")
    yield from each(given.words, WRITTEN, known)


def _dd(given: Given) -> Found:
    operands = dict(word.partition("=")[::2] for word in given.words)
    target, source = operands.get("of"), operands.get("if")
    if target:
        known = (
            None if source or "conv" in operands or UNKNOWN in given.stdin else given.stdin.encode("utf-8", "replace")
        )
        yield target, WRITTEN, known, source if "conv" not in operands else None


def _zipapp(given: Given) -> Found:
    """`python -m zipapp FOLDER -o FILE`."""
    outputs = given.values("-o", "--output")
    yield from each(outputs or [f"{word.rstrip('/')}.pyz" for word in given.words[:1]], WRITTEN)


def _mount(given: Given) -> Found:
    """What lies where something is mounted is hidden, as if it were gone."""
    has_new = not any(option is not None and option.startswith("--make-") for option in given.options)
    if has_new and not any("remount" in value for value in given.values("-o", "--options")):
        yield from each(given.words[-1:], DELETED)


def _find(given: Given) -> Found:
    """`find ROOTS -name PATTERN -delete`."""
    if "-delete" in given.arguments:
        yield from each(found_by(given.arguments, "-delete"), DELETED)
    yield from each(given.values("-fprintf", "-fprint", "-fprint0", "-fls"), WRITTEN)


def _behind(kind: str, *verbs: str) -> Row:
    """The words behind a subcommand."""
    return lambda given: each(given.words[1:] if given.words[:1] and given.words[0] in verbs else (), kind)


def _versioned(given: Given) -> Found:
    """`svn revert F`, `hg rm F`, `jj restore F`."""
    verb, *words = [*given.beside("-r --rev --revision -m --message --from --to -d --date -I -X --changes-in"), ""]
    named = [word for word in words if word]
    if verb in ("rm", "remove", "del", "delete", "mv", "move", "rename"):
        yield from each(named, DELETED)
    elif verb in ("revert", "restore", "update") and (verb != "update" or given.program != "hg"):
        yield from each(named or ["**"] * given.says("-a --all -C --no-backup"), WRITTEN)


_TOUCHED = "-r --reference -d --date -t"
_SIZED = "-s --size -r --reference"
ROWS: dict[str, Row] = {
    **same(all_words(DELETED), "rimraf rm rmdir srm trash trash-put unlink"),
    **same(all_words(WRITTEN), "sponge wipe"), "fallocate": all_words(WRITTEN, valued="-l --length -o --offset"),
    "shred": all_words(WRITTEN, valued="-n --iterations -s --size --random-source"),
    "truncate": all_words(WRITTEN, valued=_SIZED), "touch": all_words(WRITTEN, valued=_TOUCHED), "tee": _tee, "dd": _dd,
    "awk": _in_place("-i", skip=1), "gawk": _in_place("-i", skip=1), "yq": _in_place("-i", "--inplace", "--in-place", skip=1),
    "sed": _sed, "gsed": _sed, "perl": _perl, "ruby": _perl, **same(all_words(WRITTEN, 1), "prename rename"),
    **same(all_words(MODE, 1), "chattr chgrp chmod chown"), "setfacl": all_words(MODE), "mount": _mount, "find": _find,
    "zipapp": _zipapp, **same(_versioned, "bzr fossil hg jj svn"),
    "kiro-cli": _kiro, "pykiro-opa": _pykiro, "pykiro_opa": _pykiro,
}  # fmt: skip
