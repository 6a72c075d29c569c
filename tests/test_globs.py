"""Globs and ARNs as regular expressions: the same answers in Python, in OPA and in OPA's Wasm."""

import json
import re
import subprocess
import tarfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pykiro_opa.changes import encode_path
from pykiro_opa.engines.embedded import EmbeddedEngine
from pykiro_opa.errors import ConfigurationError
from pykiro_opa.guardrails import globs
from pykiro_opa.guardrails.arns import FRESH_LETTER, compile_arn, field
from pykiro_opa.guardrails.globs import LONGEST_REGEX, compile_glob, needle

# glob, paths it matches, paths it does not
GLOBS = [
    ("Dockerfile", "Dockerfile", "a/Dockerfile Dockerfile2 dockerfile Dockerfile/x"),
    ("**/Dockerfile", "Dockerfile a/Dockerfile a/b/Dockerfile", "MyDockerfile a/MyDockerfile Dockerfile/a Dockerfile.dev"),
    ("**/docker-compose*.yml", "docker-compose.yml x/docker-compose.prod.yml", "docker-composeXyml docker-compose/a.yml"),
    ("**/*-config/production.*", "app-config/production.yml x/y/a-config/production.", "config/production.yml a-config/x/production.yml"),
    ("src/**", "src/a src/a/b src/.env", "src a/src/b srcs/a"),
    ("src/**/x", "src/x src/a/x src/a/b/x", "src/ax x srcx src/x/a"),
    ("a/**/b/**/c", "a/b/c a/x/b/y/c a/x/y/b/c", "a/c a/b/xc ab/c"),
    ("**", "a a/b .env", ""),
    ("**/**", "a a/b", ""),
    ("**/**/x", "x a/x a/b/x", "ax"),
    ("a/**/**", "a/b a/b/c", "a"),
    ("*", "a .env a.b", "a/b"),
    ("*.*", "a.b .env", "a a/b.c"),
    ("*/", "a/b .a/b/c", "a"),
    ("src/", "src/a src/a/b", "src a/src/b"),
    ("**/secrets/", "secrets/a x/secrets/a", "secrets x/secrets"),
    ("?", "a é . %25 %FF 字 😀", "ab / a/b"),
    ("a?c", "abc a.c aéc a%25c", "ac a/c abbc"),
    ("???", "abc 日本語", "ab abcd"),
    ("a*b*c", "abc a1b2c axbxbc", "ac ab/c abcd"),
    ("{,**/}x", "x a/x a/b/x", "ax"),
    ("{**/,}x", "x a/x", "ax"),
    ("{a,b}", "a b", "ab {a,b} c"),
    ("{a,b}/c", "a/c b/c", "c ab/c"),
    ("a{b,}", "ab a", "abb b"),
    ("a{,b}c{,d}", "ac abc acd abcd", "abd"),
    ("{a,b{c,d}}e", "ae bce bde", "be ace"),
    ("{a,{b,{c,{d,e}}}}", "a b c d e", "f {"),
    ("*.{js,ts}", "a.js a.ts .js", "a.jsx a.js.map a/b.js"),
    ("{src,lib}/**/*.{js,ts}", "src/a.js lib/x/y/b.ts", "a.js src/a.jsx"),
    ("{a/**,b}/c", "a/c a/x/c b/c", "b/x/c ac"),
    ("{*,a}*", "a ab b", "a/b"),
    ("a{1,2}", "a1 a2", "aa a"),
    ("{aXb,c}", "aXb c", "a X"),
    ("[abc]", "a b c", "d ab [abc]"),
    ("[a-c]x", "ax bx cx", "dx Ax -x"),
    ("[!a-c]", "d A é %25 %FF", "a b / %"),
    ("[^a]", "b ^", "a"),
    ("[a^]", "a ^", "b"),
    ("[]a]", "] a", "b"),
    ("[a:]", "a :", "b"),
    ("[X]", "X", "x"),
    ("[a-cx-z]", "a c x z", "d X"),
    ("[!]a]", "b [", "] a"),
    ("[a-]", "a -", "b"),
    ("[a-]b", "ab -b", "b ]b"),
    ("[-a]", "a -", "b"),
    ("[a\\-c]", "a - c", "b"),
    ("[\\]]", "]", "a"),
    ("[+-9]", "+ , - . 0 9", "/ :"),
    ("[é-ü]", "é ü", "a"),
    ("[[a]", "[ a", "b"),
    ("[a&&b]", "a & b", "|"),
    ("[-a||b~~c]", "a | b ~ c -", "&"),
    ("[,]{a,b}", ",a ,b", "a"),
    ("{[,],b}", ", b", "[ ]"),
    ("[0-9][0-9]-*.sql", "01-a.sql 99-.sql", "1-a.sql 001-a.sql"),
    ("\\*", "*", "a **"),
    ("a\\?", "a?", "ab a"),
    ("\\{a,b\\}", "{a,b}", "a b"),
    ("\\[a\\]", "[a]", "a"),
    ("a\\\\b", "a\\b", "ab a\\\\b"),
    ("a.b", "a.b", "axb a/b"),
    ("a+b", "a+b", "aab aab+"),
    ("a(b)|c", "a(b)|c", "ab c a(b)"),
    ("^a$", "^a$", "a"),
    ("$HOME/x", "$HOME/x", "x"),
    ("100%", "100%25", "100 100%"),
    ("%41", "%2541", "A %41"),
    ("a\tb", "a%09b", "ab"),
    ("caf*", "caf%E9 café cafe", "ca"),
    ("café", "café", "cafe caf%E9"),
    ("./a", "a", "./a b/a"),
    ("a/./b", "a/b", "a/./b"),
    ("a//b", "a/b", "a//b"),
    ("./**/a", "a b/a", "ba"),
    ("./", "a a/b", ""),
    (".github/workflows/*", ".github/workflows/ci.yml", "github/workflows/ci.yml .github/workflows/a/b"),
    (".env*", ".env .env.local", "env a/.env"),
    ("**/.env", ".env a/.env", "a.env"),
    ("~/x", "~/x", "x"),
    ("a#b", "a#b", "a"),
    ("!a", "!a", "a b"),
    ("terraform/{dev,prod}/[a-z]*.tf", "terraform/prod/main.tf", "terraform/prod/Main.tf terraform/qa/a.tf"),
    ("😀/*", "😀/b", "A/b"),
    ("a,b", "a,b", "a b"),
    ("-", "-", "a"),
    ("a/**/", "a/b a/b/c", "a"),
]  # fmt: skip
REFUSED = {
    "/x": "start at the repository's root",
    "{,a}/b": "start at the repository's root",
    "../x": "leaves the repository",
    "a/../b": "leaves the repository",
    "\\.\\./b": "leaves the repository",
    ".": "matches no path",
    "{a,}": "matches no path",
    "**Dockerfile": "a whole segment",
    "a**": "a whole segment",
    "a/**b/c": "a whole segment",
    "{a,b}**": "a whole segment",
    "***": "more than two",
    "{a,b": "without its `}`",
    "a}": "without its `{`",
    "{a}": "without a `,`",
    "{}": "without a `,`",
    "${stage}": "without a `,`",
    "[abc": "without its `]`",
    "[]": "without its `]`",
    "[!]": "without its `]`",
    "[z-a]": "backwards",
    "[a/b]": "character class",
    "[%]": "character class",
    "[\t]": "character class",
    "[[:alpha:]]": "named class",
    "[[=a=]]": "named class",
    "[[.a.]]": "named class",
    "[\x7f]": "character class",
    "[ -~]": "character class|runs over",
    "[!!-0]": "runs over",
    "a\\": "escapes nothing",
    "src\\main": "escapes nothing",
    "a\\/b": "escapes nothing",
    "{0,1}" * 10: "more than 1000",
    "{" * 30 + "a,b" + "}" * 30: "nested too deeply",
    "{" + ",".join(map(str, range(1000))) + "}" + "x" * 200: "too many alternatives",
}
ARNS = [
    ("arn:aws:iam::*:role/production-*", "arn:aws:iam::123456789012:role/production-a arn:aws:iam:::role/production-a/b",
     "arn:aws:iam::1:role/service/production-a arn:aws:iam::1:2:role/production-a arn:aws:iam::1:role/Production-a"),
    ("arn:aws:s3:::*-production", "arn:aws:s3:::a-production arn:aws:s3:::a/b-production", "arn:aws:s3:eu:1:a-production arn:aws:s3:::production"),
    ("arn:aws:s3:::bucket/*/test/*", "arn:aws:s3:::bucket/1/2/test/3/4", "arn:aws:s3:::bucket/test/1"),
    ("arn:aws:sqs:*:*:queue", "arn:aws:sqs:eu-west-1:1:queue arn:aws:sqs:::queue", "arn:aws:sqs:a:b:c:queue"),
    ("arn:aws:logs:*:*:log-group:*", "arn:aws:logs:r:a:log-group:x:y", "arn:aws:logs:r:a:log-stream:x"),
    ("arn:*:*:*:*:*", "arn:aws:s3:::x arn:aws-cn:iam::1:role/a", "arn:aws:s3::x"),
    ("arn:aws:iam::*:user/?", "arn:aws:iam::1:user/a", "arn:aws:iam::1:user/ab arn:aws:iam::1:user/"),
    ("arn:aws:ec2:eu-west-?:*:vpc/*", "arn:aws:ec2:eu-west-1:1:vpc/a", "arn:aws:ec2:eu-west-12:1:vpc/a arn:aws:ec2:eu-west-::vpc/a"),
    ("arn:aws:dynamodb:*:*:table/a.b+c", "arn:aws:dynamodb:::table/a.b+c", "arn:aws:dynamodb:::table/axb+c"),
]  # fmt: skip
ARN_COUNT = 6
POLICY = """package kiro.main

decision := [regex.match(case[0], case[1]) | some case in input.cases]
"""
VALID = """package kiro.check.regex

valid := [regex.is_valid(pattern) | some pattern in input.patterns]
"""


@pytest.fixture(scope="module")
def folder(opa, tmp_path_factory):
    folder = tmp_path_factory.mktemp("regex")
    (folder / "main.rego").write_text(POLICY)
    (folder / "regex.rego").write_text(VALID)
    entry_points = ["-e", "kiro/main/decision", "-e", "kiro/check/regex/valid"]
    subprocess.run([opa, "build", "-t", "wasm", *entry_points, "-o", "bundle.tar.gz", "."], cwd=folder, check=True)
    with tarfile.open(folder / "bundle.tar.gz") as archive:
        (folder / "policy.wasm").write_bytes(archive.extractfile("/policy.wasm").read())
    return folder


@pytest.fixture(scope="module")
def engine(folder):
    return EmbeddedEngine(str(folder / "policy.wasm"), str(folder / "cache"), library=b'{"kiro":{}}')


def glob_cases():
    for glob, matching, other in GLOBS:
        yield from ((glob, path, True) for path in matching.split())
        yield from ((glob, path, False) for path in other.split())


def arn_matches(fields, arn, match):
    parts = arn.split(":", ARN_COUNT - 1)
    return len(parts) == ARN_COUNT and all(match(one["regex"], part) for one, part in zip(fields, parts, strict=True))


def in_python(regex, text):
    """What RE2 would say: Python's `$` also matches before a last newline, so the anchors are `fullmatch`'s."""
    assert regex.startswith("^(?:")
    assert regex.endswith(")$")
    return re.fullmatch(regex[1:-1].replace(r"\x{E000}", FRESH_LETTER), text) is not None


def all_cases():
    """Regular expression, text and expected answer of every row: globs as a whole, ARNs field by field."""
    rows = [(compile_glob(glob)[0], path, expected) for glob, path, expected in glob_cases()]
    for pattern, matching, other in ARNS:
        for arn in f"{matching} {other}".split(" "):
            parts = arn.split(":", ARN_COUNT - 1)
            fields = compile_arn(pattern)[: len(parts)]
            rows += [
                (one["regex"], part, in_python(one["regex"], part)) for one, part in zip(fields, parts, strict=True)
            ]
    return rows


def test_the_table_is_large_enough_to_mean_something():
    assert len(GLOBS) >= 80
    assert len(list(glob_cases())) >= 250


@pytest.mark.parametrize(("glob", "matching", "other"), GLOBS)
def test_glob_matches_what_the_table_says(glob, matching, other):
    regex, prefix = compile_glob(glob)
    assert [path for path in matching.split() if not in_python(regex, path)] == []
    assert [path for path in other.split() if in_python(regex, path)] == []
    assert [path for path in matching.split() if not path.startswith(prefix)] == []


def test_a_glob_may_hold_a_blank():
    regex, prefix = compile_glob("my docs/*")
    assert prefix == "my docs/"
    assert in_python(regex, "my docs/a b")
    assert not in_python(regex, "mydocs/a")


def test_opa_answers_as_python_does(opa, folder):
    rows = all_cases()
    (folder / "input.json").write_text(json.dumps({"cases": [row[:2] for row in rows]}))
    command = [opa, "eval", "--format", "raw", "-d", "main.rego", "-i", "input.json", "data.kiro.main.decision"]
    answers = json.loads(subprocess.run(command, cwd=folder, check=True, capture_output=True).stdout)
    assert [row for row, answer in zip(rows, answers, strict=True) if answer is not row[2]] == []


def test_opa_in_wasm_answers_as_python_does(engine):
    rows = all_cases()
    answers = engine.ask(json.dumps({"cases": [row[:2] for row in rows]}).encode(), b"{}")
    assert [row for row, answer in zip(rows, answers, strict=True) if answer is not row[2]] == []


@pytest.mark.parametrize("glob", REFUSED)
def test_what_could_only_be_misunderstood_is_refused(glob):
    with pytest.raises(ConfigurationError, match=REFUSED[glob]):
        compile_glob(glob)


@pytest.mark.parametrize(
    ("glob", "prefix"),
    [
        ("a/b/c", "a/b/c"),
        ("a/b*", "a/b"),
        ("a/**", "a/"),
        ("**/a", ""),
        ("{ab,ac}/d", "a"),
        ("a{,b}", "a"),
        ("a%/*", "a%25/"),
        ("a\\*b?", "a*b"),
        ("x/", "x/"),
    ],
)
def test_the_prefix_is_all_that_is_literal_at_the_beginning(glob, prefix):
    assert compile_glob(glob)[1] == prefix


def test_a_glob_of_a_nested_file_may_start_at_its_folder_or_at_the_root():
    regex, prefix = compile_glob("src/*.py", "services/a+b/")
    assert prefix == ""
    assert in_python(regex, "services/a+b/src/x.py")
    assert in_python(compile_glob("services/a/x", "services/a/")[0], "services/a/x")
    assert not in_python(regex, "services/aab/src/x.py")
    assert not in_python(regex, "services/other/src/x.py")


def test_globs_match_the_bytes_of_names_as_paths_encode_them():
    for name in (b"100%", b"a\tb", "café".encode(), b"\x7f"):
        regex, _ = compile_glob(name.decode())
        assert in_python(regex, encode_path(name))
    assert in_python(compile_glob("caf?")[0], encode_path(b"caf\xe9"))


@pytest.mark.parametrize(("pattern", "matching", "other"), ARNS)
def test_arn_matches_what_the_table_says(pattern, matching, other):
    fields = compile_arn(pattern)
    for arn in matching.split(" "):
        assert arn_matches(fields, arn, in_python), arn
    for arn in other.split(" "):
        assert not arn_matches(fields, arn, in_python), arn


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("arn:aws:s3::x", "has 5 of the six fields"),
        ("*", "has 1 of the six fields"),
        ("my-bucket", "has 1 of the six fields"),
        ("ARN:aws:s3:::x", "does not begin with `arn:`"),
        ("urn:aws:s3:::x", "does not begin with `arn:`"),
        ("arn:aws:S3:::x", "write `s3`"),
        ("arn:AWS:s3:::x", "write `aws`"),
        ("arn:aws:s3:::", "no resource"),
        ("arn::s3:::x", "no partition"),
        ("arn:aws::::x", "no service"),
        ("arn:aws:s3:::x ", "white space in the resource"),
        ("arn:aws:s3: ::x", "white space in the region"),
        ("arn:aws:s3:eu west::x", "white space in the region"),
        ("arn:aws:s3::1 2:x", "white space in the account"),
        ("arn:aws:s3:EU::x", "write `eu`"),
        ("arn:aws:s3:::\ue000", "U\\+E000"),
    ],
)
def test_what_is_no_arn_is_refused(text, problem):
    with pytest.raises(ConfigurationError, match=problem):
        compile_arn(text)


@pytest.mark.parametrize(
    "text", ["*:*:*:*:*:*", "arn:aws:iam::*:role/Admin", "arn:aws:s3:::a b", "arn:aws:x::Account:y"]
)
def test_what_an_arn_may_hold(text):
    assert [part["text"] for part in compile_arn(text)] == text.split(":")


def test_the_fresh_letter_is_taken_by_a_star_and_not_by_a_question_mark():
    star, one = (compile_arn(f"arn:aws:s3:{wild}::{wild}") for wild in "*?")
    for index in (3, 5):
        assert in_python(star[index]["regex"], FRESH_LETTER)
        assert not in_python(one[index]["regex"], FRESH_LETTER)


def test_a_field_is_its_text_and_its_regex():
    assert field("a*b?c") == {"text": "a*b?c", "regex": r"^(?:a[\s\S]*b[^\x{E000}]c)$"}
    assert field("a.b") == {"text": "a.b", "regex": r"^(?:a\.b)$"}


@pytest.mark.parametrize(
    ("glob", "expected"),
    [
        ("a/b/c", "a/b/c"),
        ("**/Dockerfile", "Dockerfile"),
        ("**/docker-compose*.yml", "docker-compose"),
        ("services/a-1/b/**", "services/a-1/b/"),
        ("**/*-config/production.*", "-config/production."),
        ("{infra,infra/live}/*.tf", "infra/"),
        ("**/*.{yml,yaml}", ""),
        ("[ab]*?", ""),
        ("**", ""),
        ("a%/x", "a%25/x"),
        ("zoo/*/a-long-name*", "/a-long-name"),
    ],
)
def test_the_needle_is_the_longest_text_in_whatever_a_glob_matches(glob, expected):
    assert needle(glob) == expected


def test_the_needle_stands_in_every_path_that_matches():
    for glob, path, expected in glob_cases():
        if expected:
            assert needle(glob) in path, (glob, path)


def test_the_longest_regex_that_is_not_asked_about_compiles(engine):
    from pykiro_opa.guardrails.expressions import _SURE

    pieces = ["[!é]", "?", "*?", "[!a-zé-üа-я]", "**/", "[é-字]/", "{a,b?}"]
    regexes = [compile_glob(piece * (5 if "{" in piece else 80))[0] for piece in pieces]
    regexes += [compile_glob("?" * 90)[0], field("?" * 180)["regex"], field("*?" * 80)["regex"]]
    assert max(len(regex) for regex in regexes) > _SURE * 0.95
    assert engine.regex_is_valid(regexes) == [True] * len(regexes)


def test_alternatives_stand_in_an_order_of_their_own():
    """The same entry has the same digest tomorrow, whatever the interpreter's hash seed."""
    assert compile_glob("{f,e,d,c,b,a}")[0] == "^(?:a|b|c|d|e|f)$"
    assert compile_glob("[fedcba]")[0] == "^(?:[abcdef])$"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("[cba]", "[abc]"),
        ("[aba]", "[ab]"),
        ("**/**/x", "**/x"),
        ("a/**/**/x", "a/**/x"),
        ("a/**/**/**", "a/**"),
        ("a/b/**/**", "a/b/**"),
    ],
)
def test_what_means_the_same_is_the_same(one, other):
    assert compile_glob(one) == compile_glob(other)


def test_a_class_may_hold_a_space():
    assert in_python(compile_glob("[ a]")[0], " ")


def test_braces_are_nested_twenty_deep_at_most():
    assert compile_glob("{" * 20 + "a" + ",b}" * 20)[0] == "^(?:a|b)$"
    with pytest.raises(ConfigurationError, match="nested too deeply"):
        compile_glob("{" * 21 + "a" + ",b}" * 21)


def test_braces_have_a_thousand_alternatives_at_most():
    assert compile_glob("{0,1,2,3,4,5,6,7,8,9}" * 3)[0].count("|") == 999
    for glob in ("{" + ",".join(map(str, range(1001))) + "}", "{0,1,2,3,4,5,6,7,8,9}" * 3 + "{a,b}"):
        with pytest.raises(
            ConfigurationError, match=r"braces with more than 1000 alternatives; write several entries$"
        ):
            compile_glob(glob)


@pytest.mark.parametrize(("glob", "length"), [("abc", 3), ("a.b", 4), ("{a,b}c", 5), ("{a,b}cdef", 11)])
def test_a_regex_is_too_long_from_the_first_letter_above_the_limit(glob, length, monkeypatch):
    assert LONGEST_REGEX == 100_000
    monkeypatch.setattr(globs, "LONGEST_REGEX", length)
    assert len(compile_glob(glob)[0]) == length + len("^(?:)$")
    monkeypatch.setattr(globs, "LONGEST_REGEX", length - 1)
    with pytest.raises(ConfigurationError, match=r"^`.*`: braces with too many alternatives of this length; write sev"):
        compile_glob(glob)


def test_alternatives_are_not_put_together_where_they_are_too_long(monkeypatch):
    """Each way through them takes memory, long before there is a regex."""
    monkeypatch.setattr(globs, "LONGEST_REGEX", 6)
    assert len(globs._expand(globs._Parser("{a,b}cde").parse(), "")) == 2
    monkeypatch.setattr(globs, "LONGEST_REGEX", 7)
    with pytest.raises(ConfigurationError, match="too many alternatives of this length"):
        globs._expand(globs._Parser("{a,b}cdef").parse(), "")


def test_a_large_glob_is_valid_or_refused_by_the_engine_and_never_unasked(engine):
    glob = "{" + ",".join(f"folder{index:04}/**" for index in range(1000)) + "}"
    regex, _ = compile_glob(glob)
    assert len(regex) < LONGEST_REGEX
    assert engine.regex_is_valid([regex]) == [True]


PIECES = st.sampled_from(
    ["a", "b", "/", "*", "**", "?", "{", "}", ",", "[", "]", "!", "-", "\\", ".", "%", "é", "\n", "😀"]
)
TEXTS = st.one_of(st.lists(PIECES, max_size=12).map("".join), st.text(st.characters(exclude_categories=["Cs"])))


@settings(max_examples=300, print_blob=True, deadline=None)
@given(TEXTS)
def test_any_text_compiles_to_a_regex_or_is_refused(glob):
    refused = None
    try:
        regex, prefix = compile_glob(glob)
    except ConfigurationError as error:
        refused = str(error)
    if refused is not None:
        assert refused.isprintable()
        return
    re.compile(regex)
    assert compile_glob(glob) == (regex, prefix)


@settings(max_examples=100, print_blob=True, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="/\0"), min_size=1))
def test_an_escaped_name_matches_itself_alone(name):
    if name in (".", ".."):
        return
    glob = re.sub(r"([*?\[\]{}\\])", r"\\\1", name)
    regex, prefix = compile_glob(glob)
    encoded = encode_path(name.encode())
    assert prefix == encoded
    assert in_python(regex, encoded)
    assert not in_python(regex, encoded + "x")
