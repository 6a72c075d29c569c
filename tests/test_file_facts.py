"""Files as facts: which lines are added, how text becomes runs, and what kind of change each is."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, strategies

from pykiro_opa.changes import MODE_SYMLINK, FileChange, ToolCall
from pykiro_opa.facts import diff, files, tools
from pykiro_opa.facts.runs import fold, runs
from pykiro_opa.facts.text import decode

_LINES = strategies.lists(strategies.sampled_from(("a", "b", "c", "d", "", "}")), max_size=14)


def _added(before, after):
    return [(line, "".join(lines)) for line, lines in diff.added_blocks(before, after)]


@pytest.mark.parametrize(
    ("before", "after", "blocks"),
    [
        (None, None, []),
        ("a\n", None, []),
        (None, "", []),
        (None, "a\nb\n", [(1, "ab")]),
        ("a\n", "a\n", []),
        ("a\n", "a", []),
        ("a\nb\n", "a\nx\nb\n", [(2, "x")]),
        ("a\nold\nold\nb\n", "a\nx\ny\nb\n", [(2, "xy")]),
        ("a\nkept\nb\n", "x\nkept\ny\n", [(1, "x"), (3, "y")]),
        ("a\nb\n", "a\n", []),
        ("a\nb\n", "b\na\n", [(1, "b")]),
        ("", "a\n", [(1, "a")]),
    ],
)
def test_added_blocks(before, after, blocks):
    assert _added(before, after) == blocks


def _is_subsequence(lines, of):
    rest = iter(of)
    return all(any(line == other for other in rest) for line in lines)


@pytest.mark.parametrize("work", [-1, 8, diff._MOST_WORK], ids=["anchored", "both", "exact"])
@given(before=_LINES, after=_LINES)
def test_what_is_not_added_was_there(work, before, after):
    """Soundness of both comparisons: the lines left out of every block stand in the old text, in the same order."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(diff, "_MOST_WORK", work)
        blocks = diff.added_blocks("".join(f"{line}\n" for line in before), "".join(f"{line}\n" for line in after))
    added = {first + offset for first, lines in blocks for offset in range(len(lines))}
    for first, lines in blocks:
        assert after[first - 1 : first - 1 + len(lines)] == lines
    kept = [line for number, line in enumerate(after, 1) if number not in added]
    assert _is_subsequence(kept, before)
    assert all(one[0] + len(one[1]) < other[0] for one, other in itertools.pairwise(blocks))


@given(text=strategies.text(alphabet="ab \t\n\u00a0", max_size=40))
def test_folding_keeps_the_place_of_every_line(text):
    folded, starts = fold(text)
    assert folded == " ".join(text.split())
    lines = text.split("\n")
    for line, start in zip(lines, starts.split(","), strict=True):
        assert folded[int(start) :].startswith(" ".join(line.split())) or not folded


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("a.sql", "DROP\n  TABLE\tusers\n", [("code", 1, "drop table users")]),
        ("a.md", "one\ntwo\n\nthree\n", [("prose", 1, "one two"), ("prose", 3, "three")]),
        ("a.md", "- one\n- two\n", [("prose", 1, "- one"), ("prose", 2, "- two")]),
        ("a.md", "see `rm -rf X` here\n", [("prose", 1, "see here"), ("code", 1, "rm -rf x")]),
        (
            "a.md",
            "before\n```sh\nDROP\nTABLE\n```\nafter\n",
            [("prose", 1, "before ```sh"), ("code", 3, "drop table"), ("prose", 5, "``` after")],
        ),
        ("A.MD", "~~~\nX\n~~~", [("prose", 1, "~~~"), ("code", 2, "x"), ("prose", 3, "~~~")]),
        ("notes.txt", "   \n", []),
    ],
)
def test_runs(path, text, expected):
    blocks = diff.added_blocks(None, text)
    assert [(one["kind"], one["line"], one["folded"]) for one in runs(path, blocks, text)] == expected


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (None, None),
        (b"", ""),
        (b"a\r\nb\rc\n", "a\nb\nc\n"),
        (b"\xef\xbb\xbfa", "a"),
        ("DROP".encode("utf-16"), "DROP"),
        ("DROP".encode("utf-16-be"), "DROP"),
        (b"\xfe\xff" + "DROP".encode("utf-16-be"), "DROP"),
        (b"a\xffb", "a\ufffdb"),
        (b"\x7fELF\0\0", None),
    ],
)
def test_decoding(content, text):
    assert decode(content) == text


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (FileChange("a", before=None, after=b""), "added"),
        (FileChange("a", before=b"x", after=None), "deleted"),
        (FileChange("a", before=b"x", after=b"y"), "modified"),
        (FileChange("b", previous_path="a", before=b"x", after=b"x"), "renamed"),
        (FileChange("a", before=b"x", after=b"x", mode="100755", previous_mode="100644"), "mode"),
        (FileChange("a", before=b"x", after=b"y", mode="100755", previous_mode="100644"), "modified"),
        (FileChange("a", before=b"x", after=b"t", mode=MODE_SYMLINK, previous_mode="100644"), "symlink"),
        (FileChange("a", before=None, after=b"t", mode=MODE_SYMLINK), "symlink"),
    ],
)
def test_kinds_of_change(change, kind):
    ((fact,), unresolved) = files.extract([change])
    assert (fact["change"], unresolved) == (kind, [])


def test_a_symlink_that_becomes_another_symlink_is_modified():
    change = FileChange("a", before=b"t", after=b"u", mode=MODE_SYMLINK, previous_mode=MODE_SYMLINK)
    assert files.extract([change])[0][0]["change"] == "modified"


def test_too_much_text_is_unresolved_and_the_file_is_still_a_fact(monkeypatch):
    monkeypatch.setattr(files, "MOST_TEXT", 10)
    first, second = (FileChange(name, before=None, after=b"12345678") for name in "ab")
    facts, unresolved = files.extract([first, second])
    assert [len(fact["runs"]) for fact in facts] == [1, 0]
    assert [(one["what"], one["at"]["path"]) for one in unresolved] == [("size", "b")]


def test_every_text_of_a_tools_arguments_is_looked_at():
    deep: object = "DEEP"
    for _ in range(40):
        deep = [deep]
    call = ToolCall(server="db", name="query", arguments={"sql": "DROP\nTABLE x", "more": {"KEY": ["v", 3, deep]}})
    (fact,) = tools.extract([call])
    folded = [run["folded"] for run in fact["runs"]]
    assert {"sql", "drop table x", "key", "v"} <= set(folded)
    assert any("deep" in text for text in folded)
    assert (fact["server"], fact["tool"]) == ("db", "query")
