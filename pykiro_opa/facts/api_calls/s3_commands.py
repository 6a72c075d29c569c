"""The high-level `aws s3` commands: what they read, write and delete on which side."""

from __future__ import annotations

from .resources import all_of, one_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from .resources import Resource

_SCHEME = "s3://"


def calls(command: str, words: Sequence[str], options: Sequence[str]) -> list[tuple[str, list[Resource]]]:
    """(action, resources) of `aws s3 COMMAND WORDS…`; words that are no `s3://` address are local files."""
    recursive = "--recursive" in options or command == "sync"
    addresses = [_resource(word, recursive=recursive) for word in words if word.startswith(_SCHEME)]
    if command == "rm":
        return [("s3:DeleteObject", addresses)]
    if command == "rb":
        more = [("s3:DeleteObject", [all_of(f"{one['arn']}/*") for one in addresses])] if "--force" in options else []
        return [("s3:DeleteBucket", addresses), *more]
    if command == "mb":
        return [("s3:CreateBucket", addresses)]
    if command in ("ls", "presign"):
        listed = "s3:ListBucket" if command == "ls" else "s3:GetObject"
        return [(listed, [_bucket(one) for one in addresses] if command == "ls" else addresses)]
    if command in ("cp", "mv", "sync"):
        return _copies(command, words, options, recursive=recursive)
    return [(f"s3:{command.capitalize()}", addresses)]


def _copies(
    command: str, words: Sequence[str], options: Sequence[str], *, recursive: bool
) -> list[tuple[str, list[Resource]]]:
    found = []
    if words and words[0].startswith(_SCHEME):
        source = [_resource(words[0], recursive=recursive)]
        found.append(("s3:GetObject", source))
        if command == "mv":
            found.append(("s3:DeleteObject", source))
    if len(words) > 1 and words[-1].startswith(_SCHEME):
        target = [_resource(words[-1], recursive=recursive)]
        found.append(("s3:PutObject", target))
        if "--delete" in options:
            found.append(("s3:DeleteObject", target))
    return found


def _resource(address: str, *, recursive: bool) -> Resource:
    path = address.removeprefix(_SCHEME)
    if recursive:
        return all_of(f"arn:aws:s3:::{path.rstrip('/')}/*")
    return one_of(f"arn:aws:s3:::{path.rstrip('/')}")


def _bucket(resource: Resource) -> Resource:
    return {**resource, "arn": resource["arn"].split("/", 1)[0]}
