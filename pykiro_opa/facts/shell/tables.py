"""The tables of the shell evaluator: a wrapper, an interpreter or a reading program is one row."""

from __future__ import annotations

from .options import values

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

# program: (options that take a value, positional words before the inner command, words NAME=VALUE are skipped)
WRAPPERS: dict[str, tuple[frozenset[str], int, bool]] = {
    "arch": (frozenset(("-e", "-d")), 0, False),
    "chamber exec": (frozenset(), 1, False),
    "cmake -E env": (frozenset(), 0, True),
    "cmake -E time": (frozenset(), 0, False),
    "docker container exec": (frozenset(("-e", "--env", "-u", "--user", "-w", "--workdir")), 1, False),
    "i386": (frozenset(), 0, False),
    "linux32": (frozenset(), 0, False),
    "linux64": (frozenset(), 0, False),
    "multipass exec": (frozenset(("-d", "--working-directory")), 1, False),
    "nerdctl exec": (frozenset(("-e", "--env", "-u", "--user", "-w", "--workdir")), 1, False),
    "perf record": (frozenset(("-e", "-o", "-F", "-c")), 0, False),
    "perf stat": (frozenset(("-e", "-o", "-r")), 0, False),
    "perf trace": (frozenset(("-e", "-o")), 0, False),
    "proot": (frozenset(("-r", "-b", "-w", "-q", "-k", "--rootfs", "--bind", "--cwd")), 0, False),
    "proxychains4": (frozenset(("-f",)), 0, False),
    "runuser": (frozenset(("-u", "--user", "-g", "--group", "-G")), 0, False),
    "aarch64": (frozenset(), 0, False),
    "i686": (frozenset(), 0, False),
    "setarch": (frozenset(), 0, False),
    "ssh-agent": (frozenset(("-a", "-t", "-E", "-P", "-O")), 0, False),
    "uname26": (frozenset(), 0, False),
    "wsl": (frozenset(("-d", "--distribution", "-u", "--user", "--cd")), 0, False),
    "x86_64": (frozenset(), 0, False),
    "aa-exec": (frozenset(("-p", "-n")), 0, False),
    "asdf exec": (frozenset(), 0, False),
    "bunx": (frozenset(), 0, False),
    "busybox": (frozenset(), 0, False),
    "bwrap": (frozenset(("--dev", "--proc", "--chdir", "--tmpfs", "--uid", "--gid", "--dir", "--unsetenv")), 0, False),
    "caffeinate": (frozenset(("-t", "-w")), 0, False),
    "catchsegv": (frozenset(), 0, False),
    "chpst": (frozenset(("-u", "-U", "-e", "-n")), 0, False),
    "chronic": (frozenset(), 0, False),
    "chroot": (frozenset(), 1, False),
    "chrt": (frozenset(("-T", "-P", "-D")), 1, False),
    "conda run": (frozenset(("-n", "--name", "-p", "--prefix", "--cwd")), 0, False),
    "coproc": (frozenset(), 0, False),
    "cpulimit": (frozenset(("-l", "--limit")), 0, False),
    "cross-env": (frozenset(), 0, True),
    "dbus-run-session": (frozenset(), 0, False),
    "devbox run": (frozenset(), 0, False),
    "doppler run": (frozenset(("-p", "-c", "--project", "--config")), 0, False),
    "dotenv": (frozenset(("-e", "-f")), 0, False),
    "dotenv run": (frozenset(("-e", "-f")), 0, False),
    "dumb-init": (frozenset(), 0, False),
    "entr": (frozenset(), 0, False),
    "envdir": (frozenset(), 1, False),
    "fakeroot": (frozenset(("-l", "--lib", "-i", "-s")), 0, False),
    "faketime": (frozenset(("-f",)), 1, False),
    "firejail": (frozenset(), 0, False),
    "foreman run": (frozenset(("-e", "--env")), 0, False),
    "gdb": (frozenset(("-ex", "-x", "-p", "--eval-command", "--command", "--pid")), 0, False),
    "gh codespace ssh": (frozenset(("-c", "--codespace")), 0, False),
    "gosu": (frozenset(), 1, False),
    "hatch run": (frozenset(), 0, False),
    "heroku run": (frozenset(("-a", "--app", "-r", "-s")), 0, False),
    "honcho run": (frozenset(("-e",)), 0, False),
    "infisical run": (frozenset(), 0, False),
    "kubectl debug": (frozenset(("-n", "--namespace", "--image", "--target")), 1, False),
    "kubectl run": (frozenset(("-n", "--namespace", "--image")), 1, False),
    "ltrace": (frozenset(("-e", "-o", "-p", "-s", "-u")), 0, False),
    "lxc exec": (frozenset(("--cwd", "--env", "--user", "--group")), 1, False),
    "mise exec": (frozenset(("-C", "-E")), 0, False),
    "mosh": (frozenset(("-p", "--ssh")), 1, False),
    "npm exec": (frozenset(("-p", "--package", "-w", "--workspace")), 0, False),
    "nsenter": (frozenset(("-t", "--target", "-S", "-G")), 0, False),
    "numactl": (frozenset(("-C", "-N", "-m", "-i", "-p")), 0, False),
    "pdm run": (frozenset(), 0, False),
    "pipx run": (frozenset(("--spec",)), 0, False),
    "pkexec": (frozenset(("--user",)), 0, False),
    "pnpm dlx": (frozenset(), 0, False),
    "pnpm exec": (frozenset(), 0, False),
    "prlimit": (frozenset(("-p", "--pid")), 0, False),
    "rlwrap": (frozenset(("-f", "-H")), 0, False),
    "rye run": (frozenset(), 0, False),
    "setpriv": (frozenset(("--reuid", "--regid", "--groups")), 0, False),
    "softlimit": (frozenset(("-m", "-d", "-n")), 0, False),
    "sshpass": (frozenset(("-p", "-f", "-d", "-P")), 0, False),
    "su-exec": (frozenset(), 1, False),
    "systemd-run": (frozenset(("-p", "-u", "--unit", "--property", "-M", "-H", "--slice")), 0, False),
    "taskset": (frozenset(), 1, False),
    "tini": (frozenset(("-p", "-e")), 0, False),
    "torify": (frozenset(), 0, False),
    "torsocks": (frozenset(), 0, False),
    "tox exec": (frozenset(("-e",)), 0, False),
    "unshare": (frozenset(("-S", "-G", "-R", "-w")), 0, False),
    "uvx": (frozenset(("--from", "--with", "-p", "--python")), 0, False),
    "valgrind": (frozenset(), 0, False),
    "xvfb-run": (frozenset(("-s", "-n", "-e", "-f")), 0, False),
    "yarn dlx": (frozenset(("-p", "--package")), 0, False),
    "yarn exec": (frozenset(), 0, False),
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
        "-I", "-n", "-L", "-P", "-s", "-d", "-a", "-E", "--max-args", "--max-procs", "--arg-file", "--delimiter",
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
    "kubectl exec": (frozenset(("-n", "--namespace", "-c", "--container", "--context", "--kubeconfig", "-s", "--server",
                               "--cluster", "--user", "--as")), 1, False),
    "poetry run": (frozenset(), 0, False),
    "uv run": (frozenset(("--with", "--python", "-p", "--extra", "--group", "--project", "--directory")), 0, False),
    "pipenv run": (frozenset(), 0, False),
    "bundle exec": (frozenset(), 0, False),
    "npx": (frozenset(("-p", "--package")), 0, False),
    "direnv exec": (frozenset(), 1, False),
    "aws-vault exec": (frozenset(("-d", "--duration", "--region")), 1, False),
    "op run": (frozenset(("--env-file", "--account")), 0, False),
}  # fmt: skip

# Options of some wrappers that take two values.
TWO_VALUES = {
    "bwrap": frozenset(("--bind", "--ro-bind", "--dev-bind", "--symlink", "--setenv", "--bind-try", "--ro-bind-try"))
}
# Wrappers that are given tools or folders before a `--` behind which the command stands.
BEHIND_DASHES = frozenset(("chamber exec", "devbox run", "mise exec", "nix develop", "nix shell", "op run"))
# Options of `docker` and `kubectl` themselves, before the subcommand, that take a value.
GLOBAL_VALUES: dict[str, frozenset[str]] = {
    "docker": frozenset(("-c", "--context", "--config", "-H", "--host", "-l", "--log-level", "--tlscacert")),
    "docker-compose": frozenset(("-f", "--file", "-p", "--project-name", "--profile", "--env-file")),
    "docker compose": frozenset(("-f", "--file", "-p", "--project-name", "--profile", "--env-file")),
    "dotenv": frozenset(("-f", "-e", "--file")),
    "kubectl": frozenset(
        ("-n", "--namespace", "--context", "--kubeconfig", "--cluster", "--user", "-s", "--server", "--as")
    ),
}

# Wrappers whose inner command comes as one text: the words after the options are joined (ssh) or are the text (su -c).
SSH_VALUES = ("-B", "-b", "-c", "-D", "-E", "-e", "-F", "-I", "-i", "-J", "-L", "-l", "-m", "-O", "-o", "-P", "-p", "-Q",
              "-R", "-S", "-W", "-w")  # fmt: skip
REMOTE_SHELLS = {"ssh": 1, "su": 0, "runuser": 0}

SHELLS = frozenset(("sh", "bash", "zsh", "dash", "ksh", "mksh", "ash", "rbash", "fish", "csh", "tcsh", "elvish", "nu",
                    "xonsh"))  # fmt: skip
# Options of shells that take a value: of `-o` and `-O` it is a name, of the others a file that runs.
SHELL_NAMES = ("-o", "+o", "-O", "+O")
SHELL_FILES = ("--rcfile", "--init-file")

# A program whose name begins so loads the one it is given.
LOADERS = ("ld-linux", "ld-musl", "ld.so", "ld64.so")

# Folders of the system's own programs: a copy of one is still that program.
PROGRAMS = ("/bin/", "/sbin/", "/usr/bin/", "/usr/sbin/", "/usr/local/bin/", "/opt/homebrew/bin/")

# Programs that hand texts to a shell; `texts` has their rows, under the first word.
TEXTS = frozenset((
    "ansible", "at", "aws", "az", "batch", "cmd", "cmd.exe", "concurrently", "cross-env-shell", "crontab", "ed", "env",
    "ex", "expect", "flock", "fly", "gcloud", "gdb", "git", "gnome-terminal", "hyperfine", "konsole", "lldb", "make",
    "mariadb", "mysql", "nc", "ncat", "nix", "nix-shell", "nodemon", "npm", "npx", "nvim", "parallel", "powershell",
    "psql", "pwsh", "rsync", "salt", "scp", "screen", "script", "sftp", "sg", "socat", "sops", "split", "sqlite3", "ssh", "start-stop-daemon", "tar",
    "tclsh", "tmux", "vagrant", "vi", "view", "vim", "watch", "xterm", "zip",
))  # fmt: skip
# Programs that run SQL; `queries` has their rows, under the first word.
QUERYING = frozenset((
    "aws", "beeline", "bq", "clickhouse", "clickhouse-client", "cockroach", "cqlsh", "duckdb", "gcloud", "heroku", "hive",
    "isql", "mariadb", "mycli", "mysql", "pgcli", "presto", "prisma", "psql", "snow", "snowsql", "spark-sql", "sqlcmd",
    "sqlite", "sqlite3", "supabase", "trino", "turso", "usql", "wrangler", "ysqlsh",
))  # fmt: skip
# Languages of one-liners, by program; of `sed` and `awk` the first word is the code.
LANGUAGES = {
    "python": "python", "python2": "python", "python3": "python", "pypy3": "python", "perl": "perl", "ruby": "ruby",
    "node": "node", "deno": "node", "bun": "node", "tsx": "node", "ts-node": "node", "ipython": "python", "php": "php", "lua": "lua", "awk": "awk", "gawk": "awk",
    "mawk": "awk", "nawk": "awk", "sed": "sed", "gsed": "sed",
}  # fmt: skip
# program: the arguments with which its output is settings of the shell that evaluates it
SETTINGS: dict[str, tuple[str, ...]] = {
    "brew": ("shellenv",), "conda": ("shell.bash", "hook"), "dircolors": (), "direnv": ("hook",), "fnm": ("env",),
    "jenv": ("init",), "lesspipe": (), "luarocks": ("path",), "mise": ("activate",), "nodenv": ("init",), "opam": ("env",),
    "pyenv": ("init",), "rbenv": ("init",), "ssh-agent": (), "starship": ("init",), "zoxide": ("init",),
}  # fmt: skip

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
    "ipython": frozenset(("-c",)),
    "ts-node": frozenset(("-e", "--eval", "-p", "--print")),
    "tsx": frozenset(("-e", "--eval", "-p", "--print")),
    "bun": frozenset(("-e",)),
    "php": frozenset(("-r",)),
    "lua": frozenset(("-e",)),
}

# Modules of Python that run code of their arguments.
CODE_MODULES: dict[str, Callable[[Sequence[str]], list[str]]] = {
    "pdb": lambda arguments: [text.removeprefix("!") for text in values(arguments, "-c")],
    "timeit": lambda arguments: [*values(arguments, "-s", "--setup"), *(word for word in arguments if "(" in word)],
}
# Names without which code of Python or JavaScript starts nothing: modules, and what runs or decodes code.
STARTING = ("os", "subprocess", "pty", "asyncio", "ctypes", "exec", "eval", "compile", "import_module", "__import__",
            "posix", "child_process", "Function", "require", "timeit")  # fmt: skip

# Options of interpreters that take a value which is no code.
INTERPRETER_VALUES = frozenset(("-W", "-X", "-r", "--require", "--import", "--loader", "--experimental-loader"))

# Programs that change nothing by themselves, whatever their arguments; redirections are judged apart.
READERS = frozenset((
    ":", "[", "[[", "arch", "awk", "gawk", "mawk", "b2sum", "base32", "base64", "basename", "bat", "cal", "cat", "cd",
    "cksum", "cmp", "column", "comm", "cut", "date", "df", "diff", "dig", "dirname", "du", "echo", "egrep", "expr",
    "false", "fgrep", "file", "fold", "free", "getconf", "getent", "grep", "groups", "head", "hexdump", "host",
    "hostname", "htop", "id", "jq", "less", "locale", "ls", "lsof", "lsblk", "man", "md5sum", "more", "nl", "nproc",
    "mapfile", "nslookup", "od", "paste", "pgrep", "ping", "pmap", "printenv", "printf", "ps", "pwd", "read", "readarray",
    "readlink", "realpath", "rev", "rg", "ag", "seq", "sha1sum", "sha256sum", "sha512sum", "shasum", "sleep", "stat", "strings", "tac", "tail",
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

# Options that name the folder a program works in.
FOLDERS = ("-C", "-chdir", "--cwd", "--dir", "--directory", "--git-dir", "--manifest-path", "--prefix", "--work-tree")

# Build tools whose own scripts `tool_scripts` reads.
BUILDS = frozenset(("bun", "gmake", "make", "npm", "pnpm", "run-parts", "yarn"))

# Programs that put another file in the place of one, of what they alone know; editors are none of them.
REPLACES = frozenset(("bunzip2", "curl", "dd", "gunzip", "http", "openssl", "rsync", "scp", "tee", "uncompress", "unxz",
                      "wget"))  # fmt: skip
# Programs that make files whose names they alone know.
UNPACKS = frozenset(("7z", "bsdtar", "cpio", "tar", "unzip"))
# program: the option with which it goes down into folders
DESCENDS = {"chgrp": "-R", "chmod": "-R", "chown": "-R", "rm": "-r", "setfacl": "-R"}
INPUTS = ("/dev/stdin", "/dev/fd/0", "/proc/self/fd/0")

# Redirections to these write no file.
DEVICES = frozenset(("/dev/null", "/dev/stdout", "/dev/stderr", "/dev/tty", "/dev/fd/1", "/dev/fd/2"))
