"""The tables of the shell evaluator: a wrapper, an interpreter or a reading program is one row."""

from __future__ import annotations

from ..syntax.options import values

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

# Wrappers whose inner command comes as one text: the words after the options are joined (ssh) or are the text (su -c).
SSH_VALUES = ("-B", "-b", "-c", "-D", "-E", "-e", "-F", "-I", "-i", "-J", "-L", "-l", "-m", "-O", "-o", "-P", "-p", "-Q",
              "-R", "-S", "-W", "-w")  # fmt: skip
REMOTE_SHELLS = {"ssh": 1, "su": 0, "runuser": 0}

SHELLS = frozenset(("sh", "bash", "zsh", "dash", "ksh", "mksh", "ash", "rbash", "fish", "csh", "tcsh", "elvish", "nu",
                    "xonsh"))  # fmt: skip
POWERSHELLS = frozenset(("powershell", "pwsh"))
# Options of shells that take a value: of `-o` and `-O` it is a name, of the others a file that runs.
SHELL_NAMES = ("-o", "+o", "-O", "+O")
SHELL_FILES = ("--rcfile", "--init-file")

# A program whose name begins so loads the one it is given.
LOADERS = ("ld-linux", "ld-musl", "ld.so", "ld64.so")
LOADER = (frozenset(("--argv0", "--audit", "--glibc-hwcaps-mask", "--glibc-hwcaps-prepend", "--inhibit-rpath",
                     "--library-path", "--preload")), 0, False)  # fmt: skip

# Folders of the system's own programs: a copy of one is still that program.
PROGRAMS = ("/bin/", "/sbin/", "/usr/bin/", "/usr/sbin/", "/usr/local/bin/", "/opt/homebrew/bin/")

# program: options whose value is a file of its own commands; "" is its first word. It is read as if it were its input
SCRIPT_FILES: dict[str, tuple[str, ...]] = {
    "at": ("-f",), "batch": ("-f",), "cmake": ("-P",), "crontab": ("",), "ex": ("-S", "-s"), "expect": ("-f", ""), "gdb": ("-x", "--command"),
    "lldb": ("-s", "--source"), "nvim": ("-S", "-s"), "psql": ("-f", "--file"), "sqlite3": ("-init",), "tclsh": ("",),
    "vi": ("-S", "-s"), "view": ("-S", "-s"), "vim": ("-S", "-s", "-u"), "wish": ("",),
}  # fmt: skip
# Programs whose text gets their input, or what nobody can know.
FEEDING = frozenset(("split", "tar", "pee"))
PASSING = frozenset(("env", "flock", "git", "npm", "npx", "sg"))  # whose text gets their input, if they have one
# Programs that make a program of a source text, and the language that one-liners of it are read as.
COMPILERS = dict.fromkeys(
    ("c++", "c99", "cc", "clang", "clang++", "g++", "gcc", "go", "java", "javac", "rustc", "tcc"), "c"
)
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
# Modules of Python whose code is their input where they are given no file, and those that run the files or modules they are given.
INPUT_MODULES = frozenset(("asyncio", "code", "IPython", "ptpython"))
RUNNING_MODULES = frozenset(("IPython", "bdb", "cProfile", "coverage", "debugpy", "doctest", "ipdb", "kernprof", "pdb",
                             "profile", "pytest", "run", "runpy", "trace", "unittest", "viztracer"))  # fmt: skip
# How the names of a language's files end: a program of it may load any that was made just before.
CODE_FILES: dict[str, tuple[str, ...]] = {
    "lua": (".lua",), "node": (".js", ".cjs", ".mjs", ".ts"), "perl": (".pl", ".pm"), "php": (".php",),
    "python": (".py", ".pth"), "ruby": (".rb",),
}  # fmt: skip
# program: options whose value names a file or a module that runs before the code
PRELOADS: dict[str, tuple[str, ...]] = {
    "bun": ("-r", "--preload"), "node": ("-r", "--require", "--import", "--loader", "--experimental-loader"),
    "perl": ("-M", "-m"), "ruby": ("-r",), "ts-node": ("-r", "--require"), "tsx": ("-r", "--require", "--import"),
}  # fmt: skip
# Names without which code of Python or JavaScript starts nothing: modules, and what runs or decodes code.
STARTING = ("os", "subprocess", "pty", "asyncio", "ctypes", "exec", "eval", "compile", "import_module", "__import__",
            "posix", "child_process", "Function", "require", "timeit", "import", "pickle", "breakpoint")  # fmt: skip

# Options of interpreters that take a value which is no code.
INTERPRETER_VALUES = frozenset(("-W", "-X", "-r", "--require", "--import", "--loader", "--experimental-loader"))

# Programs that change nothing by themselves, whatever their arguments; redirections are judged apart.
READERS = frozenset((
    "<",
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

WRITES_BY_MAKE = "$(file"
# Programs that put another file in the place of one, of what they alone know; editors are none of them.
REPLACES = frozenset(("find", "bunzip2", "curl", "dd", "gunzip", "http", "openssl", "rsync", "scp", "tee", "uncompress", "unxz",
                      "wget", "xxd", "zipapp", "iconv", "gpg", "uudecode", "zstd"))  # fmt: skip
# Programs that make new files of what they alone know, and change those that are there.
CREATES = frozenset(("ed", "emacs", "ex", "git", "nvim", "patch", "vi", "vim"))
# Programs whose first two words say which action of a service they call.
CALLING = frozenset(("aws",))
# Programs that make files whose names they alone know.
UNPACKS = frozenset(("7z", "bsdtar", "cpio", "tar", "unzip"))
# program: the option with which it goes down into folders
DESCENDS = {"chgrp": "-R", "chmod": "-R", "chown": "-R", "rm": "-r", "setfacl": "-R"}
INPUTS = ("/dev/stdin", "/dev/fd/0", "/proc/self/fd/0")
MADE_BY_OTHERS = "/dev/fd/"  # what `<(…)` becomes begins so

# Redirections to these write no file.
DEVICES = frozenset(("/dev/null", "/dev/stdout", "/dev/stderr", "/dev/tty", "/dev/fd/1", "/dev/fd/2"))
