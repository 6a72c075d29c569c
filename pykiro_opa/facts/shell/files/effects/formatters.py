"""What formatters, fixers and replacers write: a program is one row."""

from __future__ import annotations

from .....catalogue.programs import UNKNOWN
from ...syntax.words import is_pattern
from ..file_effects import WRITTEN
from ._kinds import all_words, each, same, verbs

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..file_effects import Given
    from ._kinds import Found, Row

_HERE = (".", "./", "")
_ONLY_SAYS = "--help -help --version"


def rewrites(
    *endings: str,
    when: str = "",
    unless: str = "",
    valued: str = "",
    skip: int = 0,
    whole: bool = False,
    deep: str = "",
) -> Row:
    """The files that are named, and below a folder those that end so; `whole` says that without a name all is meant.

    `when` holds the options without which it writes nothing, `unless` those with which it does not, `deep` those without
    which it stays in the folder itself.
    """

    def row(given: Given) -> Found:
        if (when and not given.says(when)) or (unless and given.says(unless)) or given.says(_ONLY_SAYS):
            return
        if "-" in given.arguments or any(word.startswith("--stdin") for word in given.arguments):
            return  # its input, to its output
        words = given.beside(valued)[skip:]
        way = "**/" if not deep or given.says(deep) else ""
        yield from each(list(_formatted(given, words or ["."] * whole, endings, way)), WRITTEN)

    return row


def _formatted(given: Given, words: Sequence[str], endings: Sequence[str], way: str) -> Iterator[str]:
    for word in words:
        name = word.removesuffix("...")
        if not endings or not _is_folder(given, name):
            yield name or "**"
            continue
        folder = "" if name in _HERE else f"{name.rstrip('/')}/"
        yield from (f"{folder}{way}*{ending}" for ending in endings)


def _is_folder(given: Given, word: str) -> bool:
    last = word.rpartition("/")[2]
    if UNKNOWN in word or is_pattern(last):
        return False
    return last in ("", ".", "..") or ("." not in last and given.read(word) is None)


_PYTHON = (".py", ".pyi")
# Of a folder no JSON and no YAML: what protects the workspace is among it, and no pattern leaves that out.
_WEB = (".[jt]s", ".[jt]sx", ".[cm][jt]s", ".*css", ".less", ".md*", ".htm*", ".vue", ".svelte", ".graphql")
_SCRIPTS = (".[jt]s", ".[jt]sx", ".[cm][jt]s", ".vue", ".svelte")
_GO, _RUST, _SHELL, _TF, _RUBY = (
    (".go",),
    (".rs",),
    (".sh", ".bash"),
    (".tf", ".tfvars", ".tftest.hcl"),
    (".rb", ".rake"),
)
_C = (".c", ".h", ".cc", ".cpp", ".hpp", ".cxx")
_CHECKS = "--check --diff --dry-run"
_RUFF = (
    "--config --line-length --target-version --exclude --extend-exclude --select --ignore --extend-select --fixable "
    "--unfixable --per-file-ignores --cache-dir --stdin-filename --output-format --range -o --output-file"
)
_BLACK = (
    "-l --line-length -t --target-version --include --exclude --extend-exclude --force-exclude --config -W --workers -c "
    "--code --required-version --stdin-filename"
)
_ISORT = (
    "--profile -l --line-length --settings-path --sp --settings-file -s --skip --skip-glob -m -p -o -f -b -a -r --src"
)
_PRETTIER = (
    "--config --ignore-path --parser --plugin --log-level --tab-width --print-width --trailing-comma --stdin-filepath"
)
_ESLINT = (
    "-c --config --ext --rule --parser --plugin -f --format -o --output-file --ignore-pattern --max-warnings --rulesdir"
)
_HCL = rewrites(*_TF, unless="-check -write=false", valued="-chdir", whole=True, deep="-recursive")


_SOURCES = (*_SCRIPTS, *_PYTHON, *_GO, *_RUST, *_C, *_RUBY, *_TF, ".java", ".md", ".txt")


def _by_folder(given: Given) -> Found:
    """`fastmod -d FOLDER PATTERN TEXT`."""
    endings = [f".{ending}" for value in given.values("-e", "--extensions") for ending in value.split(",")]
    words = [*given.values("-d", "--dir"), *given.beside("-d --dir -e --extensions -g --glob --iglob")[2:]]
    yield from each(list(_formatted(given, words or ["."], endings or _SOURCES, "**/")), WRITTEN)


def _by_ending(given: Given) -> Found:
    """`comby MATCH REWRITE .py -i`: files, or how their names end."""
    if given.says("-i -in-place"):
        words = given.beside("-matcher -d -f -directory -jobs")[2:]
        patterns = [f"**/*{word}" if word.startswith(".") and "/" not in word else word for word in words]
        yield from each(patterns or [f"**/*{ending}" for ending in _SOURCES], WRITTEN)


def _hcl(given: Given) -> Found:
    if "-write=false" not in given.arguments:
        yield from _HCL(given)


ROWS: dict[str, Row] = {
    # Python
    "black": rewrites(*_PYTHON, ".ipynb", unless="--check --diff -c --code", valued=_BLACK),
    "isort": rewrites(*_PYTHON, unless="-c --check --check-only --diff -d --show-files --show-settings", valued=_ISORT),
    "ruff": verbs({
        "format": rewrites(*_PYTHON, ".ipynb", unless="--check --diff", valued=_RUFF, whole=True),
        "check": rewrites(*_PYTHON, ".ipynb", when="--fix --fix-only --add-noqa", unless="--diff --no-fix", valued=_RUFF, whole=True),
    }, valued="--config"),
    "2to3": rewrites(*_PYTHON, when="-w --write", valued="-f --fix -x --nofix -j --processes -o --output-dir"),
    **same(rewrites(*_PYTHON, when="-i --in-place --inplace", unless="-d --diff --check -c -cd", valued="--max-line-length --indent-size --style --ignore --select --imports --exclude -e -j --jobs --wrap-summaries --wrap-descriptions --aggressive-level"), "autopep8 yapf autoflake docformatter unify pyformat"),
    **same(rewrites(*_PYTHON, unless="--diff --check --dry-run", valued="--application-directories --py --line-length -ll"), "pyupgrade reorder-python-imports add-trailing-comma flynt django-upgrade ssort"),
    **same(verbs({"format": rewrites(*_PYTHON, unless=_CHECKS)}), "ufmt usort"),
    "pycln": rewrites(*_PYTHON, unless="-c --check -d --diff", valued="--config"),
    "autotyping": rewrites(*_PYTHON), "nbstripout": rewrites(".ipynb", unless="-t --textconv --dry-run --verify --status"),
    "sqlfluff": verbs({name: rewrites(".sql", valued="-d --dialect -r --rules --config --templater --processes -p", whole=True) for name in ("fix", "format")}),
    "sqlfmt": rewrites(".sql", unless="--check --diff", valued="-l --line-length"), "djlint": rewrites(".html", when="--reformat", unless="--check"),
    # the web
    "prettier": rewrites(*_WEB, when="--write -w", valued=_PRETTIER),
    **same(rewrites(*_SCRIPTS, when="--fix", unless="--fix-dry-run", valued=_ESLINT, whole=True), "eslint eslint_d xo standard oxlint tslint ts-standard semistandard"),
    "stylelint": rewrites(".*css", ".less", when="--fix", valued="-c --config --config-basedir -o --output-file -f --formatter"),
    **same(verbs({name: rewrites(*_WEB, when="--write --fix --apply --apply-unsafe --unsafe", valued="--config-path --max-diagnostics", whole=True) for name in ("format", "lint", "check")}), "biome rome"),
    "deno": verbs({"fmt": rewrites(*_WEB, unless="--check", valued="-c --config --ext --ignore", whole=True), "lint": rewrites(*_SCRIPTS, when="--fix", whole=True)}),
    "dprint": verbs({"fmt": rewrites(*_WEB, unless="--diff", valued="-c --config", whole=True)}),
    **same(rewrites(".md", ".markdown", when="-f --fix", valued="-c --config -i --ignore -r --rules"), "markdownlint markdownlint-cli2 textlint mdformat-fix"),
    "mdformat": rewrites(".md", unless="--check", valued="--wrap --end-of-line"),
    "jscodeshift": rewrites(*_SCRIPTS, unless="-d --dry", valued="-t --transform --parser --extensions -c --cpus --ignore-pattern"),
    "sort-package-json": lambda given: each([] if given.says("--check -c") else given.words or ["package.json"], WRITTEN),
    # Go, Rust, C, the shell
    **same(rewrites(*_GO, when="-w", valued="-r -local -m --max-len -lang -modpath"), "gofmt goimports gofumpt golines"),
    "go": verbs({"fmt": rewrites(*_GO, unless="-n", valued="-mod", whole=True), "fix": rewrites(*_GO, whole=True)}),
    "gci": verbs({"write": rewrites(*_GO, valued="-s --section")}),
    "golangci-lint": verbs({"run": rewrites(*_GO, when="--fix", valued="-c --config -E -D --timeout", whole=True), "fmt": rewrites(*_GO, unless="-d --diff", whole=True)}),
    "rustfmt": rewrites(*_RUST, unless="--check --emit --print-config", valued="--edition --config --config-path --emit"),
    "cargo": verbs({
        "fmt": rewrites(*_RUST, unless="--check", valued="-p --package --manifest-path", whole=True),
        "fix": rewrites(*_RUST, valued="-p --package", whole=True), "clippy": rewrites(*_RUST, when="--fix", valued="-p --package", whole=True),
    }),
    "clang-format": rewrites(*_C, when="-i", unless="-n --dry-run", valued="-style -assume-filename -lines"),
    "clang-tidy": rewrites(*_C, when="-fix --fix -fix-errors --fix-errors", valued="-p -checks --checks"),
    **same(rewrites(*_C, unless="--dry-run --stdin --stdout -o -c --check", valued="--options --style"), "astyle indent"),
    "shfmt": rewrites(*_SHELL, when="-w --write", valued="-i --indent -ln --language-dialect -p"), "beautysh": rewrites(*_SHELL, unless="-c --check", valued="-i --indent-size"),
    # infrastructure
    **same(verbs({"fmt": _hcl}, valued="-chdir"), "terraform tofu packer nomad"),
    "terragrunt": verbs({name: rewrites(".hcl", unless="--check --terragrunt-check --diff", whole=True) for name in ("hclfmt", "hcl fmt", "hcl format")}),
    "opa": verbs({"fmt": rewrites(".rego", when="-w --write")}), "regal": verbs({"fix": rewrites(".rego", unless="--dry-run")}),
    "buf": verbs({"format": rewrites(".proto", when="-w --write", valued="--config", whole=True)}),
    **same(rewrites(".nix", unless="-c --check --check -n"), "nixfmt alejandra nixpkgs-fmt"),
    "dockerfmt": rewrites(when="-w --write", valued="-i --indent"), "cfn-format": rewrites(".y*ml", when="-w --write"),
    **same(rewrites(".y*ml", unless="-lint -dry -n --check", valued="-conf", whole=True), "yamlfmt yamlfix"),
    "taplo": verbs({name: rewrites(".toml", unless="--check --diff", valued="-o --option -c --config", whole=True) for name in ("fmt", "format")}),
    # other languages
    **same(rewrites(*_RUBY, when="-a -A -x --autocorrect --autocorrect-all --auto-correct --auto-correct-all --fix --fix-layout", valued="--only -c --config --except -f --format -o --out", whole=True), "rubocop standardrb rufo"),
    "stree": verbs({"write": rewrites(*_RUBY)}), "php-cs-fixer": verbs({"fix": rewrites(".php", unless="--dry-run", valued="--config --rules", whole=True)}),
    "phpcbf": rewrites(".php", valued="-d"), "pint": rewrites(".php", unless="--test", valued="--preset --config", whole=True),
    "rector": verbs({"process": rewrites(".php", unless="-n --dry-run", whole=True)}),
    "swiftformat": rewrites(".swift", unless="--lint --dryrun", valued="--config --rules --swiftversion"), "swift-format": rewrites(".swift", when="-i --in-place"),
    "swiftlint": rewrites(".swift", when="--fix --autocorrect", whole=True), "ktlint": rewrites(".kt", ".kts", when="-F --format", whole=True),
    "ktfmt": rewrites(".kt", ".kts", unless="-n --dry-run"), "google-java-format": rewrites(".java", when="-i -r --replace", unless="-n --dry-run"),
    "scalafmt": rewrites(".scala", ".sbt", unless="--test --check --list --stdout", valued="-c --config", whole=True),
    "mix": verbs({"format": rewrites(".ex", ".exs", unless="--check-formatted --dry-run", whole=True)}), "elm-format": rewrites(".elm", when="--yes", unless="--validate"),
    **same(rewrites(".hs", when="-i --inplace --in-place"), "ormolu fourmolu stylish-haskell"), "stylua": rewrites(".lua", unless="-c --check"),
    "zig": verbs({"fmt": rewrites(".zig", unless="--check")}), "nimpretty": rewrites(".nim"),
    "dart": verbs({"format": rewrites(".dart", unless="-o --output --set-exit-if-changed", valued="-l --line-length"), "fix": rewrites(".dart", when="--apply", whole=True)}),
    # spelling, line ends, and texts in the place of others
    **same(rewrites(when="-w --write-changes -write", valued="-c --config -S --skip -L --ignore-words-list -I"), "codespell typos misspell"),
    **same(all_words(WRITTEN, unless="-n --newfile -i --info --allow-chown-info"), "dos2unix unix2dos mac2unix"),
    "tidy": rewrites(when="-m -modify", valued="-config -o -f"), "sd": rewrites(skip=2, unless="-p --preview", valued="-n --max-replacements -f --flags"),
    **same(rewrites(skip=2, unless="-s --simulate --dry-run"), "rpl replace replace-in-file"), "xmlstarlet": verbs({name: rewrites(when="-L --inplace", valued="-u -d -v -x -i -a -s -t -n -r -N") for name in ("ed", "edit", "fo", "format")}),
    **same(_by_folder, "fastmod codemod"),
    "comby": _by_ending,
    **same(rewrites(*_SOURCES, when="-U --update-all", valued="-p --pattern -r --rewrite -l --lang -c --config --rule --inline-rules", whole=True), "ast-grep sg"),
    "crudini": lambda given: each(given.beside("--existing --format")[:1] if given.says("--set --del --merge --inplace") else (), WRITTEN), "dasel": lambda given: each(given.values("-f", "--file") if given.words[:1] in (("put",), ("delete",)) else (), WRITTEN),
}  # fmt: skip
