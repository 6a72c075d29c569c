"""Agents' tool calls as changes, in every envelope and spelling that was seen."""

from __future__ import annotations

import json

import pytest

from pykiro_opa import hosts
from pykiro_opa.errors import InputError


@pytest.fixture
def root(tmp_path):
    (tmp_path / ".git").mkdir()
    (tmp_path / "a.txt").write_text("one\ntwo\n")
    return tmp_path


def decode(root, tool, arguments, **envelope):
    payload = {
        "hook_event_name": "PreToolUse",
        "cwd": str(root),
        "tool_name": tool,
        "tool_input": arguments,
        **envelope,
    }
    return hosts.decode(json.dumps(payload).encode(), str(root))


UNKNOWN = "unknown content"
CLAUDE = {"transcript_path": "t", "permission_mode": "default"}
EDITS = [
    ("fs_write", {"command": "create", "path": "n.txt", "file_text": "x"}, "n.txt", b"x", {}),
    ("fs_write", {"command": "create", "path": "n.txt", "new_str": "x"}, "n.txt", b"x", {}),
    ("write", {"command": "create", "path": "n.txt", "content": "x"}, "n.txt", b"x", {}),
    ("fs_write", {"path": "n.txt", "text": "x"}, "n.txt", b"x", {}),
    ("fs_write", {"command": "str_replace", "path": "a.txt", "old_str": "two", "new_str": "2"}, "a.txt", b"one\n2\n", {}),
    ("fs_write", {"command": "strReplace", "path": "a.txt", "oldStr": "two", "newStr": "2"}, "a.txt", b"one\n2\n", {}),
    ("fs_write", {"command": "insert", "path": "a.txt", "insert_line": 1, "new_str": "x"}, "a.txt", b"one\nx\ntwo\n", {}),
    ("fs_write", {"command": "append", "path": "a.txt", "new_str": "x"}, "a.txt", b"one\ntwo\nx", {}),
    ("str_replace", {"path": "a.txt", "oldStr": "two", "newStr": "2", "replace_all": False}, "a.txt", b"one\n2\n", {}),
    ("str_replace", {"path": "a.txt", "oldStr": "gone", "newStr": "2"}, "a.txt", b"one\ntwo\n2", {}),
    ("fs_append", {"path": "a.txt", "text": "x"}, "a.txt", b"one\ntwo\nx", {}),
    ("delete_file", {"targetFile": "a.txt", "explanation": "e"}, "a.txt", None, {}),
    ("Write", {"file_path": "n.txt", "content": "x"}, "n.txt", b"x", CLAUDE),
    ("Edit", {"file_path": "a.txt", "old_string": "two", "new_string": "2"}, "a.txt", b"one\n2\n", CLAUDE),
    ("Edit", {"file_path": "a.txt", "old_string": "o", "new_string": "0", "replace_all": True}, "a.txt", b"0ne\ntw0\n", CLAUDE),
    ("MultiEdit", {"file_path": "a.txt", "edits": [{"old_string": "one", "new_string": "1"}, {"old_string": "two", "new_string": "2"}]}, "a.txt", b"1\n2\n", CLAUDE),
    ("NotebookEdit", {"notebook_path": "n.ipynb", "new_source": "x"}, "n.ipynb", b"x", CLAUDE),
]  # fmt: skip


@pytest.mark.parametrize(("tool", "arguments", "path", "after", "envelope"), EDITS)
def test_an_edit_is_the_file_it_makes(tool, arguments, path, after, envelope, root):
    host, change = decode(root, tool, arguments, **envelope)

    (file,) = change.files
    assert (path, after) == (file.path, file.after)
    assert ("claude" if envelope else "kiro") == host.__name__.rpartition(".")[2]


@pytest.mark.parametrize("tool", ["execute_bash", "executeBash", "execute_pwsh", "execute_cmd", "shell"])
def test_a_shell_tool_is_a_command(tool, root):
    (root / "api").mkdir()
    _, change = decode(root, tool, {"command": "rm x", "cwd": "api"})

    assert [("rm x", "api")] == [(command.text, command.cwd) for command in change.commands]


def test_claudes_shell_is_a_command(root):
    _, change = decode(root, "Bash", {"command": "rm x"}, **CLAUDE)

    assert ["rm x"] == [command.text for command in change.commands]


@pytest.mark.parametrize(
    ("tool", "server", "name"),
    [("@postgres/query", "postgres", "query"), ("mcp_postgres_query", "postgres", "query"), ("subagent_coder", "", "subagent_coder"), ("something_new", "", "something_new")],
)  # fmt: skip
def test_any_other_tool_is_a_tool_call(tool, server, name, root):
    _, change = decode(root, tool, {"sql": "x"})

    assert [(server, name)] == [(call.server, call.name) for call in change.tools]


@pytest.mark.parametrize(
    ("tool", "envelope"), [("fs_read", {}), ("Read", CLAUDE), ("Grep", CLAUDE), ("grep_search", {})]
)
def test_reading_is_no_change(tool, envelope, root):
    _, change = decode(root, tool, {"path": "a.txt"}, **envelope)

    assert ((), ()) == (change.files, change.tools)
    assert ["< a.txt"] == [command.text for command in change.commands]


@pytest.mark.parametrize("event", ["preToolUse", "PreToolUse", "PRETOOLUSE"])
def test_the_case_of_an_event_does_not_matter(event, root):
    _, change = decode(root, "execute_bash", {"command": "ls"}, hook_event_name=event)

    assert change.commands


@pytest.mark.parametrize("event", ["postToolUse", "userPromptSubmit", "Stop", "agentSpawn", "PreTaskExec"])
def test_other_events_propose_nothing(event, root):
    _, change = hosts.decode(
        json.dumps({"hook_event_name": event, "cwd": str(root), "prompt": "x"}).encode(), str(root)
    )

    assert [(), (), ()] == [change.files, change.commands, change.tools]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("./a.txt", ["a.txt"]),
        ("dir/../a.txt", ["a.txt"]),
        ("/etc/passwd.new", ["/etc/passwd.new"]),
        ("../x", None),
        ("link/f", ["link/f", "real/f"]),
    ],
)
def test_paths_are_judged_as_spelled_and_as_real(path, expected, root):
    (root / "real").mkdir()
    (root / "link").symlink_to("real")
    _, change = decode(root, "fs_write", {"command": "create", "path": path, "file_text": "x"})

    found = [file.path for file in change.files]
    assert (found[0].startswith("/") and len(found) == 1) if expected is None else found == expected


MALFORMED = [
    b"", b"{", b"[]", b"null", b'"x"', b"\xff\xfe", b"{}", b'{"hook_event_name": 1}', b'{"hook_event_name": "PreToolUse"}',
    b'{"hook_event_name": "Other", "cwd": "/"}', b'{"hook_event_name": "PreToolUse", "tool_name": "x"}',
    b'{"hook_event_name": "PreToolUse", "tool_name": "", "tool_input": {}}',
    b'{"hook_event_name": "PreToolUse", "tool_name": "x", "tool_input": "y"}',
    b'{"hook_event_name": "PreToolUse", "tool_name": "execute_bash", "tool_input": {}}',
    b'{"hook_event_name": "PreToolUse", "tool_name": "execute_bash", "tool_input": {"command": 1}}',
    b'{"hook_event_name": "PreToolUse", "tool_name": "fs_write", "tool_input": {"command": "create"}}',
    b'{"hook_event_name": "PreToolUse", "tool_name": "fs_write", "tool_input": {"command": "burn", "path": "a"}}',
    b'{"hook_event_name": "PreToolUse", "tool_name": "fs_write", "tool_input": {"path": "", "text": "x"}}',
    b'{"hook_event_name": "PreToolUse", "tool_name": "a", "tool_name": "b", "tool_input": {}}',
    b'{"hook_event_name": "PreToolUse", "tool_name": "x", "tool_input": {"a": NaN}}', b"[" * 100_000,
    b'{"hook_event_name": "PreToolUse", "cwd": 1, "tool_name": "x", "tool_input": {}}',
    b'{"hook_event_name": "PreToolUse", "transcript_path": "t", "tool_name": "MultiEdit", "tool_input": {"file_path": "a", "edits": 1}}',
]  # fmt: skip


@pytest.mark.parametrize("payload", MALFORMED)
def test_a_malformed_call_is_refused(payload, root):
    with pytest.raises(InputError):
        hosts.decode(payload, str(root))


@pytest.mark.parametrize("name", ["kiro", "claude"])
def test_only_an_allow_is_answered_with_0_and_a_block_always_says_why(name, root):
    host, _ = decode(
        root, "execute_bash" if name == "kiro" else "Bash", {"command": "ls"}, **({} if name == "kiro" else CLAUDE)
    )

    assert (0, "") == host.reply("allow", "")
    for effect in ("deny", "needs-approval", "odd"):
        code, text = host.reply(effect, "")
        assert code == 2
        assert text


TWO_NAMES = [
    ("fs_write", {"command": "create", "path": "a.sh", "file_text": "x", "content": "y"}, {}),
    ("fs_write", {"command": "create", "path": "a.sh", "text": "x", "new_str": "y"}, {}),
    ("delete_file", {"path": "a.txt", "targetFile": "Dockerfile"}, {}),
    ("str_replace", {"path": "a.txt", "old_str": "a", "new_str": "b", "oldStr": "a", "newStr": "c"}, {}),
    ("execute_bash", {"command": "rm x", "cwd": ".", "path": ".kiro"}, {}),
    ("NotebookEdit", {"file_path": "a.ipynb", "notebook_path": "Dockerfile", "new_source": "x"}, CLAUDE),
    ("use_aws", {"service_name": "s3", "serviceName": "iam", "operation_name": "x"}, {}),
    ("something_new", {"path": "a.txt", "content": "x", "text": "y"}, {}),
]


@pytest.mark.parametrize(("tool", "arguments", "envelope"), TWO_NAMES)
def test_two_fields_that_differ_are_refused(tool, arguments, envelope, root):
    with pytest.raises(InputError, match="differ; keep one"):
        decode(root, tool, arguments, **envelope)


def test_two_fields_that_agree_or_say_nothing_are_one(root):
    _, change = decode(
        root, "fs_write", {"path": "n.txt", "text": "x", "content": "x", "file_text": "", "new_str": None}
    )

    assert [("n.txt", b"x")] == [(file.path, file.after) for file in change.files]


def test_a_shell_runs_in_the_folder_that_its_path_names(root):
    (root / ".kiro").mkdir()
    _, change = decode(root, "executeBash", {"command": "rm kiro.json", "path": ".kiro"})

    assert [("rm kiro.json", ".kiro")] == [(command.text, command.cwd) for command in change.commands]


RUNNING = [
    ("Bash", {"command": "rm x"}, {}),
    ("execute_bash", {"command": "rm x"}, CLAUDE),
    ("bash", {"command": "rm x"}, CLAUDE),
    ("controlBashProcess", {"action": "start", "command": "rm x"}, {}),
    ("@shell/run", {"cmd": "rm x"}, {}),
    ("mcp__shell__run", {"commands": ["rm x"]}, CLAUDE),
    ("mcp__shell__run", {"command": "rm", "args": ["x"]}, CLAUDE),
    ("shell_v2", {"command": ["rm", "x"]}, {}),
    ("mcp__aws__call_aws", {"cli_command": "rm x"}, CLAUDE),
]


@pytest.mark.parametrize(("tool", "arguments", "envelope"), RUNNING)
def test_a_tool_that_nobody_knows_runs_what_it_calls_a_command(tool, arguments, envelope, root):
    _, change = decode(root, tool, arguments, **envelope)

    assert "rm x" in [command.text for command in change.commands]


CHANGING = [
    ("Edit", {"file_path": "a.txt", "old_string": "two", "new_string": "2"}, {}, {"a.txt": b"one\n2\n"}),
    ("fs_write", {"command": "create", "path": "n", "file_text": "x"}, CLAUDE, {"n": b"x"}),
    ("write_file", {"path": "n", "content": "x"}, {}, {"n": b"x"}),
    ("mcp__filesystem__write_file", {"path": ".kiro/kiro.json", "content": "{}"}, CLAUDE, {".kiro/kiro.json": b"{}"}),
    ("@filesystem/edit_file", {"path": "a.txt", "edits": [{"oldText": "a", "newText": "b"}]}, {}, {"a.txt": UNKNOWN}),
    ("@filesystem/move_file", {"source": "a.txt", "destination": "b"}, {}, {"b": UNKNOWN, "a.txt": None}),
    ("smartRelocate", {"sourcePath": "a.txt", "destinationPath": "b"}, {}, {"b": UNKNOWN, "a.txt": None}),
    ("@filesystem/copy_file", {"source": "a.txt", "destination": "b"}, {}, {"b": UNKNOWN}),
    ("editCode", {"path": "a.txt", "operation": "replace_node"}, {}, {"a.txt": UNKNOWN}),
    ("code", {"operation": "pattern_rewrite", "file_path": "a.txt"}, {}, {"a.txt": UNKNOWN}),
    ("editFiles", {"files": ["a.txt", {"filePath": "b"}]}, CLAUDE, {"a.txt": UNKNOWN, "b": UNKNOWN}),
    ("remove_thing", {"path": "a.txt"}, {}, {"a.txt": None}),
    ("@read-files/store", {"path": "n", "content": "x"}, {}, {"n": b"x"}),
    ("get_and_keep", {"path": "n", "content": "x"}, {}, {"n": b"x"}),
    ("remove_thing", {"path": "folder"}, {}, {"folder": None}),
    ("apply_patch", {"command": "*** Begin Patch\n*** Delete File: a.txt\n*** End Patch"}, CLAUDE, {"a.txt": UNKNOWN}),
]


@pytest.mark.parametrize(("tool", "arguments", "envelope", "expected"), CHANGING)
def test_a_tool_that_nobody_knows_changes_what_it_calls_a_path(tool, arguments, envelope, expected, root):
    (root / "folder").mkdir()
    _, change = decode(root, tool, arguments, **envelope)

    assert expected == {file.path: file.after if file.content_known else UNKNOWN for file in change.files}
    assert () == change.commands or tool == "fs_write"


@pytest.mark.parametrize(
    ("tool", "arguments"),
    [
        ("mcp__filesystem__read_file", {"path": "a.txt"}),
        ("mcp__filesystem__directory_tree", {"path": "."}),
        ("code", {"operation": "search_symbols", "path": "a.txt"}),
        ("mcp__x__index", {"path": "folder"}),
    ],
)
def test_a_tool_that_only_reads_by_its_name_changes_nothing(tool, arguments, root):
    (root / "folder").mkdir()
    _, change = decode(root, tool, arguments)

    assert () == change.files
    assert change.tools


def test_use_aws_is_one_call_in_every_spelling(root):
    asked = {"operationName": "attach-user-policy", "serviceName": "iam", "profileName": "p", "parameters": {}}
    _, change = decode(root, "useAws", asked)
    (call,) = change.tools

    assert ("", "use_aws") == (call.server, call.name)
    assert ("iam", "attach-user-policy", "p") == tuple(
        call.arguments[name] for name in ("service_name", "operation_name", "profile_name")
    )


@pytest.mark.parametrize("arguments", [{}, {"service_name": ["iam"], "operation_name": "x"}, {"service_name": "iam"}])
def test_use_aws_without_a_whole_operation_is_refused(arguments, root):
    with pytest.raises(InputError):
        decode(root, "use_aws", arguments)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("~/../Dockerfile", "Dockerfile"),  # hosts that do not expand `~`
        ("~root/../Dockerfile", "Dockerfile"),
        ("inner/../kiro.json", ".kiro/kiro.json"),  # as the system follows the link
        ("inner/../kiro.json", "kiro.json"),  # as a host that takes `..` away first does
    ],
)
def test_a_path_is_every_file_that_it_may_mean(path, expected, root):
    (root / ".kiro" / "deep").mkdir(parents=True)
    (root / "inner").symlink_to(".kiro/deep")
    _, change = decode(root, "fs_write", {"path": path, "text": "x"})

    assert expected in [file.path for file in change.files]


def test_a_path_below_home_is_one_file(root):
    _, change = decode(root, "fs_write", {"path": "~/notes.txt", "text": "x"})

    assert 1 == len(change.files)


def test_half_of_a_surrogate_pair_is_no_path(root):
    with pytest.raises(InputError, match="surrogate"):
        decode(root, "fs_write", {"path": "a\ud800", "text": "x"})
