"""What programs write where an option or a place among their words names it: a program is one row."""

from __future__ import annotations

from ..file_effects import DELETED, WRITTEN
from ._kinds import all_words, at, each, exact, output, same, verbs, written_out

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..file_effects import Given
    from ._kinds import Found, Row

_OUT = output("-o", "--output")
_FILE = output("-o", "--output-file", "--output")


def _compiled(given: Given) -> Found:
    """`gcc -o F`, `-MF F`, and what it hands to the assembler and the linker (`-Wl,-Map=F`)."""
    joined = [word[2:] for word in given.arguments if word.startswith("-o") and len(word) > 2 and "=" not in word]
    handed = [part for word in given.arguments if word.startswith(("-Wl,", "-Wa,")) for part in word.split(",")[1:]]
    kept = [part for part in handed if part.partition("=")[0] in ("-Map", "-a", "-al", "-alh", "-o")]
    yield from each(
        [*exact(given.arguments, "-o", "-MF", "-dumpdir"), *joined, *exact(kept, "-Map", "-a", "-al", "-alh")], WRITTEN
    )


def _keys(given: Given) -> Found:
    """`ssh-keygen -f F` makes a pair of keys, or takes a host out of a file."""
    if not given.says("-l -y -e -F -B -L -Y"):
        paths = given.values("-f")
        yield from each([one for path in paths for one in (path, f"{path}.pub")], WRITTEN)


def _split(given: Given) -> Found:
    """The pieces of a file: a prefix, letters or digits, and an ending."""
    words = given.beside(
        "-a --suffix-length -b --bytes -C --line-bytes -l --lines -n --number -t --separator --additional-suffix --filter"
    )
    length = next((int(one) for one in given.values("-a", "--suffix-length") if one.isdecimal()), 2)
    if not given.says("--filter") and length < _LONGEST:
        ending = "".join(given.values("--additional-suffix")[-1:])
        yield from each([f"{words[1] if len(words) > 1 else 'x'}{'[0-9a-z]' * length}{ending}", *words[1:2]], WRITTEN)


_LONGEST = 12


def _converted(given: Given) -> Found:
    yield from each(given.words[-1:] if len(given.words) > 1 else (), WRITTEN)


def _logged(given: Given) -> Found:
    """`java -Xlog:gc:file=F` and its like."""
    marks = ("file=", "-XX:LogFile=", "-XX:HeapDumpPath=", "-XX:ErrorFile=", "filename=")
    found = [
        word.partition(mark)[2] for word in given.arguments if word.startswith("-X") for mark in marks if mark in word
    ]
    yield from each([one.partition(":")[0].partition(",")[0] for one in found], WRITTEN)


def _last(given: Given) -> Found:
    """The output of `aws s3api get-object` and `aws lambda invoke`."""
    yield from each(given.words[-1:], WRITTEN)


def _reported(given: Given) -> Found:
    """`pytest --cov-report=xml:F` beside its plain reports."""
    yield from each(
        given.values(
            "--junitxml", "--junit-xml", "--log-file", "--html", "--report-log", "--json-report-file", "--resultlog"
        ),
        WRITTEN,
    )
    yield from each([one.partition(":")[2] for one in given.values("--cov-report") if ":" in one], WRITTEN)


def _tested(given: Given) -> Found:
    names = ("coverprofile", "cpuprofile", "memprofile", "blockprofile", "mutexprofile", "trace", "o")
    yield from each(exact(given.arguments, *(f"-{name}" for name in names), *(f"--{name}" for name in names)), WRITTEN)


def _typeset(given: Given) -> Found:
    """What `-o FORMAT=FILE` names, as `syft` takes it."""
    yield from each(
        [one.partition("=")[2] or one for one in given.values("-o", "--output", "--file") if "=" in one or "." in one],
        WRITTEN,
    )


def _module(given: Given) -> Found:
    """`python -m zipfile -c ARCHIVE FILES…`."""
    yield from each(given.values("-c", "--create")[:1], WRITTEN)
    unpacked = given.values("-e", "--extract")
    yield from each(given.words[-1:] if unpacked and len(given.words) > 1 else (), WRITTEN)


def _sops(given: Given) -> Found:
    if given.says("-i --in-place"):
        yield from each(
            [
                word
                for word in given.beside("--kms --pgp --age --set --input-type --output-type --config")
                if word not in ("encrypt", "decrypt", "set", "rotate", "unset")
            ],
            WRITTEN,
        )
    yield from each(given.values("--output"), WRITTEN)


def _ansible(given: Given) -> Found:
    """`ansible localhost -m MODULE -a 'path=F …'`."""
    local = bool({"localhost", "127.0.0.1"} & set(given.words)) or given.values("-c", "--connection")[:1] == ["local"]
    if not local or given.says("-C --check"):
        return
    import shlex

    modules = {module.rpartition(".")[2] for module in given.values("-m", "--module-name")}
    if not modules & {
        "file",
        "copy",
        "lineinfile",
        "blockinfile",
        "replace",
        "template",
        "get_url",
        "ini_file",
        "unarchive",
    }:
        return
    for text in given.values("-a", "--args"):
        try:
            pairs = dict(word.partition("=")[::2] for word in shlex.split(text))
        except ValueError:
            continue
        is_gone = pairs.get("state") == "absent"
        named = [pairs[name] for name in ("path", "dest", "name") if pairs.get(name)]
        yield from each(named, DELETED if is_gone and "file" in modules else WRITTEN)


def _object_copy(given: Given) -> Found:
    """`objcopy IN OUT` writes OUT, `objcopy IN` the file itself."""
    yield from each(
        given.beside(
            "-I -O -F -B -j -R -K -N -G -L -W --input-target --output-target --target --only-section --add-section --rename-section --binary-architecture"
        )[-1:],
        WRITTEN,
    )


_OPENSSL = written_out("-out", "-keyout", "-CAserial", "-writerand", "-sigout", "-signature-out")
_IMAGES = {
    "save": _OUT, "image save": _OUT, "export": _OUT, "container export": _OUT,
    "build": output("--iidfile", "--metadata-file"), "buildx build": output("--iidfile", "--metadata-file"),
    "compose config": _OUT,
}  # fmt: skip
_EXPORTED = {"export": _FILE}
_DUMPED = {name: output("-o") for name in ("xml", "json", "lcov")}
ROWS: dict[str, Row] = {
    **same(_OUT, "pandoc rustc ld cmark as c++filt dot neato circo age mmdc plantuml asciidoctor openapi-generator protoc-gen esbuild"),
    **same(_OUT, "shuf sort iconv uudecode jing xsltproc cyclonedx-py semgrep bandit trivy http https xh kompose terrascan vegeta"),
    **same(_FILE, "pip-compile pip-licenses flake8 tfsec infracost terraform-docs licensee gcovr mypy-report"),
    **same(_compiled, "gcc cc clang clang++ g++ c++ tcc"), "cpp": at(1, valued="-o -x -I -D -U -include", also=_compiled),
    **same(output("-f", "--file"), "pg_dump pg_dumpall dumpe2fs"), **same(output("-r", "--result-file"), "mysqldump mariadb-dump"),
    "psql": output("-o", "--output", "-L", "--log-file"), "gh": output("-D", "--dir", "-O", "--output"),
    **same(output("-o", "--output"), "strace ltrace"), "perf": output("-o", "--output"), "time": output("-o", "--output"), "gtime": output("-o", "--output"),
    "xmllint": output("--output"), "protoc": output("-o", "--descriptor_set_out", "--dependency_out"), "aria2c": output("-o", "--out", "-l", "--log"),
    "tcpdump": output("-w"), "tshark": output("-w"), "hyperfine": output("--export-json", "--export-markdown", "--export-csv", "--export-asciidoc"),
    "tsc": output("--outFile", "--tsBuildInfoFile"), "rollup": output("-o", "--file"), "esbuild-wasm": output("--outfile"),
    "jest": output("--outputFile"), "vitest": output("--outputFile"), "gosec": written_out("-out"), "syft": _typeset, "grype": _typeset,
    "gomplate": output("-o", "--out"), "yt-dlp": output("-o", "--output"), "sass": at(1, valued="-I --load-path --style -s"), "lessc": at(1),
    "pytest": _reported, "pip": output("--log"), "pip3": output("--log"), "coverage": verbs(_DUMPED), "node": output("--cpu-prof-name", "--heap-prof-name", "--redirect-warnings", "--report-filename", "--diagnostic-report-filename"),
    "cProfile": output("-o", "--outfile"), "profile": output("-o", "--outfile"), "trace": output("-f", "--file"), "zipfile": _module, "tarfile": _module,
    "java": _logged, "jar": output("-f", "--file"),
    "ssh": output("-E"), "ssh-keygen": _keys, "openssl": _OPENSSL, "gpg": output("-o", "--output", "--status-file", "--logger-file", "--attribute-file"),
    "sops": _sops, "ansible-vault": verbs(dict.fromkeys(("encrypt", "decrypt", "rekey", "edit", "create"), all_words(WRITTEN, valued="--vault-id --vault-password-file --new-vault-id --new-vault-password-file --encrypt-vault-id", unless="--output"))),
    "ansible": _ansible, "objcopy": _object_copy, "strip": all_words(WRITTEN, valued="-o -F -K -N -R"), "split": _split, "ptx": at(1, valued="-A -F -M -S -W -b -g -i -o -w"),
    "uniq": at(1, valued="-f --skip-fields -s --skip-chars -w --check-chars"),
    "convert": _converted, "magick": _converted, "ffmpeg": _converted, "wkhtmltopdf": _converted, "d2": _converted, "json.tool": _converted,
    "uv": verbs({**_EXPORTED, "pip compile": _FILE}), "poetry": verbs(_EXPORTED), "pdm": verbs(_EXPORTED),
    "helm": verbs({"template": output("--output-dir"), "pull": output("-d", "--destination")}), "kustomize": verbs({"build": _OUT}), "kubectl-kustomize": _OUT,
    "az": verbs(dict.fromkeys(("storage blob", "storage file"), output("-f", "--file", "--dest", "--destination"))), "rsvg-convert": _OUT, "inkscape": output("-o", "--export-filename"), "xxd": at(1, valued="-c -g -l -o -s -seek -len -cols"),
    **same(verbs(_IMAGES, valued="-c --context --config -H --host -l --log-level"), "docker podman nerdctl"),
    **same(verbs({"plan": written_out("-out")}, valued="-chdir"), "terraform tofu"),
    "go": verbs(dict.fromkeys(("test", "build", "tool", "run", "list"), _tested), valued="-C"),
    "aws": verbs({"s3api get-object": _last, "lambda invoke": _last, "eks update-kubeconfig": output("--kubeconfig")}, valued="--region --profile --output --query --endpoint-url"),
    "eksctl": output("--kubeconfig"), "kind": output("--kubeconfig"), "script": at(0, valued="-c --command -E --echo -I -O -B -T -m -o"),
}  # fmt: skip
