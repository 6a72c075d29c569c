"""Command lines that mean another one: a guardrail names the usual program, whoever runs it under another name."""

from __future__ import annotations

from .programs import in_full, parse_arguments

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

# program: the words it stands for
_NAMES: dict[str, tuple[str, ...]] = {
    "docker-compose": ("docker", "compose"), "podman-compose": ("docker", "compose"), "podman": ("docker",),
    "nerdctl": ("docker",), "hub": ("git",), "terragrunt": ("terraform",), "tofu": ("terraform",), "pip3": ("pip",),
    "remove-item": ("rm",), **dict.fromkeys(("ri", "del", "erase", "rd"), ("remove-item",)), "gsed": ("sed",),
    **{f"g{name}": (name,) for name in ("chmod", "chown", "cp", "dd", "find", "install", "ln", "mv", "rm", "rmdir", "shred", "sort",
                                        "split", "tar", "tee", "touch", "truncate", "unlink")},
    "flyctl": ("fly",), "autossh": ("ssh",),
}  # fmt: skip
_PYTHONS = ("python", "python2", "python3", "pypy3")
_MODULES = {"awscli": "aws"}
# The program that a container's image starts.
IMAGES = {"aws-cli": "aws", "terraform": "terraform", "opentofu": "terraform", "git": "git", "kubectl": "kubectl",
          "helm": "helm", "google-cloud-cli": "gcloud", "azure-cli": "az"}  # fmt: skip
_DESTROYING = ("-destroy", "--destroy", "-destroy=true", "--destroy=true")


def spellings(program: str, arguments: Sequence[str]) -> list[list[str]]:
    """The other command lines that a command means, by its program (without a folder) and its arguments."""
    found = [*_renamed(program, arguments)]
    row = _ROWS.get(program)
    if row is not None:
        found += row(list(arguments))
    return found


def _renamed(program: str, arguments: Sequence[str]) -> list[list[str]]:
    plain = program.removesuffix(".exe")
    if plain.startswith("git-") and len(plain) > len("git-"):
        return [["git", plain.removeprefix("git-"), *arguments]]
    words = _NAMES.get(plain) or _NAMES.get(plain.lower())
    if "-" in plain and plain != plain.lower():  # a cmdlet, whose plain form is lower case
        return [[plain.lower(), *arguments]]
    if words is not None:
        return [[*words, *arguments]]
    return [[plain, *arguments]] if plain != program and plain else []


def _module(arguments: list[str]) -> list[list[str]]:
    """`python -m NAME …`, after options that take no value."""
    for place, argument in enumerate(arguments):
        if argument == "-m" and place + 1 < len(arguments):
            name = arguments[place + 1]
            return [[_MODULES.get(name, name), *arguments[place + 2 :]]] if name not in ("", *_PYTHONS) else []
        if not argument.startswith("-"):
            break
    return []


def _git(arguments: list[str]) -> list[list[str]]:
    whole = _spelled_out(arguments)
    return [["git", *whole]] if whole != arguments else _git_otherwise(arguments)


def _spelled_out(arguments: list[str]) -> list[str]:
    """With the whole names of long options, which git takes shortened, and `--expire VALUE` as one word."""
    words, _ = parse_arguments("git", arguments)
    subcommand = words[0] if words and words[0] else ""
    if subcommand not in arguments:
        return arguments
    place = arguments.index(subcommand)
    found = arguments[: place + 1]
    rest = iter(arguments[place + 1 :])
    for word in rest:
        if word == "--":
            return [*found, word, *rest]
        name, equals, value = word.partition("=")
        name = in_full("git", subcommand, name) if name.startswith("--") else name
        if name == "--expire" and not equals:
            equals, value = "=", next(rest, "")
        found.append(f"{name}{equals}{value}")
    return found


def _git_otherwise(arguments: list[str]) -> list[list[str]]:
    if "send-pack" in arguments:
        return [["git", *("push" if word == "send-pack" else word for word in arguments)]]
    if "push" in arguments and "--mirror" in arguments:
        return [["git", *("--force" if word == "--mirror" else word for word in arguments)]]
    if "branch" in arguments and "-D" in arguments:
        return [
            ["git", *(part for word in arguments for part in (("--delete", "--force") if word == "-D" else (word,)))]
        ]
    return []


def _terraform(arguments: list[str]) -> list[list[str]]:
    """`terraform apply -destroy`."""
    if "apply" in arguments and any(word in _DESTROYING for word in arguments):
        kept = [word for word in arguments if word not in _DESTROYING]
        return [["terraform", *("destroy" if word == "apply" else word for word in kept)]]
    return []


_OF_CMAKE = {
    "copy": "cp", "copy_directory": "cp", "copy_if_different": "cp", "create_hardlink": "ln", "create_symlink": "ln", "remove": "rm",
    "remove_directory": "rm", "rename": "mv", "rm": "rm", "tar": "tar", "touch": "touch",
}  # fmt: skip


def _cmake(arguments: list[str]) -> list[list[str]]:
    """`cmake -E rm F`."""
    called = _OF_CMAKE.get(arguments[1]) if arguments[:1] == ["-E"] and len(arguments) > 1 else None
    options = {"create_symlink": ["-s"], "remove_directory": ["-r"], "copy_directory": ["-r"]}
    return [[called, *options.get(arguments[1], []), *arguments[2:]]] if called else []


def _docker(arguments: list[str]) -> list[list[str]]:
    """`docker container exec`."""
    words = [word for word in arguments if not word.startswith("-")]
    if words[:1] == ["container"]:
        rest = list(arguments)
        rest.remove("container")
        return [["docker", *rest]]
    return []


_ROWS = {"cmake": _cmake, **dict.fromkeys(_PYTHONS, _module), "docker": _docker, "git": _git, "terraform": _terraform}
