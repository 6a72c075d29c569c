"""The kept guardrails: never another's, never old, never what cannot be trusted; and nothing fails for want of them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from types import SimpleNamespace

import pytest

from pykiro_opa.engines import folders, kept
from pykiro_opa.errors import ConfigurationError
from pykiro_opa.guardrails import load

PATH = ".kiro/kiro.json"
ONE = b'{"guardrails": {"deny": {"files": ["a"]}, "mode": "shadow", "sandbox": "off", "production": {"names": ["x"]}}}'
TWO = b'{"guardrails": {"deny": {"files": ["b"]}}}'


def anything(patterns):
    return [True] * len(patterns)


class Compiler:
    """Compiles and counts how often it was asked to."""

    def __init__(self):
        self.asked = 0

    def load(self, files, root, *, agreed=True, pinned=(), rules=None):
        def compiled():
            self.asked += 1
            return load(files, anything, agreed=agreed)

        return kept.load(files, str(root), compiled, agreed=agreed, pinned=pinned, rules=rules)


@pytest.fixture
def compiler():
    return Compiler()


def entry(root):
    folder = folders.workspace_cache(str(root))
    (name,) = os.listdir(folder)
    return os.path.join(folder, name)


def test_what_is_kept_is_what_was_compiled(compiler, tmp_path):
    first = compiler.load([(PATH, ONE)], tmp_path)
    second = compiler.load([(PATH, ONE)], tmp_path)

    assert first == second == load([(PATH, ONE)], anything)
    assert second.shadow
    assert second.notes
    assert second.documents["workspace"]["entries"]["files"]
    assert compiler.asked == 1
    assert os.stat(entry(tmp_path)).st_mode & 0o777 == 0o600
    assert os.stat(os.path.dirname(entry(tmp_path))).st_mode & 0o777 == 0o700


@pytest.mark.parametrize(
    "files",
    [
        [(PATH, TWO)],
        [(PATH, ONE + b" ")],
        [(PATH, ONE[:-1])],
        [("a/" + PATH, ONE)],
        [(PATH, ONE), ("a/" + PATH, TWO)],
        [],
        [(PATH + "\0", ONE)],
        [(PATH + ONE[:1].decode(), ONE[1:])],
    ],
)
def test_other_bytes_or_paths_are_other_guardrails(files, compiler, tmp_path):
    compiler.load([(PATH, ONE)], tmp_path)
    asked = compiler.asked
    try:
        found = compiler.load(files, tmp_path)
    except ConfigurationError:
        found = None

    assert compiler.asked == asked + 1
    if found is not None:
        assert found == load(files, anything)
        assert found == compiler.load(files, tmp_path)
        assert compiler.asked == asked + 1
    assert compiler.load([(PATH, ONE)], tmp_path) == load([(PATH, ONE)], anything)


def test_what_nobody_agreed_to_is_another_entry(compiler, tmp_path):
    assert compiler.load([(PATH, ONE)], tmp_path).shadow
    assert not compiler.load([(PATH, ONE)], tmp_path, agreed=False).shadow
    assert compiler.load([(PATH, ONE)], tmp_path).shadow
    assert compiler.asked == 2


def test_each_workspace_has_its_own(compiler, tmp_path):
    (tmp_path / "link").symlink_to(tmp_path)
    compiler.load([(PATH, ONE)], tmp_path / "a")
    compiler.load([(PATH, ONE)], tmp_path / "b")
    compiler.load([(PATH, ONE)], tmp_path / "link/a")

    assert compiler.asked == 2


def test_a_file_of_the_compiler_that_changed_makes_all_entries_old(compiler, tmp_path, monkeypatch):
    program = tmp_path / "program"
    (program / "inner").mkdir(parents=True)
    source = program / "inner/a.py"
    source.write_text("one")
    monkeypatch.setattr(kept, "_PACKAGE", str(tmp_path))
    monkeypatch.setattr(kept, "_PROGRAM", ("program",))
    compiler.load([(PATH, ONE)], tmp_path)
    source.write_text("two")
    os.utime(source, ns=(1, 1))
    compiler.load([(PATH, ONE)], tmp_path)
    before = source.stat()
    source.write_text("six")
    os.utime(source, ns=(before.st_atime_ns, before.st_mtime_ns))  # the same size and date: only the kernel knows
    compiler.load([(PATH, ONE)], tmp_path)
    (program / "b.py").write_text("")
    compiler.load([(PATH, ONE)], tmp_path)

    assert compiler.asked == 4
    compiler.load([(PATH, ONE)], tmp_path)
    assert compiler.asked == 4


def test_what_reads_bundles_and_rules_is_part_of_it_where_there_are_any(compiler, tmp_path, monkeypatch):
    monkeypatch.setattr(kept, "_PACKAGE", str(tmp_path))
    monkeypatch.setattr(kept, "_PROGRAM", ())
    monkeypatch.setattr(kept, "_OF_BUNDLES", ("bundles",))
    monkeypatch.setattr(kept, "_OF_RULES", ("custom",))
    given = [{}, {"pinned": [b"x"]}, {"rules": {"a.rego": b"x"}}, {"pinned": [b"x"], "rules": {"a.rego": b"x"}}]

    def asked_anew():
        compiler.asked, found = 0, []
        for one in given:
            compiler.load([(PATH, ONE)], tmp_path, **one)
            found.append(compiler.asked)
            compiler.asked = 0
        return found

    for name in ("bundles", "custom"):
        (tmp_path / name).write_text("one")
    assert asked_anew() == [1, 1, 1, 1]
    assert asked_anew() == [0, 0, 0, 0]
    (tmp_path / "bundles").write_text("other")
    assert asked_anew() == [0, 1, 0, 1]
    (tmp_path / "custom").write_text("other")
    assert asked_anew() == [0, 1, 1, 1]


def test_files_rules_and_what_is_pinned_are_never_taken_for_each_other(compiler, tmp_path):
    other = "a/" + PATH
    given = [
        ([(PATH, ONE), (other, TWO)], {}),
        ([(PATH, ONE)], {"rules": {other: TWO}}),
        ([(PATH, ONE)], {"pinned": [other.encode(), TWO]}),
        ([(PATH, ONE)], {"rules": {other: TWO, PATH: ONE}}),
        ([(PATH, ONE), (other, TWO)], {"rules": {"z": TWO}}),
        ([(PATH, ONE)], {"rules": {other: TWO, "z": TWO}}),
    ]
    for files, more in given:
        compiler.load(files, tmp_path, **more)

    assert compiler.asked == 6
    compiler.load([(PATH, ONE)], tmp_path, rules={PATH: ONE, other: TWO})
    assert compiler.asked == 6


def test_every_module_that_compiles_is_part_of_the_program():
    code = (
        "import sys; sys.path.append(sys.argv[1])\n"
        "from pykiro_opa.guardrails import load\n"
        "data = sys.stdin.buffer.read()\n"
        'load([(".kiro/kiro.json", data), ("a/.kiro/kiro.json", b"{}")], lambda patterns: [True] * len(patterns))\n'
        'print(*(m.__file__ for n, m in sys.modules.items() if n.startswith("pykiro_opa.")), sep="\\n")'
    )
    package = os.path.dirname(kept._PACKAGE)
    done = subprocess.run([sys.executable, "-c", code, package], input=ONE, capture_output=True, check=True)
    program = {path for name in kept._PROGRAM for path in kept._files(os.path.join(kept._PACKAGE, name))}
    loaded = set(done.stdout.decode().split())

    assert len(loaded) > 15
    assert loaded <= program
    for name in ("catalogue/library.json", "engines/policies.wasm", "engines/kept.py"):
        assert os.path.join(kept._PACKAGE, name) in program


@pytest.mark.parametrize("field", ["st_dev", "st_ino", "st_size", "st_mtime_ns", "st_ctime_ns"])
def test_a_source_is_another_one_if_the_kernel_says_anything_else_of_it(field, monkeypatch):
    said = dict.fromkeys(["st_dev", "st_ino", "st_size", "st_mtime_ns", "st_ctime_ns"], 7)
    monkeypatch.setattr(kept, "_files", lambda _path: ["a.py"])
    monkeypatch.setattr(kept, "_PROGRAM", ("a.py",))
    monkeypatch.setattr(os, "stat", lambda _path: SimpleNamespace(**said))
    before = list(kept._program(kept._PROGRAM))
    said[field] = 8
    assert list(kept._program(kept._PROGRAM)) != before


def test_the_program_is_its_sources_in_one_order(tmp_path):
    names = ["d.py", "b.py", "e/b.py", "e/a.py", "a.py", "c.py", "b/a.py", "__pycache__/a.pyc", "a/a.py", "c/a.py"]
    for name in names:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.touch()

    found = [os.path.relpath(path, tmp_path) for path in kept._files(str(tmp_path))]
    assert found == ["a.py", "b.py", "c.py", "d.py", "a/a.py", "b/a.py", "c/a.py", "e/a.py", "e/b.py"]


def test_a_program_in_a_folder_whose_name_is_no_text_keeps_all_the_same(compiler, tmp_path, monkeypatch):
    (tmp_path / "\udcff").mkdir()
    (tmp_path / "\udcff/a.py").touch()
    monkeypatch.setattr(kept, "_PACKAGE", str(tmp_path / "\udcff"))
    monkeypatch.setattr(kept, "_PROGRAM", ("a.py",))
    for _ in range(2):
        compiler.load([(PATH, ONE)], tmp_path)
    assert compiler.asked == 1


def test_a_program_that_is_no_files_keeps_nothing(compiler, tmp_path, monkeypatch):
    monkeypatch.setattr(kept, "_PACKAGE", str(tmp_path / "archive.zip"))
    for _ in range(2):
        assert compiler.load([(PATH, ONE)], tmp_path) == load([(PATH, ONE)], anything)
    assert compiler.asked == 2


@pytest.mark.parametrize("harm", ["cut", "changed", "emptied", "another's", "open to others", "link", "folder open"])
def test_what_cannot_be_trusted_is_compiled_anew_and_replaced(harm, compiler, tmp_path):
    compiler.load([(PATH, ONE)], tmp_path)
    path = entry(tmp_path)
    with open(path, "rb") as stream:
        content = stream.read()
    if harm == "cut":
        put(path, content[:-1])
    elif harm == "changed":
        put(path, content.replace(b'"deny"', b'"okay"', 1))
    elif harm == "emptied":
        put(path, b"")
    elif harm == "another's":
        compiler.load([(PATH, TWO)], tmp_path / "other")
        with open(entry(tmp_path / "other"), "rb") as stream:
            put(path, stream.read())
        compiler.asked -= 1
    elif harm == "open to others":
        os.chmod(path, 0o644)
    elif harm == "link":
        os.rename(path, tmp_path / "elsewhere")
        os.symlink(tmp_path / "elsewhere", path)
    else:
        os.chmod(os.path.dirname(path), 0o755)

    for _ in range(2):
        assert compiler.load([(PATH, ONE)], tmp_path) == load([(PATH, ONE)], anything)
    assert compiler.asked == 2
    with open(path, "rb") as stream:
        assert stream.read() == content
    assert not os.path.islink(path)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"rubbish",
        b"null\n{}",
        b"[]\n{}",
        b"[[],[],{},true,[],[],[],1]\n{}",
        b"[1,[],{},true,[],[],[]]\n{}",
        b"[[1],[],{},true,[],[],[]]\n{}",
        b'[[],[["a","b"]],{},true,[],[],[]]\n{}',
        b"[[],[],[],true,[],[],[]]\n{}",
        b'[[],[],{"names":1},true,[],[],[]]\n{}',
        b"[[],[],{},true,1,[],[]]\n{}",
        b"[[],[],{},true,[],1,[]]\n{}",
        b'[[],[],{},true,[],[],[["a"]]]\n{}',
        b"[" * 100_000 + b"\n{}",
    ],
)
def test_what_is_whole_and_of_another_shape_is_compiled_anew(content, compiler, tmp_path):
    compiler.load([(PATH, ONE)], tmp_path)
    path = entry(tmp_path)
    put(path, content + folders._digest(os.path.basename(path).removeprefix("guardrails-"), content))

    assert compiler.load([(PATH, ONE)], tmp_path) == load([(PATH, ONE)], anything)
    assert compiler.asked == 2


def test_an_entry_is_named_by_a_digest(compiler, tmp_path):
    compiler.load([(PATH, ONE)], tmp_path)
    assert re.fullmatch(r"guardrails-[0-9a-f]{64}", os.path.basename(entry(tmp_path)))


def put(path, content):
    with open(path, "wb") as stream:
        stream.write(content)


def test_an_entry_of_somebody_else_is_not_read(compiler, tmp_path, monkeypatch):
    compiler.load([(PATH, ONE)], tmp_path)
    monkeypatch.setattr(os, "geteuid", lambda: 12345)

    assert compiler.load([(PATH, ONE)], tmp_path) == load([(PATH, ONE)], anything)
    assert compiler.asked == 2


def test_a_cache_that_cannot_be_written_hinders_nobody(compiler, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    for _ in range(2):
        assert compiler.load([(PATH, ONE)], tmp_path) == load([(PATH, ONE)], anything)
    assert compiler.asked == 2


def test_guardrails_with_an_error_are_an_error_each_time(compiler, tmp_path):
    for _ in range(2):
        with pytest.raises(ConfigurationError, match="unknown key"):
            compiler.load([(PATH, b'{"guardrails": {"denyy": {}}}')], tmp_path)
    assert compiler.asked == 2


def test_no_more_than_32_are_kept(compiler, tmp_path):
    for number in range(32):
        compiler.load([(PATH, ONE + b" " * number)], tmp_path)
    assert len(os.listdir(folders.workspace_cache(str(tmp_path)))) == 32
    for number in range(32, 40):
        compiler.load([(PATH, ONE + b" " * number)], tmp_path)
    compiler.load([(PATH, ONE + b" " * 39)], tmp_path)

    assert compiler.asked == 40
    assert len(os.listdir(folders.workspace_cache(str(tmp_path)))) == 32
