"""How programs read their arguments: which options take a value, which are spelled in several ways.

One table for both sides: the guardrail `git push --force` and the command `git -C api push -f origin main`.
"""

from __future__ import annotations

import posixpath

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

UNKNOWN = "\ue000"  # stands in a word for a part that nobody can know before it runs

# Options that take their value from the next argument.
_VALUED: dict[str, frozenset[str]] = {
    "aws": frozenset((
        "--region", "--profile", "--output", "--query", "--endpoint-url", "--color", "--ca-bundle",
        "--cli-read-timeout", "--cli-connect-timeout", "--cli-binary-format",
    )),
    "az": frozenset(("--subscription", "--output", "-o", "--query", "--resource-group", "-g", "--name", "-n")),
    "chmod": frozenset(("--reference",)),
    "chown": frozenset(("--reference", "--from")),
    "curl": frozenset((
        "-X", "--request", "-d", "--data", "--data-binary", "--data-raw", "-H", "--header", "-o", "--output", "-u",
        "--user", "-F", "--form", "-T", "--upload-file", "-A", "-e", "-b", "-c", "-m", "--max-time",
    )),
    "docker": frozenset(("--context", "-c", "--config", "-H", "--host", "-l", "--log-level")),
    "gcloud": frozenset(("--project", "--account", "--configuration", "--format", "--zone", "--region")),
    "gh": frozenset(("-R", "--repo", "-b", "--body", "-t", "--title", "-F", "--body-file")),
    "git": frozenset((
        "-C", "-c", "--git-dir", "--work-tree", "--namespace", "--exec-path", "-m", "--message", "-o",
        "--push-option", "--receive-pack", "-b", "-B", "--author", "--date", "-F", "--file",
    )),
    "helm": frozenset(("-n", "--namespace", "--kube-context", "--kubeconfig", "-f", "--values", "--set")),
    "kubectl": frozenset((
        "-n", "--namespace", "--context", "--kubeconfig", "--cluster", "--user", "-s", "--server", "-f", "--filename",
        "-l", "--selector", "-o", "--output", "-c", "--container", "--as",
    )),
    "make": frozenset(("-C", "--directory", "-f", "--file", "--makefile", "-I", "-o", "-W")),
    "mysql": frozenset(("-h", "--host", "-u", "--user", "-P", "--port", "-D", "--database", "-e", "--execute")),
    "npm": frozenset(("--prefix", "-w", "--workspace", "--registry")),
    "psql": frozenset((
        "-c", "--command", "-d", "--dbname", "-f", "--file", "-h", "--host", "-p", "--port", "-U", "--username", "-v",
        "--set", "-o", "--output", "-F", "-P", "-R", "-T",
    )),
    "rm": frozenset(),
    "rsync": frozenset((
        "-B", "-e", "-f", "-M", "-T", "-@", "--address", "--backup-dir", "--block-size", "--bwlimit", "--checksum-choice",
        "--checksum-seed", "--chmod", "--chown", "--compare-dest", "--compress-choice", "--compress-level", "--contimeout",
        "--copy-as", "--copy-dest", "--debug", "--exclude", "--exclude-from", "--files-from", "--filter", "--groupmap",
        "--iconv", "--include", "--include-from", "--info", "--link-dest", "--log-file", "--log-file-format",
        "--max-alloc", "--max-delete", "--max-size", "--min-size", "--modify-window", "--only-write-batch",
        "--out-format", "--outbuf", "--partial-dir", "--password-file", "--port", "--protocol", "--read-batch",
        "--remote-option", "--rsh", "--rsync-path", "--skip-compress", "--sockopts", "--stop-after", "--stop-at",
        "--suffix", "--temp-dir", "--timeout", "--usermap", "--write-batch",
    )),
    "ssh": frozenset((
        "-b", "-c", "-D", "-E", "-e", "-F", "-I", "-i", "-J", "-L", "-l", "-m", "-O", "-o", "-p", "-Q", "-R", "-S",
        "-W", "-w",
    )),
    "wipefs": frozenset(("-o", "--offset", "-O", "--output", "-t", "--types")),
    "terraform": frozenset(("-chdir", "-target", "-var", "-var-file", "-state", "-out")),
}  # fmt: skip
_VALUED["tofu"] = _VALUED["terraform"]
_EXT = ("mke2fs", "mkfs.ext2", "mkfs.ext3", "mkfs.ext4")
_VALUED |= dict.fromkeys(_EXT, frozenset(f"-{letter}" for letter in "bCdeEfgGiIJlLmMNoOrtTUz"))
# The same of one subcommand, where the options mean something else elsewhere.
_VALUED_BY: dict[tuple[str, str], frozenset[str]] = {
    ("git", "clean"): frozenset(("-e", "--exclude")),
    ("git", "filter-repo"): frozenset((
        "--blob-callback", "--commit-callback", "--date-format", "--email-callback", "--file-info-callback",
        "--filename-callback", "--mailmap", "--message-callback", "--name-callback", "--path", "--path-glob",
        "--path-match", "--path-regex", "--path-rename", "--paths-from-file", "--refname-callback", "--refs",
        "--replace-message", "--replace-refs", "--replace-text", "--report-dir", "--reset-callback", "--source",
        "--strip-blobs-bigger-than", "--strip-blobs-with-ids", "--subdirectory-filter", "--tag-callback",
        "--tag-rename", "--target", "--to-subdirectory-filter",
    )),
}  # fmt: skip

_NONE: frozenset[str] = frozenset()

# Other spellings of one option; "" is for every word of the program, else for its subcommand.
_ALIASES: dict[tuple[str, str], dict[str, str]] = {
    ("rm", ""): {"-r": "--recursive", "-R": "--recursive", "-f": "--force", "-i": "--interactive", "-d": "--dir"},
    ("cp", ""): {"-r": "--recursive", "-R": "--recursive", "-a": "--archive", "-f": "--force"},
    ("mv", ""): {"-f": "--force"},
    ("chmod", ""): {"-R": "--recursive"},
    ("chown", ""): {"-R": "--recursive"},
    ("wipefs", ""): {"-a": "--all", "-n": "--no-act", "-o": "--offset"},
    ("git", "push"): {"-f": "--force", "-d": "--delete", "-u": "--set-upstream", "-n": "--dry-run"},
    ("git", "clean"): {"-f": "--force", "-n": "--dry-run"},
    ("git", "branch"): {"-d": "--delete", "-m": "--move"},
    ("git", "commit"): {"-n": "--no-verify", "-a": "--all", "-s": "--signoff"},
    ("git", "checkout"): {"-f": "--force"},
    ("git", "add"): {"-f": "--force", "-A": "--all"},
}

# Long options that a program takes shortened, as long as that means one of them (getopt_long(3), git's parse-options).
_LONG: dict[tuple[str, str], tuple[str, ...]] = {
    ("chgrp", ""): ("--changes", "--dereference", "--recursive", "--reference", "--silent", "--quiet", "--verbose"),
    ("chmod", ""): ("--changes", "--recursive", "--reference", "--silent", "--quiet", "--verbose", "--preserve-root"),
    ("chown", ""): ("--changes", "--dereference", "--from", "--recursive", "--reference", "--silent", "--quiet", "--verbose"),
    ("cp", ""): ("--archive", "--force", "--interactive", "--link", "--no-clobber", "--recursive", "--remove-destination"),
    ("git", "am"): ("--abort", "--continue", "--interactive", "--no-verbose", "--no-verify", "--patch-format", "--quiet",
                    "--quit", "--reject", "--resolved", "--retry", "--show-current-patch", "--skip"),
    ("git", "branch"): (
        "--abbrev", "--all", "--color", "--column", "--contains", "--copy", "--create-reflog", "--delete",
        "--edit-description", "--force", "--format", "--ignore-case", "--list", "--merged", "--move", "--no-contains",
        "--no-merged", "--omit-empty", "--points-at", "--quiet", "--recurse-submodules", "--remotes",
        "--set-upstream-to", "--show-current", "--sort", "--track", "--unset-upstream", "--verbose",
    ),
    ("git", "checkout"): (
        "--conflict", "--detach", "--force", "--guess", "--ignore-other-worktrees", "--ignore-skip-worktree-bits",
        "--merge", "--orphan", "--ours", "--overlay", "--overwrite-ignore", "--patch", "--pathspec-file-nul",
        "--pathspec-from-file", "--progress", "--quiet", "--recurse-submodules", "--theirs", "--track",
    ),
    ("git", "checkout-index"): ("--all", "--force", "--ignore-skip-worktree-bits", "--index", "--no-create", "--prefix",
                                "--quiet", "--stage", "--stdin", "--temp"),
    ("git", "clean"): ("--dry-run", "--exclude", "--force", "--interactive", "--quiet"),
    ("git", "commit"): (
        "--all", "--allow-empty", "--allow-empty-message", "--amend", "--no-edit", "--no-gpg-sign", "--no-post-rewrite",
        "--no-status", "--no-verbose", "--no-verify", "--verbose", "--verify",
    ),
    ("git", "gc"): ("--aggressive", "--auto", "--cruft", "--detach", "--force", "--keep-largest-pack", "--no-prune",
                    "--prune", "--quiet"),
    ("git", "merge"): ("--no-commit", "--no-edit", "--no-ff", "--no-verbose", "--no-verify"),
    ("git", "prune"): ("--dry-run", "--exclude-promisor-objects", "--expire", "--progress", "--verbose"),
    ("git", "push"): (
        "--all", "--atomic", "--branches", "--delete", "--dry-run", "--exec", "--follow-tags", "--force",
        "--force-if-includes", "--force-with-lease", "--ipv4", "--ipv6", "--mirror", "--no-verbose", "--no-verify",
        "--porcelain", "--progress", "--prune", "--push-option", "--quiet", "--receive-pack", "--recurse-submodules",
        "--repo", "--set-upstream", "--signed", "--tags", "--thin", "--verbose",
    ),
    ("git", "read-tree"): (
        "--aggressive", "--debug-unpack", "--dry-run", "--empty", "--exclude-per-directory", "--index-output",
        "--no-sparse-checkout", "--prefix", "--quiet", "--recurse-submodules", "--reset", "--trivial", "--verbose",
    ),
    ("git", "rebase"): ("--no-autosquash", "--no-autostash", "--no-ff", "--no-keep-empty", "--no-verbose", "--no-verify"),
    ("git", "reflog"): ("--all", "--dry-run", "--expire", "--expire-unreachable", "--rewrite", "--single-worktree",
                        "--stale-fix", "--updateref", "--verbose"),
    ("git", "reset"): ("--hard", "--intent-to-add", "--keep", "--merge", "--mixed", "--patch", "--pathspec-file-nul",
                       "--pathspec-from-file", "--quiet", "--recurse-submodules", "--refresh", "--soft"),
    ("git", "restore"): (
        "--conflict", "--ignore-skip-worktree-bits", "--ignore-unmerged", "--merge", "--ours", "--overlay", "--patch",
        "--pathspec-file-nul", "--pathspec-from-file", "--progress", "--quiet", "--recurse-submodules", "--source",
        "--staged", "--theirs", "--worktree",
    ),
    ("git", "switch"): (
        "--conflict", "--create", "--detach", "--discard-changes", "--force", "--force-create", "--guess",
        "--ignore-other-worktrees", "--merge", "--orphan", "--overwrite-ignore", "--progress", "--quiet",
        "--recurse-submodules", "--track",
    ),
    ("git", "worktree"): ("--checkout", "--detach", "--dry-run", "--expire", "--force", "--guess-remote", "--lock",
                          "--orphan", "--porcelain", "--quiet", "--reason", "--relative-paths", "--track", "--verbose"),
    ("rm", ""): ("--dir", "--force", "--interactive", "--no-preserve-root", "--one-file-system", "--preserve-root",
                 "--recursive", "--verbose"),
    ("wipefs", ""): ("--all", "--backup", "--force", "--json", "--lock", "--no-act", "--noheadings", "--offset", "--output",
                     "--parsable", "--quiet", "--types"),
    ("wget", ""): ("--body-data", "--body-file", "--header", "--method", "--output-document", "--output-file",
                   "--post-data", "--post-file"),
}  # fmt: skip

# Programs whose long options have one dash, so that `-destroy` is no cluster of letters.
_ONE_DASH = frozenset(("terraform", "tofu", "find", "java", "javac", "go", "gcc", "clang", "openssl", "ffmpeg"))


def parse_arguments(
    program: str, arguments: Sequence[str | None], open_ended: bool = False
) -> tuple[tuple[str | None, ...], tuple[str | None, ...]]:
    """The positional words in order and the sorted options of a program's arguments.

    None stands for an unknown word. Options lose their value (`--x=y` is `--x`), clusters are split (`-rf`) and get
    their long name where the table has one. `open_ended` says that an unknown argument may be any number of words: then
    the options hold None, last.
    """
    if "-" in program and program[0].isalpha():
        from . import cmdlets

        if cmdlets.is_cmdlet(program):
            given, named = cmdlets.parse(program, arguments)
            return tuple(_known(word) for word in given), (*sorted(named), *((None,) if open_ended else ()))
    words: list[str | None] = []
    options: list[str] = []
    valued = _VALUED.get(program, frozenset())
    rest = iter(arguments)
    for argument in rest:
        if argument is None or argument.startswith(UNKNOWN):
            words.append(None)
        elif argument == "--":
            words += [_known(word) for word in rest]
        elif len(argument) > 1 and argument.startswith("-"):
            by_subcommand = _VALUED_BY.get((program, words[0] or ""), _NONE) if words else _NONE
            found, wants_value = _options(program, argument, valued | by_subcommand if by_subcommand else valued)
            options += found
            if wants_value:
                next(rest, None)
        else:
            words.append(_known(argument))
    plus = any(word is not None and word.startswith("+") for word in arguments)
    if program == "chmod" and words and words[0] is not None and words[0].isdecimal():
        words[0] = words[0].lstrip("0") or "0"
    renamed = [_renamed(program, words, option) for option in options]
    named = _standing(program, renamed) | _implied(program, words, plus=plus)
    return tuple(words), (*sorted(named), *((None,) if open_ended else ()))


def _known(word: str | None) -> str | None:
    """A word, without the `./` that a path may begin with; None where it is not known."""
    if word is None or UNKNOWN in word:
        return None
    return posixpath.normpath(word) if word.startswith("./") and word.strip("./") else word


def _options(program: str, argument: str, valued: frozenset[str]) -> tuple[list[str], bool]:
    """The options that one argument gives, and whether the next argument is the value of the last."""
    name, equals, _ = argument.partition("=")
    if argument.startswith("--") or program in _ONE_DASH or not argument[1].isalnum():
        return [name], not equals and name in valued
    found = []
    for place, letter in enumerate(argument[1:], 2):
        if not letter.isalnum():
            break
        option = f"-{letter}"
        found.append(option)
        if option in valued:
            return found, place == len(argument)
    return found, False


def _renamed(program: str, words: Sequence[str | None], option: str) -> str:
    for scope in ("", words[0] if words and words[0] else ""):
        renamed = _ALIASES.get((program, scope), {}).get(option)
        if renamed:
            return renamed
        whole = in_full(program, scope, option)
        if whole != option:
            return whole
    return option


def in_full(program: str, subcommand: str, option: str) -> str:
    """A long option as it is called, where it is shortened to what means this one alone."""
    meant = [one for one in _LONG.get((program, subcommand), ()) if option.startswith("--") and one.startswith(option)]
    return meant[0] if len(meant) == 1 and option not in meant and len(option) > 2 else option


def _standing(program: str, options: Iterable[str]) -> set[str]:
    """Of git's options those that no later one takes back: `--force --no-force` forces nothing."""
    if program != "git":
        return set(options)
    found: dict[str, None] = {}
    for option in options:
        found.pop(f"--{option[5:]}" if option.startswith("--no-") else f"--no-{option[2:]}", None)
        found[option] = None
    return set(found)


def _implied(program: str, words: Sequence[str | None], *, plus: bool) -> set[str]:
    """Options that a positional word means: `git push origin +main` forces, `:main` deletes."""
    if program != "git" or not words or words[0] != "push":
        return set()
    # A refspec may be known by its beginning alone.
    implied = {"--force"} if plus else set()
    for word in words[2:]:
        if word and word.startswith(":"):
            implied.add("--delete")
    return implied
