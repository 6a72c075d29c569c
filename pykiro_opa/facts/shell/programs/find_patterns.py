"""The patterns of the files that a `find` finds: what its tests leave of its folders."""

from __future__ import annotations

from itertools import pairwise, product

from ..syntax.patterns import DEEP, NOT, hidden, limited
from ..syntax.words import is_pattern

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .find_tests import Test

    Tree = dict[str, "Tree"]

_MOST_STARS = 4  # of a path, each of which may stand for folders
_ITSELF, _BELOW = "/", "//"  # marks of a tree's leaf: the file is left out, what is in the folder is


def matched(root: str, tests: Sequence[Test], *, flat: bool, files: bool) -> Iterator[str]:
    """The patterns of what is found below a folder; `flat` in it alone, `files` without the folders that hold what is left."""
    left_out = _LeftOut(root)
    for kind, text, holds in tests:
        if not holds and kind == "name":
            left_out.names.append(text)
        elif not holds and kind in ("path", "within"):
            left_out.add(text, whole=kind == "within")
    asked = [text for kind, text, holds in tests if kind == "name" and holds]
    name = limited(asked, left_out.names, files=files and bool(left_out.names))
    deep = f"{limited((), left_out.folders)}{DEEP}" if left_out.folders else DEEP
    paths = [text for kind, text, holds in tests if kind == "path" and holds]
    if paths and not (flat and any(kind == "name" for kind, _, _ in tests)):
        for path in paths:
            yield from _below_path(path, name, deep)
    else:
        yield from _below(root, left_out.tree, name, deep, flat=flat, files=files)


class _LeftOut:
    """What tests leave out: names, folders at any depth, and paths below the root as a tree."""

    def __init__(self, root: str) -> None:
        self._root = root
        self.names: list[str] = []
        self.folders: list[str] = []
        self.tree: Tree = {}

    def add(self, path: str, *, whole: bool) -> None:
        """A path's pattern; `whole` also leaves out what is in the folders that it matches. An odd one leaves out nothing."""
        inner = path.endswith("/*")
        path = path.removesuffix("/*")
        both = whole or (not inner and path.endswith("*"))
        if path.startswith(f"{self._root}/") or (self._root == "/" and path.startswith("/")):
            self._plant(path[len(self._root.rstrip("/")) + 1 :].split("/"), itself=not inner, below=inner or both)
        elif path.startswith("*") and "/" not in path.removeprefix("*/"):
            name = path.removeprefix("*/")
            self.names += [] if inner else [name]
            self.folders += [name] if inner or both else []

    def _plant(self, segments: list[str], *, itself: bool, below: bool) -> None:
        if any(is_pattern(one) for one in segments[:-1]) or not all(segments):
            return
        node = self.tree
        for segment in segments:
            node = node.setdefault(segment, {})
        node.update({mark: {} for mark, given in ((_ITSELF, itself), (_BELOW, below)) if given})


def _below(root: str, tree: Tree, name: str, deep: str, *, flat: bool, files: bool) -> Iterator[str]:
    """The patterns of what lies below a folder, without what a tree of paths leaves out."""
    prefix = root if root.endswith("/") else f"{root}/"
    named = {one: node for one, node in tree.items() if not one.startswith("/")}
    if not flat and not named:
        yield f"{prefix}{deep}/{name}"
        return
    here = limited([name], [one for one, node in named.items() if _ITSELF in node or files], files=files)
    yield from (prefix + one for one in (here, *hidden(here)))
    if flat:
        return
    yield f"{prefix}{limited((), named)}/{deep}/{name}"
    for one, node in named.items():
        if _BELOW not in node:
            yield from _below(f"{prefix}{one}", node, name, deep, flat=False, files=files)


def _below_path(path: str, name: str, deep: str) -> Iterator[str]:
    """The patterns of a path in which a `*` stands for folders too; of its last part also a name may be asked."""
    pieces = path.split("*")
    if len(pieces) - 1 > _MOST_STARS:
        yield f"**/{name}"
        return
    choices = [_star(before, after) for before, after in pairwise(pieces)]
    for chosen in product(*choices):
        found = pieces[0] + "".join(star + piece for star, piece in zip(chosen, pieces[1:], strict=True))
        if found.endswith(f"/{DEEP}"):
            yield f"{found.removesuffix(DEEP)}{deep}/{name}"
        elif name == "*":
            yield found
        elif not name.startswith(NOT):
            folder, slash, last = found.rpartition("/")
            yield f"{folder}{slash}{limited([name, last], ())}"
        else:
            yield found


def _star(before: str, after: str) -> list[str]:
    """What a `*` between two pieces of a path may be as segments."""
    starts, ends = not before or before.endswith("/"), not after or after.startswith("/")
    if starts:
        return [DEEP] if ends else [f"{DEEP}/*"]
    return ["*", f"*/{DEEP}"] if ends else ["*", f"*/{DEEP}/*"]
