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
# Those whose names mean something else elsewhere.
BY_MODULE: dict[str, Row] = {
    "distutils.file_util.copy_file": _COPIES, "distutils.file_util.move_file": _MOVES,
    "distutils.dir_util.remove_tree": _DELETES, "distutils.dir_util.copy_tree": _COPIES,
    **{f"logging.{name}": ((0, "filename", WRITTEN),)
       for name in ("FileHandler", "handlers.RotatingFileHandler", "handlers.TimedRotatingFileHandler", "handlers.WatchedFileHandler")},
    "logging.basicConfig": ((-1, "filename", WRITTEN),), "py_compile.compile": ((1, "cfile", WRITTEN),),
    "zipapp.create_archive": ((1, "target", WRITTEN),), "cProfile.run": ((1, "filename", WRITTEN),),
    "cProfile.runctx": ((3, "filename", WRITTEN),), "profile.run": ((1, "filename", WRITTEN),),
    "joblib.dump": ((1, "filename", WRITTEN),), "torch.save": ((1, "f", WRITTEN),), "dotenv.set_key": ((0, "dotenv_path", WRITTEN),),
    "dotenv.unset_key": ((0, "dotenv_path", WRITTEN),), "process.report.writeReport": _WRITES, "v8.writeHeapSnapshot": _WRITES,
}  # fmt: skip
# Those that write where their mode says so: the place and name of the mode, and what it is without one.
OPENS: dict[str, tuple[int, str, str]] = {
    **dict.fromkeys(("open", "io.open", "codecs.open", "gzip.open", "bz2.open", "lzma.open", "tarfile.open",
                     "zipfile.ZipFile", "shelve.open", "io.FileIO", "tarfile.TarFile", "gzip.GzipFile", "bz2.BZ2File", "lzma.LZMAFile",
                     "pathlib.Path.open", "wave.open"), (1, "mode", "r")),
    "aiofiles.open": (1, "mode", "r"), "fs.open": (1, "flags", "r"), "fs.openSync": (1, "flags", "r"),
}  # fmt: skip
# Methods of a path: what becomes of it, and of the path that they are given.
METHODS: dict[str, tuple[str, str]] = {
    "write_text": (WRITTEN, ""), "write_bytes": (WRITTEN, ""), "touch": (MODE, ""), "unlink": (DELETED, ""), "rmdir": (DELETED, ""),
    "chmod": (MODE, ""), "lchmod": (MODE, ""), "rename": (DELETED, WRITTEN), "replace": (DELETED, WRITTEN), "move": (DELETED, WRITTEN),
    "copy": (SOURCE, WRITTEN), "symlink_to": (LINKED, SOURCE), "hardlink_to": (LINKED, SOURCE),
}  # fmt: skip
# Objects by what makes them, with those of their methods that write to the path that they are given.
MADE_WITH: dict[str, tuple[str, ...]] = {
    "xml.etree.ElementTree.ElementTree": ("write",), "xml.etree.ElementTree.parse": ("write",), "lxml.etree.ElementTree": ("write",),
    "lxml.etree.parse": ("write",), "cProfile.Profile": ("dump_stats",), "profile.Profile": ("dump_stats",), "pstats.Stats": ("dump_stats",),
    "tracemalloc.take_snapshot": ("dump",), "http.cookiejar.LWPCookieJar": ("save",), "http.cookiejar.MozillaCookieJar": ("save",),
}  # fmt: skip
# Whatever is called so may change files, if nobody knows what it is.
CHANGING = frozenset(
    (*(name.rpartition(".")[2] for name in (*FUNCTIONS, *OPENS)), *METHODS, "extractall", "mv", "cp", "rm_rf", "rimraf", "rm", "dump_to_file")
)  # fmt: skip
# Of these, those that are called so for many other reasons.
EVERYDAY = frozenset(("copy", "link", "move", "open", "replace", "touch"))
# Modules whose functions are called like what changes files, and change none.
HARMLESS = frozenset(
    (
        "collections",
        "copy",
        "dataclasses",
        "datetime",
        "functools",
        "itertools",
        "json",
        "operator",
        "queue",
        "re",
        "string",
    )
)
PATHS = ("path", "file", "file_or_filename", "filename", "fname", "path_or_buf")
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
