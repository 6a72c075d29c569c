"""The settings of git that stand beside a command line: in its environment, in files, or made by the text before."""

from __future__ import annotations

import os

from ...catalogue.programs import UNKNOWN
from .files.paths import join
from .programs import git_texts
from .syntax.options import values

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .evaluator import Evaluator
    from .syntax.invocation import Invocation
    from .syntax.scope import Scope

_OF_GIT = "git "  # begins the name of an alias that git has
_PUSH = "Push:"  # in a file of .git/remotes
_OWN_FILES = (".git/config", "~/.gitconfig", "~/.config/git/config", ".git/config.worktree")
_INDEXING = ("add", "apply", "checkout", "commit", "mv", "read-tree", "reset", "restore", "rm", "stash", "update-index")
_NAMING = ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG")  # variables that name a file of settings


def configured(invocation: Invocation, scope: Scope, evaluator: Evaluator) -> list[str]:
    """What git runs by settings of its environment, of files that it is told to include, or that this text has made."""
    variables = {**scope.variables, **dict(invocation.assigned)}
    _trace(variables, invocation, scope, evaluator)
    settings = git_texts.from_environment(variables)
    for value in values(invocation.arguments, "--config-env"):
        name, _, variable = value.partition("=")
        settings.append(f"{name}={variables.get(variable, '')}")
    called = f"{_OF_GIT}{git_texts.subcommand(invocation.arguments)}"
    settings += [f"alias.{called[len(_OF_GIT) :]}={scope.aliases[called]}"] if called in scope.aliases else []
    alias = git_texts.alias_set(invocation.arguments)
    if alias is not None:
        scope.aliases[_OF_GIT + alias[0]] = alias[1]
    settings += _of_files(invocation, settings, variables, scope, evaluator)
    own_alias = f"alias.{called[len(_OF_GIT) :]}="
    settings = [one for one in settings if not one.startswith("alias.") or one.startswith(own_alias)]
    settings += [
        f"remote.{path.rpartition('/')[2]}.push={line[len(_PUSH) :].strip()}"
        for path, content in evaluator.recorder.made_files()
        if path.startswith(".git/remotes/")
        for line in content.split("\n")
        if line.startswith(_PUSH)
    ]
    return git_texts.texts(invocation.arguments, "", settings) if settings else []


def _trace(variables: dict[str, str], invocation: Invocation, scope: Scope, evaluator: Evaluator) -> None:
    """What git writes beside its work: where a variable names a file for what it says of itself, or for its index."""
    for name, value in variables.items():
        says = name.startswith("GIT_TRACE") and value.startswith("/")
        indexes = name == "GIT_INDEX_FILE" and git_texts.subcommand(invocation.arguments) in _INDEXING
        if says or indexes:
            evaluator.recorder.wrote(value, UNKNOWN, scope, invocation.line, appends=True)


def _of_files(
    invocation: Invocation, given: list[str], variables: dict[str, str], scope: Scope, evaluator: Evaluator
) -> list[str]:
    """Those of files that are named, and of git's own ones where this text has made them."""
    named = [one.partition("=")[2] for one in (*values(invocation.arguments, "-c"), *given) if _includes(one)]
    named += [variables[name] for name in _NAMING if variables.get(name)]
    named += [path for path in _OWN_FILES if evaluator.recorder.made(join(scope.cwd, path)) is not None]
    found: list[str] = []
    for path in named:
        content = evaluator.recorder.read(join(scope.cwd, os.path.normpath(path)))
        read = git_texts.from_file(content.decode("utf-8", "replace")) if content is not None else []
        named += [one.partition("=")[2] for one in read if _includes(one) and len(named) < git_texts.MOST_SETTINGS]
        found += read
    return found


def _includes(setting: str) -> bool:
    name = setting.partition("=")[0].lower()
    return name == "include.path" or (name.startswith("includeif.") and name.endswith(".path"))
