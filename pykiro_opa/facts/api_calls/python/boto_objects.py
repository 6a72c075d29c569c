"""boto3's objects (`resource("s3").Bucket("b").delete()`), by the table of what their methods call."""

from __future__ import annotations

from ....catalogue import interfaces
from ....catalogue.programs import UNKNOWN
from ...code.values import NOTHING, Arguments
from ..sdk import Operation, named_parameters

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from ...code.values import Values
    from ..sdk import Tell

_WHOLE = frozenset(("all", "filter", "limit", "page_size", "pages"))  # of a collection, again a collection
# What boto3 adds to its own table: (service, type, method): operation, parameters that are identifiers, and by place.
_ADDED: dict[tuple[str, str, str], tuple[str, dict[str, str], tuple[str, ...]]] = {
    ("s3", "Bucket", "upload_file"): ("PutObject", {"Bucket": "Name"}, ("Filename", "Key")),
    ("s3", "Bucket", "upload_fileobj"): ("PutObject", {"Bucket": "Name"}, ("Fileobj", "Key")),
    ("s3", "Bucket", "download_file"): ("GetObject", {"Bucket": "Name"}, ("Key",)),
    ("s3", "Bucket", "download_fileobj"): ("GetObject", {"Bucket": "Name"}, ("Key",)),
    ("s3", "Bucket", "copy"): ("CopyObject", {"Bucket": "Name"}, ("CopySource", "Key")),
    ("s3", "Object", "upload_file"): ("PutObject", {"Bucket": "BucketName", "Key": "Key"}, ()),
    ("s3", "Object", "upload_fileobj"): ("PutObject", {"Bucket": "BucketName", "Key": "Key"}, ()),
    ("s3", "Object", "download_file"): ("GetObject", {"Bucket": "BucketName", "Key": "Key"}, ()),
    ("s3", "Object", "download_fileobj"): ("GetObject", {"Bucket": "BucketName", "Key": "Key"}, ()),
    ("s3", "Object", "copy"): ("CopyObject", {"Bucket": "BucketName", "Key": "Key"}, ("CopySource",)),
    ("dynamodb", "Table", "batch_writer"): ("BatchWriteItem", {"TableName": "Name"}, ()),
    ("ec2", "", "create_tags"): ("CreateTags", {}, ()),
    ("ec2", "", "delete_tags"): ("DeleteTags", {}, ()),
}


class Resource:
    """An object of a type (the service itself under the empty name), with its identifiers as far as they are known."""

    __slots__ = ("service", "type", "identifiers", "profiles")

    def __init__(self, service: str, type_: str, identifiers: Mapping[str, Values], profiles: tuple[str, ...]) -> None:
        self.service = service
        self.type = type_
        self.identifiers = identifiers
        self.profiles = profiles


class ResourceMethod:
    __slots__ = ("of", "name")

    def __init__(self, of: Resource, name: str) -> None:
        self.of = of
        self.name = name


class Collection:
    """All objects of a type that another one has, or some of them."""

    __slots__ = ("of", "operation", "type")

    def __init__(self, of: Resource, operation: str, type_: str) -> None:
        self.of = of
        self.operation = operation
        self.type = type_

    def member(self) -> Resource:
        """Any of them: what it has in common with its owner is known."""
        return Resource(self.of.service, self.type, _inherited(self.of, self.type), self.of.profiles)


class CollectionMethod:
    __slots__ = ("of", "name")

    def __init__(self, of: Collection, name: str) -> None:
        self.of = of
        self.name = name


class Objects:
    def __init__(self, tell: Tell) -> None:
        self._tell = tell

    def member(self, of: object, name: str) -> Values | None:
        if isinstance(of, Collection):
            return (CollectionMethod(of, name),)
        if not isinstance(of, Resource):
            return None
        if name == "meta":
            return (of,)
        if name == "client":
            return None
        type_ = _type(of.service, of.type)
        if name in type_.get("many", ()):
            return (Collection(of, *type_["many"][name]),)
        made = type_.get("has", {}).get(name)
        if made is not None and "" not in made[1]:
            return (_made(of, made, (), {}),)
        return (ResourceMethod(of, name),)

    def called(self, function: object, arguments: Arguments) -> Values | None:
        if isinstance(function, ResourceMethod):
            return self._method(function.of, function.name, arguments)
        if isinstance(function, CollectionMethod):
            return self._collection(function.of, function.name, arguments)
        return (function,) if isinstance(function, Resource) else None

    def _method(self, of: Resource, name: str, arguments: Arguments) -> Values:
        type_ = _type(of.service, of.type)
        made = type_.get("has", {}).get(name)
        if made is not None:
            return (_made(of, made, arguments.given, arguments.named),)
        if of.service == UNKNOWN:
            return (Resource(UNKNOWN, name, {}, of.profiles),) if name[:1].isupper() else NOTHING
        added = _ADDED.get((of.service, of.type, name))
        operation, result = "", ""
        identifiers: Mapping[str, str] = {}
        sources: Sequence[str] = ()
        places: Sequence[str] = ()
        if added is not None:
            operation, identifiers, places = added
        elif name in type_.get("do", ()):
            operation, identifiers, result, sources = type_["do"][name]
        elif UNKNOWN in name:
            operation = name
        else:
            return NOTHING
        given = dict(zip(places, arguments.given, strict=False)) | dict(arguments.named)
        self._told(of, operation, identifiers, given, arguments)
        return (_made(of, (result, sources), (), given),) if result else NOTHING

    def _collection(self, of: Collection, name: str, arguments: Arguments) -> Values:
        if name in _WHOLE:
            self._told(of.of, of.operation, _owner(of.of), {}, arguments)
            return (of,)
        done = _type(of.of.service, of.type).get("all", {}).get(name)
        if done is not None:
            self._told(of.member(), done[0], {"Bucket": "BucketName"} if of.of.service == "s3" else {}, {}, arguments)
        return NOTHING

    def _told(
        self,
        of: Resource,
        operation: str,
        identifiers: Mapping[str, str],
        given: Mapping[str, Values],
        arguments: Arguments,
    ) -> None:
        known = {parameter: of.identifiers.get(name, NOTHING) for parameter, name in identifiers.items()}
        parameters = named_parameters({**given, **known}, is_open=arguments.is_open)
        self._tell(Operation(of.service, operation, parameters, arguments, profiles=of.profiles))

    def elements(self, of: object) -> Values | None:
        return (of.member(),) if isinstance(of, Collection) else None


def _type(service: str, type_: str) -> Mapping[str, Any]:
    found = interfaces.objects(service) if service not in _read else _read[service]
    if service not in _read and found is not None:
        _read[service] = found
    types: Mapping[str, Any] = found or {}
    row: Mapping[str, Any] = types.get(type_, {})
    return row


_read: dict[str, Any] = {}


def _made(of: Resource, made: Any, given: Any, named: Mapping[str, Values]) -> Resource:
    """What leads on from an object: a type, and where each of its identifiers comes from."""
    type_, sources = made
    names = _type(of.service, type_).get("ids", ())
    arguments = iter(given)
    identifiers = {}
    for name, source in zip(names, sources, strict=False):
        if source == "":
            identifiers[name] = next(arguments, named.get(name.lower(), named.get(name, NOTHING)))
        elif source.startswith("."):
            identifiers[name] = of.identifiers.get(source[1:], NOTHING)
        elif source.startswith("="):
            identifiers[name] = named.get(source[1:], NOTHING)
    return Resource(of.service, type_, identifiers, of.profiles)


def _inherited(of: Resource, type_: str) -> dict[str, Values]:
    """`BucketName` of a bucket's objects is the bucket's `Name`."""
    names = _type(of.service, type_).get("ids", ())
    found = {f"{of.type}{name}": values for name, values in of.identifiers.items()} | dict(of.identifiers)
    return {name: found[name] for name in names if name in found and f"{of.type}{name}" not in names}


def _owner(of: Resource) -> dict[str, str]:
    return {"Bucket": "Name"} if (of.service, of.type) == ("s3", "Bucket") else {}
