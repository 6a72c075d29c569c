"""What `curl` and `wget` write: what they fetch, and what they say of it."""

from __future__ import annotations

from .....catalogue.programs import UNKNOWN
from ..file_effects import WRITTEN
from ._kinds import each

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..file_effects import Given
    from ._kinds import Found, Row

_SAID = (
    "-D", "--dump-header", "-c", "--cookie-jar", "--trace", "--trace-ascii", "--stderr", "--libcurl", "--etag-save",
    "--hsts", "--alt-svc", "--ssl-sessions",
)  # fmt: skip
_SETTING = r"^\s*-{0,2}(output|o|dump-header|D|cookie-jar|c|trace|trace-ascii|stderr|etag-save|libcurl)(?:\s*[=:]\s*|\s+)\"?([^\"\n]+?)\"?\s*$"
# Of `-XDELETE` no letter is an option.
_WITH_VALUE = tuple(f"-{letter}" for letter in "AbCdeEFHmPQrtTuUwxXyYz")
_FILE = "file://"
_NOWHERE = ("-", "%")
_WGET = (
    "-o --output-file -a --append-output -O --output-document -P --directory-prefix -e --execute -i --input-file -t --tries "
    "-T --timeout -w --wait -U --user-agent --header --post-data --post-file --body-data --body-file --method --user "
    "--password --load-cookies --save-cookies -A --accept -R --reject -D --domains -I -X -l --level -Q --quota --limit-rate "
    "--referer --certificate --ca-certificate --private-key --rejected-log --warc-file --wait --waitretry"
)


def _curl(given: Given) -> Found:
    given = given.instead([word for word in given.arguments if len(word) == 2 or word[:2] not in _WITH_VALUE])
    folder = next(iter(given.values("--output-dir")), "")
    names = [name for name in given.values("-o", "--output") if name != "-"]
    if given.has("-O", "--remote-name", "--remote-name-all"):
        names += [_remote_name(word) for word in given.words if "/" in word or UNKNOWN in word]
    yield from each([_in(folder, name) for name in names], WRITTEN)
    yield from each([name for name in given.values(*_SAID) if name not in _NOWHERE], WRITTEN)
    yield from _configured(given)
    if given.says("-T --upload-file"):
        yield from each([word[len(_FILE) :] for word in given.arguments if word.startswith(_FILE)], WRITTEN)


def _configured(given: Given) -> Found:
    """The outputs that a file of settings names, `-K F` or the user's own one."""
    import re

    named = given.values("-K", "--config")
    texts = [given.stdin for name in named if name == "-" or name.startswith("/dev/")]
    texts += [
        (given.read(name) or b"").decode("utf-8", "replace") for name in (*named, "~/.curlrc", ".curlrc") if name != "-"
    ]
    yield from each([value for text in texts for _, value in re.findall(_SETTING, text, re.MULTILINE)], WRITTEN)


def _wget(given: Given) -> Found:
    logs = given.values("-o", "--output-file", "-a", "--append-output", "--save-cookies", "--rejected-log")
    yield from each(logs, WRITTEN)
    if given.says("--spider"):
        return
    names = given.values("-O", "--output-document")
    folder = next(iter(given.values("-P", "--directory-prefix")), "")
    addresses = [word for word in given.beside(_WGET) if "/" in word or UNKNOWN in word]
    remote = [
        _remote_name(word) for word in addresses if word.partition("://")[2].rstrip("/").count("/") or "://" not in word
    ]
    found = [name for name in names if name != "-"] if names else [_in(folder, name) for name in remote]
    yield from each(found, WRITTEN)


def _in(folder: str, name: str) -> str:
    return f"{folder.rstrip('/')}/{name}" if folder else name


def _remote_name(address: str) -> str:
    return address.partition("?")[0].rstrip("/").rpartition("/")[2]


ROWS: dict[str, Row] = {"curl": _curl, "wget": _wget}
