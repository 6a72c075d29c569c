"""boto3, botocore and their asynchronous kin: sessions, clients, and what is called on them."""

from __future__ import annotations

import re

from ....catalogue import interfaces
from ....catalogue.programs import UNKNOWN
from ...code.values import Foreign, Listing, Record, texts
from ..sdk import Operation, guessed_service, named, named_parameters, object_parameters
from .boto_objects import Objects, Resource

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ...code.values import Arguments, Values
    from ..sdk import Tell

# What a name of these libraries is; a session has the same factories as the module.
_LIBRARIES = ("boto3", "botocore", "aioboto3", "aiobotocore")
_SESSIONS = ("Session", "get_session", "AioSession", "setup_default_session")
_CLIENTS = ("client", "create_client")
# Methods of every client that call nothing.
_OWN = frozenset(("can_paginate", "close", "exceptions", "get_waiter", "meta", "waiter_names", "events"))
# Methods that botocore's operations do not know: operation, and the parameters that may be given by place.
_TRANSFERS = {
    "upload_file": ("put_object", ("Filename", "Bucket", "Key")),
    "upload_fileobj": ("put_object", ("Fileobj", "Bucket", "Key")),
    "download_file": ("get_object", ("Bucket", "Key")),
    "download_fileobj": ("get_object", ("Bucket", "Key")),
    "copy": ("copy_object", ("CopySource", "Bucket", "Key")),
    "generate_presigned_post": ("put_object", ("Bucket", "Key")),
}
_STUBS = re.compile(r"(?:types_a?io(?:boto3|botocore)|mypy_boto3|types_boto3)_(\w+)")


class Session:
    __slots__ = ("profiles",)

    def __init__(self, profiles: tuple[str, ...]) -> None:
        self.profiles = profiles


class Factory:
    """`client` or `resource` of a session."""

    __slots__ = ("makes", "profiles")

    def __init__(self, makes: str, profiles: tuple[str, ...]) -> None:
        self.makes = makes
        self.profiles = profiles


class Client:
    __slots__ = ("service", "profiles")

    def __init__(self, service: str, profiles: tuple[str, ...]) -> None:
        self.service = service
        self.profiles = profiles


class ClientMethod:
    __slots__ = ("of", "name")

    def __init__(self, of: Client, name: str) -> None:
        self.of = of
        self.name = name


class Paginator:
    __slots__ = ("of", "name")

    def __init__(self, of: Client, name: str) -> None:
        self.of = of
        self.name = name


class Boto:
    """What boto's names mean; `tell` is told of each operation."""

    def __init__(self, tell: Tell) -> None:
        self._tell = tell
        self._objects = Objects(tell)

    def member(self, of: object, name: str) -> Values | None:
        if isinstance(of, Foreign):
            return self._foreign(of, name)
        if isinstance(of, Session):
            return (Factory("client" if name in _CLIENTS else name, of.profiles),)
        if isinstance(of, Client):
            return self._client(of, name)
        if isinstance(of, Paginator) and name in ("paginate", "build_full_result"):
            return (ClientMethod(of.of, of.name),)
        found = self._objects.member(of, name)
        return (
            (Client(of.service, of.profiles),)
            if found is None and name == "client" and isinstance(of, Resource)
            else found
        )

    def _foreign(self, of: Foreign, name: str) -> Values:
        if of.path[0] in _LIBRARIES:
            if name in _CLIENTS or name == "resource":
                return (Factory("client" if name in _CLIENTS else name, ()),)
            if name == UNKNOWN:
                return (Factory(UNKNOWN, ()),)
        return (Foreign((*of.path, name)),)

    def _client(self, of: Client, name: str) -> Values:
        if name == "meta":
            return (Resource(of.service, "", {}, of.profiles),)
        return (ClientMethod(of, name),)

    def called(self, function: object, arguments: Arguments) -> Values | None:
        if isinstance(function, Foreign):
            return self._foreign_called(function, arguments)
        if isinstance(function, Factory):
            return self._made(function, arguments)
        if isinstance(function, ClientMethod):
            return self._performed(function.of, function.name, arguments)
        if isinstance(function, (Session, Client)):
            return (function,)
        return self._objects.called(function, arguments)

    def _foreign_called(self, function: Foreign, arguments: Arguments) -> Values | None:
        library, name = function.path[0], function.path[-1]
        if library in _LIBRARIES and name in _SESSIONS:
            return (Session(_profiles(arguments)),)
        if library in _LIBRARIES and (name in _CLIENTS or name == "resource"):
            return self._made(Factory("client" if name in _CLIENTS else name, ()), arguments)
        stubs = _STUBS.fullmatch(library)
        if stubs is not None and name.endswith(("Client", "ServiceResource")):
            service = interfaces.service(stubs[1]) or stubs[1]
            made = Client(service, ()) if name.endswith("Client") else Resource(service, "", {}, ())
            return (made,)
        return None

    def _made(self, factory: Factory, arguments: Arguments) -> Values:
        services = named(arguments.at(0, "service_name")) or [UNKNOWN]
        if factory.makes == "resource":
            return tuple(Resource(service, "", {}, factory.profiles) for service in services)
        if factory.makes in ("client", UNKNOWN):
            return tuple(Client(service, factory.profiles) for service in services)
        return (UNKNOWN,)

    def _performed(self, client: Client, name: str, arguments: Arguments) -> Values:
        if name in _OWN:
            return (UNKNOWN,)
        if name == "get_paginator":
            return tuple(Paginator(client, one) for one in named(arguments.at(0, "operation_name")))
        if name in ("generate_presigned_url", "_make_api_call"):
            for one in named(arguments.at(0, "ClientMethod", "operation_name")):
                self._told(client, one, object_parameters(arguments.at(1, "Params", "api_params")), arguments)
            return (UNKNOWN,)
        operation, places = _TRANSFERS.get(name, (name, ())) if client.service == "s3" else (name, ())
        given = dict(zip(places, arguments.given, strict=False)) | dict(arguments.named)
        self._told(client, operation, named_parameters(given, is_open=arguments.is_open), arguments)
        return (Record({}, is_open=True),)

    def _told(self, client: Client, name: str, given: dict[str, list[str]], arguments: Arguments) -> None:
        self._tell(Operation(client.service, name, given, arguments, profiles=client.profiles))

    def elements(self, of: object) -> Values | None:
        if isinstance(of, (Listing, Record)):
            return None
        return self._objects.elements(of)

    def unknown_called(self, receiver: str, name: str, arguments: Arguments) -> None:
        """A client that came from elsewhere: called after its service, and asked for one of its operations as boto is."""
        service = guessed_service(receiver, name, arguments.named)
        if service is not None:
            given = named_parameters(arguments.named, is_open=arguments.is_open)
            self._tell(Operation(service, name, given, arguments))


def _profiles(arguments: Arguments) -> tuple[str, ...]:
    return tuple(texts(arguments.named.get("profile_name", arguments.named.get("profile", ()))))
