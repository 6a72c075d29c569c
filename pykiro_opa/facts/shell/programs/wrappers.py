"""Programs that start the command they are given: wrappers, containers, loaders, `xargs`, and copies of programs."""

from __future__ import annotations

from ....catalogue.programs import UNKNOWN
from ..syntax.escapes import ansi_c
from ..syntax.listed import known_lines, listed, names_in
from ..syntax.options import values
from ..syntax.words import MOST_WORDS, Word
from . import tables, wrapper_rows

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ....changes import Read
    from ..syntax.invocation import Invocation


FEEDING = ("parallel", "xargs")  # start a command with what they read
_MARK = "{}"
_BOUND = (("source", "src"), ("target", "dst"))


def wrapped_by(invocation: Invocation, program: str, read: Read) -> Invocation | None:
    """The command that a wrapper, a container or a loader is given; `read` reads what `xargs -a` names."""
    if program.startswith(tables.LOADERS):
        return invocation.inner(_skip([word.text for word in invocation.argv], program, tables.LOADER) or 1)
    if program == "command" and invocation.arguments[:1] in (["-v"], ["-V"]):
        return None
    first = _inner_start(invocation, program)
    if program == "coproc" and "{" in invocation.arguments[:2]:  # the grammar knows no `coproc NAME { … }`
        first = invocation.arguments.index("{") + 2
    wrapped = None if first is None else invocation.inner(first)
    if program in ("docker", "podman") and "run" in invocation.arguments:
        wrapped = _mounted(invocation.arguments, _in_container(invocation, first, wrapped))
    if wrapped is not None and program == "parallel":
        wrapped = _for_each(wrapped, invocation.stdin)
    if wrapped is not None and program == "xargs":
        options = invocation.arguments[: (first or 1) - 1]
        wrapped = _fed(wrapped, options, _input(options, invocation.stdin, read))
    return wrapped


def folder_of_wrapped(program: str, options: list[str]) -> str:
    """The folder in which a wrapper starts its command; empty where it is this one."""
    if options[:2] == ["-E", "chdir"]:
        return "".join(options[2:3])
    return "".join(values(options, *wrapper_rows.FOLDERS.get(program, ()))[-1:])


def _for_each(wrapped: Invocation, stdin: str) -> Invocation | None:
    """`parallel PROGRAM WORDS… ::: VALUES…`: one value is added, or several that are none of them known."""
    texts = [word.text for word in wrapped.argv]
    place = next((at for at, text in enumerate(texts) if text.startswith(":::")), None)
    if place is None:
        marks = ["-I", _MARK] if any(_MARK in text for text in texts) else []
        return _fed(wrapped, marks, stdin) if stdin else wrapped
    values_ = wrapped.argv[place + 1 :]
    value = values_[0] if len(values_) == 1 else Word(listed(word.text for word in values_))
    if not place:
        return None
    marked = [Word(word.value.replace(_MARK, value.value)) for word in wrapped.argv[:place]]
    fed = any(_MARK in text for text in texts[:place])
    return wrapped.instead(tuple(marked) if fed else (*wrapped.argv[:place], value))


def _input(options: list[str], stdin: str, read: Read) -> str:
    named = values(options, "-a", "--arg-file")
    if not named or named[-1] in tables.INPUTS:
        return stdin
    content = read(named[-1]) if named[-1] != "/dev/null" else b""
    return UNKNOWN if content is None else content.decode("utf-8", "replace")


def _in_container(invocation: Invocation, first: int | None, wrapped: Invocation | None) -> Invocation | None:
    """`docker run --entrypoint PROGRAM IMAGE WORDS…`, and images that start a program of their own."""
    from ....catalogue.spellings import IMAGES

    entry = next(iter(values(invocation.arguments, "--entrypoint")), "")
    if not entry:
        image = invocation.argv[first - 1 if first is not None else -1].text
        entry = IMAGES.get(image.rpartition("/")[2].partition(":")[0], "")
    if not entry:
        return wrapped
    return invocation.instead((Word(entry), *(wrapped.argv if wrapped is not None else ())))


def _mounted(arguments: list[str], wrapped: Invocation | None) -> Invocation | None:
    """The command with the paths of mounted folders as those of this machine."""
    volumes = [value.split(":") for value in values(arguments, "-v", "--volume")]
    for value in values(arguments, "--mount"):
        fields = dict(field.partition("=")[::2] for field in value.split(","))
        source, target = (fields.get(one) or fields.get(other, "") for one, other in _BOUND)
        volumes.append([source, target])
    # A name without a slash is a volume's, which is no folder of this machine.
    named = [one for one in volumes if len(one) > 1 and (one[0].startswith((".", "~")) or "/" in one[0])]
    mounts = [(here, there.rstrip("/")) for here, there, *_ in named]
    if wrapped is None or not any(there for _, there in mounts):
        return wrapped
    return wrapped.instead(tuple(Word(_here(word.value, mounts), is_open=word.is_open) for word in wrapped.argv))


def _here(text: str, mounts: list[tuple[str, str]]) -> str:
    import re

    for source, target in mounts:
        if source and target:
            inside = rf"(?<![\w./-]){re.escape(target)}(?=$|[/\s;&|\"'])"
            text = re.sub(inside, source.replace("\\", r"\\"), text)
    return text


def _inner_start(invocation: Invocation, program: str) -> int | None:
    """Where the inner command of a wrapper starts, None for a program that wraps nothing."""
    texts = [word.text for word in invocation.argv]
    for length in (3, 2, 1):
        name = " ".join([program, *_subcommands(program, texts[1:])[: length - 1]])
        row = wrapper_rows.WRAPPERS.get(name)
        if row is not None and name.count(" ") == length - 1:
            if name in wrapper_rows.BEHIND_DASHES and "--" in texts:
                return texts.index("--") + 1 if texts[-1] != "--" else None
            return _skip(texts, name, row)
    return None


def _subcommands(program: str, texts: list[str]) -> list[str]:
    """The first words that are no option and no value of a general one."""
    found: list[str] = []
    valued = wrapper_rows.GLOBAL_VALUES.get(program, frozenset())
    skips = False
    for text in texts:
        if not skips and not text.startswith("-"):
            found.append(text)
            valued = valued | wrapper_rows.GLOBAL_VALUES.get(f"{program} {text}", frozenset())
            if len(found) > 1:
                break
        elif program == "cmake" and text == "-E":
            found.append(text)
        skips = not skips and text in valued
    return found


def _skip(texts: list[str], name: str, row: tuple[frozenset[str], int, bool]) -> int | None:
    valued, positional, assigns = row
    program, *subcommands = name.split(" ")
    two = wrapper_rows.TWO_VALUES.get(program, frozenset())
    for length in range(len(subcommands) + 1):
        valued = valued | wrapper_rows.GLOBAL_VALUES.get(" ".join([program, *subcommands[:length]]), frozenset())
    to_pass = positional + sum(not word.startswith("-") for word in subcommands)
    index = 1
    while index < len(texts):
        text = texts[index]
        if text == "--" and to_pass == 0:
            return index + 1 if index + 1 < len(texts) else None
        if text.startswith("-") and (text != "-" or assigns):
            index += 3 if text in two else 2 if text in valued or _is_shortened(text, valued) else 1
        elif assigns and is_assignment(text):
            index += 1
        elif to_pass:
            to_pass -= 1
            index += 1
        else:
            return index
    return None


def _is_shortened(text: str, valued: frozenset[str]) -> bool:
    """`--uns` for `--unset`."""
    return len(text) > 3 and text.startswith("--") and any(name.startswith(text) for name in valued)


def is_assignment(text: str) -> bool:
    """`NAME=VALUE`, and the functions that bash exports (`BASH_FUNC_name%%=() { … }`)."""
    name, equals, _ = text.partition("=")
    return bool(equals) and name.removesuffix("%%").replace("_", "a").isalnum()


def _fed(wrapped: Invocation, options: list[str], stdin: str) -> Invocation:
    """`xargs` adds the words of its input to the command, or puts them where a mark stands (`-I`)."""
    marks = values(options, "-I") + [text.partition("=")[2] for text in options if text.startswith("--replace=")]
    marks = marks or [text[2:] or "{}" for text in options if text.startswith("-i")]
    marks = marks or (["{}"] if "--replace" in options else [])
    if marks:
        lines = known_lines(stdin)
        text = lines[0] if len(lines) == 1 and UNKNOWN not in stdin else listed(lines)
        argv = (Word(word.value.replace(marks[-1], text), is_open=word.is_open) for word in wrapped.argv)
        return wrapped.instead(tuple(argv), stdin="")
    fed = _fed_words(options, stdin)
    unknown = UNKNOWN in stdin or len(fed) > MOST_WORDS
    added = (Word(listed(names_in(stdin)), is_open=True),) if unknown else tuple(Word(word) for word in fed)
    return wrapped.instead((*wrapped.argv, *added), stdin="")


def _fed_words(options: list[str], stdin: str) -> list[str]:
    if "-0" in options or "--null" in options:
        return stdin.removesuffix("\0").split("\0")
    delimiters = values(options, "-d", "--delimiter")
    if (not delimiters or not delimiters[-1]) and any(letter in stdin for letter in "\"'\\"):
        import shlex

        try:
            return shlex.split(stdin)
        except ValueError:  # it fails as well
            return stdin.split()
    if not delimiters or not delimiters[-1]:
        return stdin.split()
    delimiter = ansi_c(delimiters[-1])[:1]
    return stdin.removesuffix(delimiter).split(delimiter)
