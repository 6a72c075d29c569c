"""What a rule of a team's own may not say, as a stranger might publish it: each is refused in a line with its place."""

from __future__ import annotations

import re
import tempfile

import pytest

from pykiro_opa import binary
from pykiro_opa.custom import checking, opa
from pykiro_opa.errors import ConfigurationError
from pykiro_opa.guardrails.custom_rules import rules_of

HEAD = "package kiro.custom.team.freeze\n\nimport data.kiro.lib.strict\n\nevaluated := true\n\n"
BARE = HEAD.replace("import data.kiro.lib.strict\n\n", "")
SOUND = HEAD + (
    'findings contains {"effect": "deny", "message": strict.join("", ["`", file.path, "`"]), "fact": file.id} if {\n'
    '\tsome file in input.files\n\tstrict.has_prefix(file.path, "frozen/")\n\tnot _is_exempt(file)\n}\n\n'
    '_is_exempt(file) if file.change == "deleted"\n'
)  # fmt: skip


def problems(source, name="freeze.rego"):
    data = source if isinstance(source, bytes) else source.encode()
    try:
        checking.check(rules_of("team", {name: data}))
    except ConfigurationError as error:
        for line in error.problems:
            assert "\n" not in line
            assert line.startswith(".kiro/policies/"), line
        return error.problems
    return []


def body(text):
    """A rule whose only condition is that; OPA refuses an import that nothing uses."""
    source = HEAD + f'findings contains {{"effect": "deny"}} if {{\n\t{text}\n}}\n'
    return source if "strict." in text else source.replace("import data.kiro.lib.strict\n\n", "")


@pytest.mark.parametrize(
    "source",
    [
        SOUND,
        SOUND.replace("package", "# METADATA\n# title: Frozen\n# description: Nobody writes there.\npackage", 1),
        SOUND.replace("import data.kiro.lib.strict", "import rego.v1\nimport data.kiro.lib.strict"),
        SOUND.replace("import data.kiro.lib.strict\n", "").replace("strict.", "data.kiro.lib.strict."),
        body("some kind, facts in input\n\tsome fact in facts\n\tfact.id == kind"),
        body('every file in input.files {\n\t\tfile.path != "a"\n\t}'),
        body('walk(input.infrastructure, [path, value])\n\tvalue == "x"\n\tpath[0] == 1'),
        body('found := {file.path: 1 | some file in input.files}\n\tfound["a"] == 1'),
        body("strict.size([1 | some file in input.files; strict.has(file.path, `.env`)]) > 3"),
        body('[1, "a", null, true, {"a": {1}}] != input.files\n\tnot is_null(input.stage)'),
        BARE + 'default findings := set()\n\nfindings := {{}} if input.stage == "spec"\n',
        BARE + 'findings := {} if input.stage == "spec"\n\nelse := set()\n',
        BARE + 'findings contains _at[0] if _at[0].effect\n\n_at[n] := {"effect": "deny"} if some n, _ in input.files\n',
    ],
    ids=range(13),
)  # fmt: skip
def test_what_reads_the_event_and_fails_nowhere_may_judge(source):
    assert problems(source) == []


CALLS = {
    "the network": 'http.send({"method": "get", "url": "http://example.org"}).status_code == 200',
    "a look-up": 'net.lookup_ip_addr("example.org") != set()',
    "the environment": 'opa.runtime().env.HOME == "x"',
    "the clock": "time.now_ns() > 0",
    "a time": 'time.parse_rfc3339_ns("x") > 0',
    "chance": 'rand.intn("x", 2) == 1',
    "an id": 'uuid.rfc4122("x") == "y"',
    "a token": 'io.jwt.decode("x")[0] == 1',
    "a print": "print(input)",
    "a trace": 'trace("x")',
    "a builtin of another engine": 'regex.globs_match("a*", "b*")',
    "a pattern": 'glob.match("a", [], "b")',
    "JSON": 'json.unmarshal("x") == 1',
    "a patch": "json.patch({}, []) == {}",
    "base64": 'base64.decode("x") == "y"',
    "a digest": 'crypto.sha256("x") == "y"',
    "metadata": "rego.metadata.rule().title == 1",
    "another parser": 'rego.parse_module("x", "package x") != {}',
    "GraphQL": 'graphql.is_valid("x", "y")',
    "a division": "1 / 2 == 3",
    "a product": "1 * 2 == 3",
    "a sum": "1 + input.version == 2",
    "a difference": "input.version - 1 == 0",
    "a remainder": "input.version % 2 == 0",
    "an intersection": "{1} & {2} == set()",
    "a union": "({1} | {2}) == set()",
    "a count": "count(input.files) == 1",
    "a count inside": "x := [count(y) | some y in input.files]\n\tx == 1",
    "a count of a key": "input.files[count(input.stage)].path == 1",
    "a count of what is every": "every file in input.files {\n\t\tcount(file.path) > 1\n\t}",
    "a count of the domain": "every file in array.concat([], []) {\n\t\tfile == 1\n\t}",
    "a count after not": "not count(input.stage) == 1",
    "a count of a set": "{1, count(input.stage)} == {2}",
    "a count in an object": '{"a": {count(input.stage): 1}} == {2}',
    "a number of text": "to_number(input.stage) == 1",
    "a format": 'sprintf("%d", [1]) == "1"',
    "a regex": 'regex.match("(", input.stage)',
    "a range": "numbers.range(1, 1000000000)[_] == 1",
    "a function by its whole name": "data.kiro.lib.safe.matches(`(`, input.stage)",
    "a function of the library": "data.kiro.lib.text.clipped(1) == 1",
    "a function of another rule": "data.kiro.custom.other.rule.f(1)",
    "a function of its own by its whole name": "data.kiro.custom.team.freeze.f(1)",
    "no function": "nowhere.f(1)",
}  # fmt: skip


def test_what_can_fail_or_looks_elsewhere_is_not_called():
    """Each call in a rule of its own; OPA is started for all of them at once."""
    source = BARE + "".join(
        f'findings contains {{"name": `{name}`}} if {{\n\t{text}\n}}\n' for name, text in CALLS.items()
    )
    rows = [re.match(r"\.kiro/policies/freeze\.rego:(\d+):\d+: (.*)", line).groups() for line in problems(source)]
    starts = [source[: source.index(f"`{name}`")].count("\n") + 1 for name in CALLS]

    for name, start, end in zip(CALLS, starts, [*starts[1:], 10_000], strict=True):
        told = [message for row, message in rows if start <= int(row) < end]
        assert told, name
        assert all("can fail unseen; call `strict." in one or "is not for rules" in one for one in told), (name, told)


OTHERS = {
    "with": (body("input.stage == 1 with input as {}"), "`with` would judge another event"),
    "with of a builtin": (body("is_string(1) with is_string as true"), "`with` would judge another event"),
    "all data": (body("data[_] == 1"), "leave `data` out"),
    "data alone": (body("x := data\n\tx == 1"), "leave `data` out"),
    "data inside": (body("walk(data, [_, x])\n\tx == 1"), "leave `data` out"),
    "data in a key": (body("input[data.x] == 1"), "leave `data` out"),
    "the guardrails": (body("data.kiro.guardrails.builtin == 1"), "leave `data` out"),
    "findings of others": (body("some f in data.kiro.rules.files.protected.findings"), "leave `data` out"),
    "the system": (body("data.system.authz.allow"), "leave `data` out"),
    "data in a head": (HEAD + "findings contains data.kiro\n", "leave `data` out"),
    "data in an else": (HEAD + "findings := {1} if input.x\n\nelse := data.x\n", "leave `data` out"),
    "data in a default": (HEAD + "default findings := {1}\n\nx := [y | y := data.z]\n", "leave `data` out"),
    "data in an argument": (HEAD + "findings contains 1 if f(1)\n\nf(x) if x == data.y\n", "leave `data` out"),
    "a float": (body("input.version == 1.5"), "numbers are whole"),
    "a number that is large": (body("input.version == 9007199254740992"), "numbers are whole"),
    "a number that is endless": (body("input.version == 1e400"), "numbers are whole"),
    "a text with holes": (body('input.stage == $"{input.stage}"'), "may not use"),
    "a function with dots": (HEAD + "findings contains 1 if true\n\nregex.match(_, _) := true\n", "has no dots"),
    "an import of the event": (SOUND.replace("import data", "import input.files\nimport data"), "imports `data.kiro.lib.strict`"),
    "an import of other data": (SOUND.replace("import data", "import data.kiro.guardrails\nimport data"), "imports `data.kiro.lib.strict`"),
    "an import of all data": (SOUND.replace("import data", "import data.kiro as k\nimport data"), "imports `data.kiro.lib.strict`"),
    "an import under another name": (SOUND.replace("lib.strict\n", "lib.strict as strict\n"), "imports `data.kiro.lib.strict`"),
    "an import of one function": (SOUND.replace("lib.strict\n", "lib.strict.has_prefix\n"), "imports `data.kiro.lib.strict`"),
    "no import": (SOUND.replace("import data.kiro.lib.strict\n", ""), "write `import data.kiro.lib.strict`"),
    "another package": (SOUND.replace("team.freeze", "team.other"), "the package of this file is `kiro.custom.team.freeze`"),
    "the package of another origin": (SOUND.replace("team.freeze", "builtin.freeze"), "the package of this file is"),
    "the package of a rule of the library": (SOUND.replace("kiro.custom.team.freeze", "kiro.rules.files.protected"), "the package of this file is"),
    "the package of main": (SOUND.replace("kiro.custom.team.freeze", "kiro.main"), "the package of this file is"),
    "a package below": (SOUND.replace("team.freeze", "team.freeze.findings"), "the package of this file is"),
    "a package with a key": (SOUND.replace("team.freeze", 'team["freeze-x"]'), "the package of this file is"),
    "an entry point": (SOUND.replace("findings contains", "# METADATA\n# entrypoint: true\nfindings contains"), "remove `entrypoint`"),
    "a schema of its own": (SOUND.replace("package", "# METADATA\n# schemas:\n#   - input: {}\npackage", 1), "remove `schemas`"),
    "no findings": (HEAD, "it does not say `findings`"),
    "no word that it was evaluated": (SOUND.replace("evaluated := true\n", ""), "it does not say `evaluated`"),
    "a field that is misspelled": (body('some file in input.files\n\tfile.pth == "a"'), "undefined ref: file.pth; known here: at, change"),
    "a list that is misspelled": (body("some file in input.fils"), "undefined ref: input.fils[__local0__]; known here: approvals"),
    "a function that is not there": (body("strict.lower(input.stage)"), "undefined function data.kiro.lib.strict.lower"),
    "an operand too many": (body("strict.lowercase(input.stage, 1)"), "invalid argument(s)"),
    "a variable that is unused": (body("x := 1"), "assigned var x unused"),
    "an unsafe variable": (body("x == 1"), "var x is unsafe"),
    "a rule that calls itself": (HEAD + "findings contains 1 if f(1)\n\nf(x) if f(x)\n", "recursive"),
    "no Rego": ("oops", "package expected"),
    "nothing": ("", "empty module"),
    "the Rego of before": ("package kiro.custom.team.freeze\n\nfindings[x] { x := 1 }\n", "`if` keyword is required"),
    "a file that is not closed": (HEAD + "findings contains {", "unexpected eof token"),
    "too deep": (HEAD + f"findings contains {'[' * 3000}{']' * 3000}\n", "freeze.rego:7:83: brackets stand in one another"),
    "too deep over many lines": (HEAD + "findings contains " + "{[(\n" * 30, "brackets stand in one another"),
}  # fmt: skip


@pytest.mark.parametrize(("source", "said"), OTHERS.values(), ids=OTHERS)
def test_what_would_judge_something_else_is_refused(source, said):
    found = problems(source)

    assert any(said in line for line in found), found


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"Freeze.rego": b""}, ".kiro/policies/Freeze.rego: name it with small letters"),
        ({"my-rule.rego": b""}, "name it with small letters"),
        ({"1.rego": b""}, "name it with small letters"),
        ({"a" * 65 + ".rego": b""}, "name it with small letters"),
        ({"a/b.rego": b""}, "rules lie side by side"),
        ({"a.rego": b"#" * 65_537}, "larger than 64 kB"),
        ({"a.rego": b"# \xff"}, "the byte 2 is not UTF-8"),
        ({f"r{n}.rego": b"" for n in range(65)}, ".kiro/policies: 65 rules; write at most 64"),
    ],
    ids=range(8),
)
def test_files_have_names_and_limits(files, said):
    with pytest.raises(ConfigurationError) as caught:
        rules_of("team", files)
    assert said in caught.value.problems[0]
    assert len(caught.value.problems) == 1


def test_tests_are_no_rules():
    assert rules_of("team", {"a_test.rego": b"oops", "a.rego": b""})[0].name == "a"


def test_all_is_told_at_once_and_at_its_place():
    one, other = body("count(1) == 1").replace("freeze", "a"), HEAD.replace("freeze", "b") + "x := 1 +"
    sources = {"a.rego": one.encode(), "b.rego": other.encode()}
    with pytest.raises(ConfigurationError) as caught:
        checking.check(rules_of("team", sources))

    assert [line.partition(": ")[0] for line in caught.value.problems] == [
        ".kiro/policies/a.rego:6:2", ".kiro/policies/b.rego:7:8",
    ]  # fmt: skip


def test_without_an_opa_it_is_a_clear_error_and_no_rule_left_out(monkeypatch, tmp_path):
    monkeypatch.setattr(binary, "_CHECKOUT", tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))

    (line,) = _refusal(SOUND)
    assert "rules of a team's own are compiled by `opa`" in line
    assert "`opa` is not on PATH: install it" in line


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("sleep 5", "did not end after"),
        ("exit 3", "opa: it failed without a word"),
        ("echo oops", "is not known to this version|does not know"),
        ("echo '{}'", "does not know"),
        ("echo '[]'", "does not know"),
        ("echo '{\"package\": 1}'", "does not know"),
        ("head -c 100000000 /dev/zero", "File size limit exceeded|it failed|does not know"),
    ],
)
def test_an_opa_that_does_not_work_lets_nothing_pass(script, said, monkeypatch, tmp_path):
    path = tmp_path / "opa"
    path.write_text(f"#!/bin/sh\n[ \"$1\" = version ] && echo 'Version: 1.21.1' && exit\n{script}\n")
    path.chmod(0o755)
    monkeypatch.setattr(opa, "SECONDS", 0.5 if "sleep" in script else 30.0)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")

    (line,) = _refusal(SOUND)
    assert re.search(said, line)


def test_opa_sees_nothing_of_the_environment(monkeypatch, tmp_path):
    path = tmp_path / "opa"
    path.write_text(
        f"#!/bin/sh\n[ \"$1\" = version ] && echo 'Version: 1.21.1' && exit\nenv > {tmp_path}/seen\nexit 1\n"
    )
    path.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "x")

    _refusal(SOUND)
    assert "AWS" not in (tmp_path / "seen").read_text()


def _refusal(source):
    with pytest.raises(ConfigurationError) as caught:
        checking.check(rules_of("team", {"freeze.rego": source.encode()}))
    return caught.value.problems


def test_where_nothing_can_be_written_it_says_so(monkeypatch, tmp_path):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "none"))

    (line,) = _refusal(SOUND)
    assert line.startswith("rules of a team's own cannot be compiled: No such file or directory; make room")
