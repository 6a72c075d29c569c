"""Grammars are loaded without what their packages and their runtime import; and as usual where that does not do."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[1]
SITE_PACKAGES = Path(pytest.__file__).parents[1]


def run(code) -> str:
    start = f"import sys; sys.path += [{str(CHECKOUT)!r}, {str(SITE_PACKAGES)!r}]\nfrom pykiro_opa import grammars\n"
    done = subprocess.run(
        [sys.executable, "-IS", "-c", start + code], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


PARSE = 'root = grammars.parse("tree_sitter_bash", b"ls x")\nprint(root.type, root.end_byte)\n'
PARSED = "program 4"


def test_a_grammar_needs_neither_re_nor_enum():
    said = run(PARSE + 'print([name for name in ("re", "enum", "typing", "tree_sitter") if name in sys.modules])')

    assert [PARSED, "[]"] == said.splitlines()


def test_what_stood_in_for_them_is_gone_and_works():
    code = """
import enum, re
print(re.fullmatch("a+", "aaa").group(), isinstance(re.NOFLAG, enum.IntFlag))
import tree_sitter, tree_sitter_bash
language = tree_sitter.Language(tree_sitter_bash.language())
query = tree_sitter.Query(language, '((word) @word (#match? @word "^l"))')
tree = tree_sitter.Parser(language).parse(b"ls x")
print([node.text for node in tree_sitter.QueryCursor(query).captures(tree.root_node)["word"]])
"""
    assert [PARSED, "aaa True", "[b'ls']"] == run(PARSE + code).splitlines()


def test_the_first_binding_compiles_expressions_itself_when_asked():
    code = """
binding = grammars._runtime()
language = binding.Language(grammars._binding("tree_sitter_bash").language())
print("re" in sys.modules)
query = binding.Query(language, '((word) @word (#match? @word "^l"))')
tree = binding.Parser(language).parse(b"ls x")
print([node.text for node in binding.QueryCursor(query).captures(tree.root_node)["word"]], "re" in sys.modules)
"""
    assert ["False", "[b'ls'] True"] == run(code).splitlines()


def test_a_binding_that_wants_more_gets_the_real_ones():
    code = """
def odd(name, values):
    raise AttributeError("unique")
grammars._constants = odd
"""
    said = run(code + PARSE + 'print("re" in sys.modules, "enum" in sys.modules)')

    assert [PARSED, "True True"] == said.splitlines()


def test_nothing_stands_in_where_other_threads_could_see_it():
    code = """
import _thread
held = _thread.allocate_lock()
held.acquire()
_thread.start_new_thread(held.acquire, ())
while not _thread._count():
    pass
"""
    said = run(code + PARSE + 'print("re" in sys.modules)\nheld.release()')

    assert [PARSED, "True"] == said.splitlines()


def test_a_package_whose_binding_has_moved_is_imported():
    said = run('grammars.external.EXTENSION_SUFFIXES[:] = [".moved"]\n' + PARSE + 'print("tree_sitter" in sys.modules)')

    assert [PARSED, "True"] == said.splitlines()


@pytest.mark.parametrize("grammar", ["typescript", "tsx"])
def test_a_grammar_that_may_never_end_is_ended(grammar):
    code = f"""
from pykiro_opa.errors import InputError
try:
    print(grammars.parse("tree_sitter_typescript:{grammar}", b'""((\\'\\')\\'m\\'+l/*new[A:').type)
except InputError as error:
    print(error)
print(grammars.parse("tree_sitter_typescript:{grammar}", b"let x").end_byte)
"""
    *_, last = run(code).splitlines()

    assert "5" == last
