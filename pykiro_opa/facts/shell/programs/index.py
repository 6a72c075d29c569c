"""Which programs have a row in which table, so that no other table is loaded. Made by tools/build_programs.py."""

from __future__ import annotations

TEXTS = frozenset((
    "ansible", "apt", "apt-get", "at", "aws", "az", "batch", "c++", "capsh", "cc", "cmake", "cmd", "cmd.exe",
    "complete", "concurrently", "crontab", "cross-env-shell", "dpkg", "dpkg-architecture", "ed", "env", "ex", "expect",
    "flock", "fly", "g++", "gcc", "gcloud", "gdb", "git", "gnome-terminal", "hyperfine", "konsole", "lldb", "make",
    "man", "mariadb", "mysql", "nc", "ncat", "nix", "nix-shell", "nodemon", "npm", "npx", "nvim", "parallel", "pee",
    "pnpm", "psql", "rsync", "rush", "salt", "scp", "screen", "script", "sem", "sftp", "sg", "socat", "sops", "split",
    "sqlcmd", "sqlite3", "sqlplus", "ssh", "start-stop-daemon", "tar", "tclsh", "tmux", "vagrant", "vi", "view", "vim",
    "watch", "wish", "x-terminal-emulator", "xterm", "zip",
))  # fmt: skip
QUERIES = frozenset((
    "aws", "beeline", "bq", "clickhouse", "clickhouse-client", "cockroach", "cqlsh", "duckdb", "gcloud", "heroku",
    "hive", "isql", "mariadb", "mycli", "mysql", "pgcli", "presto", "prisma", "psql", "snow", "snowsql", "spark-sql",
    "sqlcmd", "sqlite", "sqlite3", "supabase", "trino", "turso", "usql", "wrangler", "ysqlsh",
))  # fmt: skip
EFFECTS = {
    "archives": frozenset((
        "7z", "7za", "7zr", "7zz", "brotli", "bsdtar", "bunzip2", "bzip2", "compress", "cpio", "gunzip", "gzip", "jar",
        "lz4", "lzip", "lzma", "pax", "pbzip2", "pigz", "pixz", "pzstd", "tar", "uncompress", "unlz4", "unlzma",
        "unpigz", "unxz", "unzip", "unzstd", "xz", "zip", "zstd",
    )),
    "common": frozenset((
        "awk", "bzr", "chattr", "chgrp", "chmod", "chown", "dd", "fallocate", "find", "fossil", "gawk", "gsed", "hg",
        "jj", "kiro-cli", "mount", "perl", "prename", "pykiro-opa", "pykiro_opa", "rename", "rimraf", "rm", "rmdir",
        "ruby", "sed", "setfacl", "shred", "sponge", "srm", "svn", "tee", "touch", "trash", "trash-put", "truncate",
        "unlink", "wipe", "yq", "zipapp",
    )),
    "copies": frozenset((
        "aws", "cp", "docker", "gcloud", "gio", "gsutil", "install", "kubectl", "ln", "mv", "oc", "podman", "rsync",
        "scp",
    )),
    "downloads": frozenset((
        "curl", "wget",
    )),
    "editors": frozenset((
        "ed", "elvis", "emacs", "ex", "gvim", "nvi", "nvim", "red", "rvim", "vi", "view", "vim", "vimdiff",
    )),
    "formatters": frozenset((
        "2to3", "add-trailing-comma", "alejandra", "ast-grep", "astyle", "autoflake", "autopep8", "autotyping",
        "beautysh", "biome", "black", "buf", "cargo", "cfn-format", "clang-format", "clang-tidy", "codemod",
        "codespell", "comby", "crudini", "dart", "dasel", "deno", "django-upgrade", "djlint", "docformatter",
        "dockerfmt", "dos2unix", "dprint", "elm-format", "eslint", "eslint_d", "fastmod", "flynt", "fourmolu", "gci",
        "go", "gofmt", "gofumpt", "goimports", "golangci-lint", "golines", "google-java-format", "indent", "isort",
        "jscodeshift", "ktfmt", "ktlint", "mac2unix", "markdownlint", "markdownlint-cli2", "mdformat", "mdformat-fix",
        "misspell", "mix", "nbstripout", "nimpretty", "nixfmt", "nixpkgs-fmt", "nomad", "opa", "ormolu", "oxlint",
        "packer", "php-cs-fixer", "phpcbf", "pint", "prettier", "pycln", "pyformat", "pyupgrade", "rector", "regal",
        "reorder-python-imports", "replace", "replace-in-file", "rome", "rpl", "rubocop", "ruff", "rufo", "rustfmt",
        "scalafmt", "sd", "semistandard", "sg", "shfmt", "sort-package-json", "sqlfluff", "sqlfmt", "ssort", "standard",
        "standardrb", "stree", "stylelint", "stylish-haskell", "stylua", "swift-format", "swiftformat", "swiftlint",
        "taplo", "terraform", "terragrunt", "textlint", "tidy", "tofu", "ts-standard", "tslint", "typos", "ufmt",
        "unify", "unix2dos", "usort", "xmlstarlet", "xo", "yamlfix", "yamlfmt", "yapf", "zig",
    )),
    "git": frozenset((
        "git",
    )),
    "mirrors": frozenset((
        "rclone",
    )),
    "outputs": frozenset((
        "age", "ansible", "ansible-vault", "aria2c", "as", "asciidoctor", "aws", "az", "bandit", "c++", "c++filt",
        "cProfile", "cc", "circo", "clang", "clang++", "cmark", "convert", "coverage", "cpp", "cyclonedx-py", "d2",
        "docker", "dot", "dumpe2fs", "eksctl", "esbuild", "esbuild-wasm", "ffmpeg", "flake8", "g++", "gcc", "gcovr",
        "gh", "go", "gomplate", "gosec", "gpg", "grype", "gtime", "helm", "http", "https", "hyperfine", "iconv",
        "infracost", "inkscape", "jar", "java", "jest", "jing", "json.tool", "kind", "kompose", "kubectl-kustomize",
        "kustomize", "ld", "lessc", "licensee", "ltrace", "magick", "mariadb-dump", "mmdc", "mypy-report", "mysqldump",
        "neato", "nerdctl", "node", "objcopy", "openapi-generator", "openssl", "pandoc", "pdm", "perf", "pg_dump",
        "pg_dumpall", "pip", "pip-compile", "pip-licenses", "pip3", "plantuml", "podman", "poetry", "profile", "protoc",
        "protoc-gen", "psql", "ptx", "pytest", "rollup", "rsvg-convert", "rustc", "sass", "script", "semgrep", "shuf",
        "sops", "sort", "split", "ssh", "ssh-keygen", "strace", "strip", "syft", "tarfile", "tcc", "tcpdump",
        "terraform", "terraform-docs", "terrascan", "tfsec", "time", "tofu", "trace", "trivy", "tsc", "tshark", "uniq",
        "uudecode", "uv", "vegeta", "vitest", "wkhtmltopdf", "xh", "xmllint", "xsltproc", "xxd", "yt-dlp", "zipfile",
    )),
    "patches": frozenset((
        "patch",
    )),
    "queries": frozenset((
        "duckdb", "mariadb", "mycli", "mysql", "pgcli", "psql", "sqlite", "sqlite3",
    )),
}  # fmt: skip
