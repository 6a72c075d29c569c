"""What packers and unpackers do to files: a program is one row."""

from __future__ import annotations

from ...syntax.listed import known_lines, names_in
from ..file_effects import DELETED, WRITTEN
from ._kinds import each, same
from ._tar import tar

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..file_effects import Given
    from ._kinds import Found, Row

_ARCHIVES = (
    ".tar",
    ".tgz",
    ".tbz",
    ".tbz2",
    ".txz",
    ".zip",
    ".jar",
    ".gz",
    ".bz2",
    ".xz",
    ".zst",
    ".7z",
    ".rar",
    ".war",
)
_PACKED = (".gz", ".bz2", ".xz", ".zst", ".Z", ".lzma", ".lz4", ".br", ".lz")


def _unzipped(given: Given) -> Found:
    """Into a folder that is named, and of the members that are."""
    if given.says("-l -p -t -v -Z -c -z"):
        return
    folder = "".join(f"{one.rstrip('/')}/" for one in given.values("-d")[-1:])
    words = given.beside("-d -P")
    members = [word for word in words[: _option_at(given, words)] if not word.lower().endswith(_ARCHIVES)]
    yield from each([f"{folder}{member}" for member in members], WRITTEN)
    yield from each([folder.rstrip("/")] if folder else (), WRITTEN)


def _option_at(given: Given, words: list[str]) -> int:
    """Where the words end that are unpacked: `-x` leaves out what stands behind it."""
    arguments = list(given.arguments)
    behind = arguments[arguments.index("-x") + 1 :] if "-x" in arguments else []
    return len(words) - len([word for word in behind if word in words])


def _packed(given: Given) -> Found:
    """`gzip FILE` puts another file in the place of this one."""
    if not given.says("-c --stdout --to-stdout -l --list -t --test"):
        kept = given.says("-k --keep")
        words = given.beside("-S --suffix -b --blocks -p --processes -T --threads --memlimit -M")
        yield from each([] if kept else words, DELETED)
        yield from each([word.rpartition(".")[0] for word in words if word.endswith(_PACKED)], WRITTEN)


def _copied(given: Given) -> Found:
    """`zstd`, `lz4` and `brotli` leave what they pack, but for `--rm` and `-j`; the second word of `lz4` is its output."""
    if given.says("-c --stdout -l --list -t --test"):
        return
    words = given.beside("-o --output -D -T --threads -q --quality -w --lgwin -S --suffix")
    outputs = given.values("-o", "--output")
    gone = "-j --rm" if given.program == "brotli" else "--rm"
    yield from each(outputs, WRITTEN)
    yield from each(words if given.says(gone) else (), DELETED)
    if given.program == "lz4" and not given.says("-m --multiple"):
        yield from each(words[1:2], WRITTEN)
    if not outputs:
        yield from each([word.rpartition(".")[0] for word in words if word.endswith(_PACKED)], WRITTEN)


def _zipped(given: Given) -> Found:
    words = given.beside("-x -i -b -n -P -s -t -tt -TT -O --out")
    members = [*words[1:], *(known_lines(given.stdin) if given.says("-@ --names-stdin") else ())]
    yield from each(members if given.says("-m --move") else (), DELETED)
    yield from each(words[:1], WRITTEN)


def _seven_zip(given: Given) -> Found:
    """`7z x ARCHIVE -oFOLDER MEMBERS…`, `7z a ARCHIVE FILES…`."""
    verb, archive, *members = [*given.beside(), "", ""][:2] + given.beside()[2:]
    folders = [word[2:] for word in given.arguments if word.startswith("-o") and len(word) > 2]
    yield from each(folders, WRITTEN)
    if verb in ("a", "d", "u", "rn"):
        yield from each([archive], WRITTEN)
        yield from each(members if "-sdel" in given.arguments else (), DELETED)
    elif verb in ("x", "e") and "-so" not in given.arguments:
        folder = "".join(f"{one.rstrip('/')}/" for one in folders[-1:])
        yield from each([f"{folder}{member}" for member in members], WRITTEN)


def _cpio(given: Given) -> Found:
    """`cpio -i MEMBERS…` unpacks, `cpio -o -O ARCHIVE` packs, `cpio -p FOLDER` copies what its input names."""
    yield from each(given.values("-O"), WRITTEN)
    words = given.beside("-F -E -H -I -O -C -R -D --file --format --directory --owner")
    folder = "".join(f"{one.rstrip('/')}/" for one in given.values("-D", "--directory")[-1:])
    if given.says("-i --extract") and not given.says("-t --list --to-stdout"):
        yield from each([f"{folder}{word}" for word in (words or names_in(given.stdin))], WRITTEN)
    elif given.says("-o --create") or not given.says("-p --pass-through"):
        yield from each(given.values("-F", "--file"), WRITTEN)
    if given.says("-p --pass-through") and words:
        yield from each([f"{words[-1].rstrip('/')}/{name}" for name in known_lines(given.stdin)], WRITTEN)


def _pax(given: Given) -> Found:
    """`pax -r MEMBERS…` unpacks, `pax -w -f ARCHIVE` packs, `pax -rw FILES… FOLDER` copies."""
    words = given.beside("-f -b -s -x -o -B -E -G -T -U")
    if given.says("-r") and given.says("-w"):
        yield from each([f"{words[-1].rstrip('/')}/{word}" for word in words[:-1]] if words else (), WRITTEN)
    elif given.says("-r"):
        yield from each(words or names_in(given.stdin), WRITTEN)
    elif given.says("-w"):
        yield from each(given.values("-f"), WRITTEN)


def _jar(given: Given) -> Found:
    """`jar cf ARCHIVE FILES…`, `jar xf ARCHIVE MEMBERS…`."""
    letters, *words = (
        [*given.words, ""] if not given.says("--create -c --update -u --extract -x") else ["", *given.words]
    )
    yield from each(
        given.values("-f", "--file", "-cf", "-uf") if given.says("--create -c --update -u") else (), WRITTEN
    )
    if "f" in letters and letters[:1] in ("c", "u"):
        yield from each(words[:1], WRITTEN)
    elif letters[:1] == "x":
        yield from each([word for word in words[1:] if word], WRITTEN)


ROWS: dict[str, Row] = {
    **same(_packed, "bunzip2 bzip2 compress gunzip gzip lzma lzip pbzip2 pigz pixz uncompress unlzma unpigz unxz xz"),
    **same(_copied, "brotli lz4 unlz4 unzstd zstd pzstd"), **same(_seven_zip, "7z 7za 7zr 7zz"), **same(tar, "bsdtar tar"),
    "cpio": _cpio, "jar": _jar, "pax": _pax, "unzip": _unzipped, "zip": _zipped,
}  # fmt: skip
