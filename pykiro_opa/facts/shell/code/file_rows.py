"""The functions of Python and JavaScript that change files: a function is one row of what becomes of its arguments."""

from __future__ import annotations

from ..files.file_effects import DELETED, LINKED, MODE, WRITTEN

TYPE_CHECKING = False
if TYPE_CHECKING:
    Row = tuple[tuple[int, str, str], ...]

SOURCE = "source"  # what the next one is copied from

# function: for each argument that is a path its place, its name and what becomes of it
_WRITES: Row = ((0, "path", WRITTEN),)
_DELETES: Row = ((0, "path", DELETED),)
_MODES: Row = ((0, "path", MODE),)
_COPIES: Row = ((0, "src", SOURCE), (1, "dst", WRITTEN))
_MOVES: Row = ((0, "src", DELETED), (1, "dst", WRITTEN))
_LINKS: Row = ((0, "src", SOURCE), (1, "dst", LINKED))
FUNCTIONS: dict[str, Row] = {
    **dict.fromkeys(("os.remove", "os.unlink", "os.rmdir", "os.removedirs", "shutil.rmtree", "send2trash.send2trash"), _DELETES),
    **dict.fromkeys(("os.rename", "os.renames", "os.replace", "shutil.move"), _MOVES),
    **dict.fromkeys(("shutil.copy", "shutil.copy2", "shutil.copyfile", "shutil.copytree"), _COPIES),
    **dict.fromkeys(("os.symlink", "os.link"), _LINKS),
    **dict.fromkeys(("os.chmod", "os.lchmod", "os.chown", "os.lchown", "shutil.chown", "shutil.copymode", "os.setxattr"), _MODES),
    **dict.fromkeys(("os.truncate", "os.mkfifo", "os.mknod"), _WRITES),
    "shutil.unpack_archive": ((1, "extract_dir", WRITTEN),), "urllib.request.urlretrieve": ((1, "filename", WRITTEN),),
    **{
        f"fs.{name}{sync}": row
        for row, names in (
            (_WRITES, ("writeFile", "appendFile", "createWriteStream", "outputFile", "outputJson", "writeJson", "truncate")),
            (_DELETES, ("unlink", "rm", "rmdir", "remove", "emptyDir")),
            (_MOVES, ("rename", "move")),
            (_COPIES, ("copyFile", "cp", "copy")),
            (_LINKS, ("symlink", "link")),
            (_MODES, ("chmod", "lchmod", "chown", "lchown", "utimes")),
        )
        for name in names
        for sync in ("", "Sync")
    },
}  # fmt: skip
# Those that write where their mode says so: the place and name of the mode, and what it is without one.
OPENS: dict[str, tuple[int, str, str]] = {
    **dict.fromkeys(("open", "io.open", "codecs.open", "gzip.open", "bz2.open", "lzma.open", "tarfile.open",
                     "zipfile.ZipFile", "shelve.open"), (1, "mode", "r")),
    "aiofiles.open": (1, "mode", "r"), "fs.open": (1, "flags", "r"), "fs.openSync": (1, "flags", "r"),
}  # fmt: skip
# Methods of a path: what becomes of it, and of the path that they are given.
METHODS: dict[str, tuple[str, str]] = {
    "write_text": (WRITTEN, ""), "write_bytes": (WRITTEN, ""), "touch": (MODE, ""), "unlink": (DELETED, ""), "rmdir": (DELETED, ""),
    "chmod": (MODE, ""), "lchmod": (MODE, ""), "rename": (DELETED, WRITTEN), "replace": (DELETED, WRITTEN), "move": (DELETED, WRITTEN),
    "copy": (SOURCE, WRITTEN), "symlink_to": (LINKED, SOURCE), "hardlink_to": (LINKED, SOURCE),
}  # fmt: skip
# Whatever is called so may change files, if nobody knows what it is.
CHANGING = frozenset(
    (*(name.rpartition(".")[2] for name in (*FUNCTIONS, *OPENS)), *METHODS, "extractall", "mv", "cp", "rm_rf", "rimraf", "rm", "dump_to_file")
)  # fmt: skip
# Of these, those that are called so for many other reasons.
EVERYDAY = frozenset(("copy", "link", "move", "open", "replace", "touch"))
# Methods of what nothing is known of that write to the path that they are given first.
WRITERS = frozenset(
    (
        "to_csv",
        "to_json",
        "to_excel",
        "to_parquet",
        "to_markdown",
        "to_html",
        "savefig",
        "extractall",
        "save",
        "savetxt",
    )
)
