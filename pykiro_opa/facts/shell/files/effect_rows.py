"""The table of what programs do to the files they name: a program is one row."""

from __future__ import annotations

from ....catalogue.programs import UNKNOWN
from ..programs.listings import found_by
from ..syntax.options import after
from . import archive_effects, mirror_effects
from .archive_effects import each
from .edit_effects import EDITS
from .file_effects import DELETED, LINKED, MODE, WRITTEN, Given
from .mirror_effects import is_remote

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Found = Iterator[tuple[str, str, bytes | None, str | None]]
    Row = Callable[[Given], Found]

# No `re` before it is needed: every command comes here.
_PATCHED = (
    r"^(?:(?:---|\+\+\+) \"?(?:[a-z]/)?|(?:rename|copy) (?:from|to) |diff --git \"?[a-z]/\S+ \"?[a-z]/)([^\t\n\"]+)"
)


def _all(kind: str, skip: int = 0) -> Row:
    return lambda given: each(given.words[skip:], kind)


def _last(given: Given) -> Found:
    yield from each(given.words[-1:] if len(given.words) > 1 else (), WRITTEN)


def _to(*names: str) -> Row:
    """The file that an option names as output."""
    return lambda given: each(given.values(*names), WRITTEN)


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


def _copied(given: Given, *, modes: bool = False) -> tuple[list[str], str | None, bool]:
    """Sources, target, and whether the target is said to be a folder."""
    folders = given.values("-t", "--target-directory")
    words = given.words_but(
        *folders, *(given.values("-m", "--mode", "-o", "--owner", "-g", "--group") if modes else ())
    )
    if folders:
        return words, folders[-1], True
    return words[:-1], words[-1] if len(words) > 1 else None, False


def _install(given: Given) -> Found:
    if not given.has("-d", "--directory"):
        yield from _copy(given, modes=True)


def _copy(given: Given, *, modes: bool = False) -> Found:
    sources, target, is_folder = _copied(given, modes=modes)
    if target is None:
        return
    yield from ((_inside(target, source), WRITTEN, None, source) for source in sources)
    if not (is_folder or target.endswith("/")):
        yield target, WRITTEN, None, sources[0] if len(sources) == 1 else None
    elif is_folder or any(source.endswith(("/.", "/")) for source in sources):
        yield target.rstrip("/"), WRITTEN, None, sources[0] if len(sources) == 1 else None


def _inside(folder: str, source: str) -> str:
    """Where a source is copied to in a folder."""
    name = source.rstrip("/").rpartition("/")[2].rpartition(":")[2]
    return folder.rstrip("/") if name in (".", "") else f"{folder.rstrip('/')}/{name}"


def _move(given: Given) -> Found:
    sources, target, _ = _copied(given)
    if target is not None:
        yield from each(sources, DELETED)
        yield from _copy(given)


def _link(given: Given) -> Found:
    """`ln`: what is written to the new name is written to the old one."""
    symbolic = given.has("-s", "--symbolic")
    for path, _, content, source in _copy(given):
        if source is None:
            continue
        folder, slash, _ = path.rpartition("/")
        # A symbolic link leads from its own folder on.
        beside = symbolic and slash and not source.startswith(("/", "~"))
        yield path, LINKED, content, f"{folder}/{source}" if beside else source
        if not symbolic:  # no later command can see that the two are one
            yield source, MODE, None, None


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


def _remote_copy(given: Given) -> Found:
    """`scp`, `rsync`: what has a host is no file here."""
    if given.words and not is_remote(given.words[-1]):
        yield from _copy(given)


def _rsync(given: Given) -> Found:
    if not given.has("-n", "--dry-run", "--list-only"):
        yield from _remote_copy(given)
        yield from mirror_effects.rsync(given)


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


def _patches(given: Given, names: list[str]) -> Found:
    """The files that patches name, whatever is stripped of their paths."""
    import re

    texts = [] if UNKNOWN in given.stdin else [given.stdin]
    texts += [(given.read(name) or b"").decode("utf-8", "replace") for name in names]
    paths = {path.strip() for text in texts for path in re.findall(_PATCHED, text, re.MULTILINE)} - {"/dev/null"}
    yield from each(sorted(paths), WRITTEN)


def _patch(given: Given) -> Found:
    inputs = given.values("-i", "--input")
    words = given.words_but(*inputs, *given.values("-d", "--directory", "-o", "--output"))
    yield from each([*words[:1], *given.values("-o", "--output")], WRITTEN)
    yield from _patches(given, [*inputs, *words[1:]])


def _git(given: Given) -> Found:
    subcommand, rest = (given.words[0], list(given.words[1:])) if given.words else ("", [])
    if subcommand == "rm" and not given.has("--cached"):
        yield from each(rest, DELETED)
    elif subcommand == "mv":
        yield from _move(Given("mv", rest, "", given.read))
    elif subcommand == "restore":
        sources = given.values("-s", "--source")
        yield from _brought([word for word in rest if word not in sources], sources)
    elif subcommand == "checkout" and not given.has("-b", "-B", "--orphan"):
        # The first word is a revision unless a file is called so; `--` ends the revisions.
        paths = after(given.arguments, "--")
        revisions = rest[: len(rest) - len(paths)] if paths else rest[: given.read("".join(rest[:1])) is None]
        yield from _brought(paths or rest[len(revisions) :], revisions)
    elif subcommand in ("apply", "am"):
        yield from _patches(given, rest)
    elif subcommand == "stash" and rest[:1] == ["push"]:
        yield from each(rest[1:], WRITTEN)


def _brought(paths: list[str], revisions: list[str]) -> Found:
    """Files out of another revision; a folder brings all it has there, and from HEAD or the index nothing new."""
    is_other = any(revision not in ("HEAD", "@") for revision in revisions)
    yield from ((path, WRITTEN, None, path.rstrip("/") if is_other else None) for path in paths)


def _curl(given: Given) -> Found:
    folder = next(iter(given.values("--output-dir")), "")
    names = given.values("-o", "--output")
    if given.has("-O", "--remote-name", "--remote-name-all"):
        names += [_remote_name(word) for word in given.words if "/" in word or UNKNOWN in word]
    yield from each([f"{folder.rstrip('/')}/{name}" if folder else name for name in names], WRITTEN)


def _wget(given: Given) -> Found:
    names = given.values("-O", "--output-document")
    folder = next(iter(given.values("-P", "--directory-prefix")), "")
    addresses = [word for word in given.words_but(*names, folder) if "/" in word or UNKNOWN in word]
    remote = [_remote_name(word) for word in addresses] if not names else []
    yield from each([*names, *(f"{folder.rstrip('/')}/{name}" if folder else name for name in remote)], WRITTEN)


def _remote_name(address: str) -> str:
    return address.partition("?")[0].rstrip("/").rpartition("/")[2]


def _second(given: Given) -> Found:
    """`xxd -r FROM TO`."""
    words = given.words_but(*given.values("-c", "-g", "-l", "-o", "-s", "-seek", "-len", "-cols"))
    yield from each(words[1:2], WRITTEN)


def _zipapp(given: Given) -> Found:
    """`python -m zipapp FOLDER -o FILE`."""
    outputs = given.values("-o", "--output")
    yield from each(outputs or [f"{word.rstrip('/')}.pyz" for word in given.words[:1]], WRITTEN)


def _mount(given: Given) -> Found:
    """What lies where something is mounted is hidden, as if it were gone."""
    has_new = not any(option is not None and option.startswith("--make-") for option in given.options)
    if has_new and not any("remount" in value for value in given.values("-o", "--options")):
        yield from each(given.words[-1:], DELETED)


def _seven_zip(given: Given) -> Found:
    """`7z x ARCHIVE -oFOLDER`."""
    yield from each([word[2:] for word in given.arguments if word.startswith("-o") and len(word) > 2], WRITTEN)


def _from_afar(given: Given) -> Found:
    """`docker cp`, `kubectl cp`, `aws s3 cp`: what is copied here from elsewhere."""
    verb = next((word for word in given.words[:2] if word in ("cp", "mv", "rsync", "sync")), None)
    if verb is None:
        return
    *sources, target = given.words[given.words.index(verb) :]
    if not is_remote(target):
        yield from each([target, *(_inside(target, source) for source in sources[1:])], WRITTEN)
    yield from mirror_effects.synchronised(given)


def _find(given: Given) -> Found:
    """`find ROOTS -name PATTERN -delete`."""
    if "-delete" in given.arguments:
        yield from each(found_by(given.arguments, "-delete"), DELETED)
    yield from each(given.values("-fprintf", "-fprint", "-fprint0", "-fls"), WRITTEN)


_PACKERS = dict.fromkeys(
    ("bunzip2", "bzip2", "compress", "gunzip", "gzip", "lzma", "uncompress", "unxz", "xz"), archive_effects.packed
)
_REMOVERS = dict.fromkeys(("rimraf", "rm", "rmdir", "srm", "trash", "trash-put", "unlink"), _all(DELETED))
ROWS: dict[str, Row] = {
    **EDITS, **_PACKERS, **_REMOVERS,
    "awk": _in_place("-i", skip=1), "chattr": _all(MODE, 1), "chgrp": _all(MODE, 1), "chmod": _all(MODE, 1),
    "chown": _all(MODE, 1), "cp": _copy, "curl": _curl, "dd": _dd, "find": _find, "gawk": _in_place("-i", skip=1),
    "7z": _seven_zip, "7za": _seven_zip, "7zz": _seven_zip, "bsdtar": archive_effects.tar, "shuf": _to("-o", "--output"),
    "gh": _to("-D", "--dir", "-O", "--output"), "psql": _to("-o", "--output", "-L", "--log-file"), "script": _all(WRITTEN),
    **dict.fromkeys(("aws", "docker", "gsutil", "kubectl", "oc", "podman"), _from_afar),
    "gcc": _to("-o"), "git": _git, "gsed": _sed, "install": _install, "json.tool": _last, "kiro-cli": _kiro, "pykiro-opa": _pykiro, "pykiro_opa": _pykiro, "ln": _link, "mount": _mount,
    "mv": _move, "openssl": _to("-out"), "patch": _patch, "perl": _perl, "prename": _all(WRITTEN, 1),
    "rename": _all(WRITTEN, 1), "rclone": mirror_effects.rclone, "rsync": _rsync, "ruby": _perl, "scp": _remote_copy, "sed": _sed,
    "setfacl": _all(MODE), "shred": _all(WRITTEN), "sort": _to("-o", "--output"), "sponge": _all(WRITTEN), "tar": archive_effects.tar,
    "tee": _tee, "touch": _all(WRITTEN), "truncate": _all(WRITTEN), "uniq": _last, "unzip": archive_effects.unzip, "wget": _wget,
    "yq": _in_place("-i", "--inplace", "--in-place", skip=1), "zip": archive_effects.zipped, "zipapp": _zipapp, "xxd": _second,
    **dict.fromkeys(("gpg", "iconv", "uudecode", "zstd"), _to("-o", "--output")),
}  # fmt: skip
