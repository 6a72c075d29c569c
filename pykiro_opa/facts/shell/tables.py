"""The tables of the shell evaluator: a wrapper, an interpreter or a reading program is one row."""

from __future__ import annotations

# program: (options that take a value, positional words before the inner command, words NAME=VALUE are skipped)
WRAPPERS: dict[str, tuple[frozenset[str], int, bool]] = {
    "busybox": (frozenset(), 0, False),
    "caffeinate": (frozenset(("-t", "-w")), 0, False),
    "chroot": (frozenset(), 1, False),
    "command": (frozenset(), 0, False),
    "builtin": (frozenset(), 0, False),
    "doas": (frozenset(("-u", "-C")), 0, False),
    "env": (frozenset(("-u", "-C", "-S", "--unset", "--chdir")), 0, True),
    "exec": (frozenset(("-a",)), 0, False),
    "flock": (frozenset(("-w", "-E", "--timeout")), 1, False),
    "ionice": (frozenset(("-c", "-n", "-p")), 0, False),
    "nice": (frozenset(("-n", "--adjustment")), 0, False),
    "nocorrect": (frozenset(), 0, False),
    "noglob": (frozenset(), 0, False),
    "nohup": (frozenset(), 0, False),
    "parallel": (frozenset(("-j", "--jobs", "-a", "-S", "-I")), 0, False),
    "proxychains": (frozenset(("-f",)), 0, False),
    "setsid": (frozenset(), 0, False),
    "stdbuf": (frozenset(("-i", "-o", "-e")), 0, False),
    "strace": (frozenset(("-e", "-o", "-p", "-s", "-u")), 0, False),
    "sudo": (frozenset(("-u", "-g", "-h", "-p", "-C", "-r", "-t", "-U", "-D", "-R", "--user", "--group")), 0, True),
    "time": (frozenset(("-f", "-o")), 0, False),
    "timeout": (frozenset(("-k", "-s", "--kill-after", "--signal")), 1, False),
    "toybox": (frozenset(), 0, False),
    "unbuffer": (frozenset(), 0, False),
    "watch": (frozenset(("-n", "--interval", "-d")), 0, False),
    "xargs": (frozenset((
        "-I", "-i", "-n", "-L", "-P", "-s", "-d", "-a", "-E", "--max-args", "--max-procs", "--arg-file", "--delimiter",
        "--replace",
    )), 0, False),
    "docker exec": (frozenset(("-e", "--env", "-u", "--user", "-w", "--workdir", "--env-file")), 1, False),
    "docker run": (frozenset((
        "-v", "--volume", "-e", "--env", "-p", "--publish", "-w", "--workdir", "-u", "--user", "--name", "--network",
        "--net", "--entrypoint", "--env-file", "-m", "--memory", "--cpus", "--platform", "--mount", "-l", "--label",
        "-h", "--hostname", "--add-host", "--gpus", "--restart", "--pull", "--ulimit", "--shm-size", "--cap-add",
    )), 1, False),
    "docker compose exec": (frozenset(("-e", "--env", "-u", "--user", "-w", "--workdir", "--index")), 1, False),
    "docker compose run": (frozenset(("-e", "--env", "-u", "--user", "-w", "--workdir", "--name", "-v")), 1, False),
    "podman exec": (frozenset(("-e", "--env", "-u", "--user", "-w", "--workdir")), 1, False),
    "podman run": (frozenset(("-v", "--volume", "-e", "--env", "-p", "-w", "-u", "--name", "--network")), 1, False),
    "kubectl exec": (frozenset(("-n", "--namespace", "-c", "--container", "--context", "--kubeconfig")), 1, False),
    "poetry run": (frozenset(), 0, False),
    "uv run": (frozenset(("--with", "--python", "-p", "--extra", "--group", "--project", "--directory")), 0, False),
    "pipenv run": (frozenset(), 0, False),
    "bundle exec": (frozenset(), 0, False),
    "npx": (frozenset(("-p", "--package")), 0, False),
    "direnv exec": (frozenset(), 1, False),
    "aws-vault exec": (frozenset(("-d", "--duration", "--region")), 1, False),
    "op run": (frozenset(("--env-file", "--account")), 0, False),
}  # fmt: skip

# Wrappers whose inner command comes as one text: the words after the options are joined (ssh) or are the text (su -c).
REMOTE_SHELLS = {"ssh": 1, "su": 0, "runuser": 0}

SHELLS = frozenset(("sh", "bash", "zsh", "dash", "ksh", "mksh", "ash", "rbash"))

# program: options whose value is code in its own language
INTERPRETERS: dict[str, frozenset[str]] = {
    "python": frozenset(("-c",)),
    "python2": frozenset(("-c",)),
    "python3": frozenset(("-c",)),
    "pypy3": frozenset(("-c",)),
    "perl": frozenset(("-e", "-E")),
    "ruby": frozenset(("-e",)),
    "node": frozenset(("-e", "--eval", "-p", "--print")),
    "deno": frozenset(("eval",)),
    "bun": frozenset(("-e",)),
    "php": frozenset(("-r",)),
    "lua": frozenset(("-e",)),
}

# Programs that change nothing by themselves, whatever their arguments; redirections are judged apart.
READERS = frozenset((
    ":", "[", "[[", "arch", "awk", "gawk", "mawk", "b2sum", "base32", "base64", "basename", "bat", "cal", "cat", "cd",
    "cksum", "cmp", "column", "comm", "cut", "date", "df", "diff", "dig", "dirname", "du", "echo", "egrep", "expr",
    "false", "fgrep", "file", "fold", "free", "getconf", "getent", "grep", "groups", "head", "hexdump", "host",
    "hostname", "htop", "id", "jq", "less", "locale", "ls", "lsof", "lsblk", "man", "md5sum", "more", "nl", "nproc",
    "nslookup", "od", "paste", "pgrep", "ping", "pmap", "printenv", "printf", "ps", "pwd", "readlink", "realpath",
    "rev", "rg", "ag", "seq", "sha1sum", "sha256sum", "sha512sum", "shasum", "sleep", "stat", "strings", "tac", "tail",
    "test", "top", "tr", "tree", "true", "tty", "type", "uname", "uniq", "uptime", "vmstat", "wait", "wc", "whereis",
    "which", "who", "whoami", "yq", "zcat", "zgrep",
))  # fmt: skip

# program: subcommands that only read
READING_SUBCOMMANDS: dict[str, frozenset[str]] = {
    "git": frozenset((
        "annotate", "blame", "cat-file", "describe", "diff", "diff-tree", "for-each-ref", "fsck", "grep", "help",
        "log", "ls-files", "ls-remote", "ls-tree", "merge-base", "name-rev", "rev-list", "rev-parse", "shortlog",
        "show", "show-ref", "status", "version", "whatchanged",
    )),
    "docker": frozenset(("diff", "events", "history", "images", "info", "inspect", "logs", "port", "ps", "search",
                         "stats", "top", "version")),
    "kubectl": frozenset(("api-resources", "api-versions", "cluster-info", "describe", "diff", "events", "explain",
                          "get", "logs", "top", "version")),
    "terraform": frozenset(("fmt", "graph", "output", "plan", "providers", "show", "validate", "version")),
    "npm": frozenset(("ls", "list", "outdated", "view", "audit", "help", "root", "bin")),
    "pip": frozenset(("list", "show", "freeze", "check")),
    "gh": frozenset(("status", "search")),
    "systemctl": frozenset(("status", "list-units", "is-active", "show", "cat")),
}  # fmt: skip
READING_SUBCOMMANDS["tofu"] = READING_SUBCOMMANDS["terraform"]

# Options whose value is a message for people, and introduces nothing.
MESSAGES: dict[str, frozenset[str]] = {
    "git": frozenset(("-m", "--message")),
    "gh": frozenset(("-b", "--body", "-t", "--title", "-m")),
    "hub": frozenset(("-m", "--message")),
    "glab": frozenset(("-d", "--description", "-t", "--title", "-m")),
}

# Redirections to these write no file.
DEVICES = frozenset(("/dev/null", "/dev/stdout", "/dev/stderr", "/dev/tty", "/dev/fd/1", "/dev/fd/2"))
