"""The AWS SDK for JavaScript: version 2's service objects, version 3's clients and commands."""

from __future__ import annotations

from ....catalogue import interfaces
from ....catalogue.programs import UNKNOWN
from ...code.values import NOTHING, Foreign, Record, texts
from ..sdk import Operation, guessed_service, object_parameters

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ...code.values import Arguments, Values
    from ..sdk import Tell

_SECOND = "aws-sdk"
_CLIENTS_OF_SECOND = "aws-sdk/clients/"
_CLIENTS_OF_THIRD = "@aws-sdk/client-"
_COMMAND = "Command"
_PAGINATES = "paginate"
# Methods of clients that call nothing by themselves; what is sent was told when it was made.
_OWN = frozenset((
    "send", "config", "destroy", "middlewareStack", "waitFor", "endpoint", "on", "setupRequestListeners", "promise",
    "defineService", "then", "catch", "finally", "bind", "constructor",
))  # fmt: skip
# What is given the name of an operation.
_NAMED = frozenset(("makeRequest", "makeUnauthenticatedRequest", "getSignedUrl", "getSignedUrlPromise"))
_OTHER_NAMES = {("s3", "upload"): "PutObject", ("s3", "createPresignedPost"): "PutObject"}
# The document clients' own names for the operations of DynamoDB.
_DOCUMENTS = {
    "get": "GetItem", "put": "PutItem", "delete": "DeleteItem", "update": "UpdateItem", "query": "Query", "scan": "Scan",
    "batchGet": "BatchGetItem", "batchWrite": "BatchWriteItem", "transactGet": "TransactGetItems",
    "transactWrite": "TransactWriteItems",
}  # fmt: skip
_DOCUMENT_MODULE, _UPLOAD_MODULE = "@aws-sdk/lib-dynamodb", "@aws-sdk/lib-storage"


class Client:
    """A service object of either version; `is_document` says that it is DynamoDB's document client."""

    __slots__ = ("service", "is_document")

    def __init__(self, service: str, *, is_document: bool = False) -> None:
        self.service = service
        self.is_document = is_document


class ClientMethod:
    __slots__ = ("of", "name")

    def __init__(self, of: Client, name: str) -> None:
        self.of = of
        self.name = name


class Sdk:
    """What the SDK's names mean; `tell` is told of each operation."""

    def __init__(self, tell: Tell) -> None:
        self._tell = tell

    def member(self, of: object, name: str) -> Values | None:
        return (ClientMethod(of, name),) if isinstance(of, Client) else None

    def called(self, function: object, arguments: Arguments) -> Values | None:
        if isinstance(function, ClientMethod):
            return self._performed(function.of, function.name, arguments)
        if isinstance(function, Client):
            return (function,)
        if not isinstance(function, Foreign):
            return None
        module, names = function.path[0], function.path[1:]
        if module == _SECOND or module.startswith(_CLIENTS_OF_SECOND):
            return _second(module, names)
        if module.startswith(_CLIENTS_OF_THIRD):
            service = interfaces.service(module.removeprefix(_CLIENTS_OF_THIRD))
            return None if service is None or not names else self._third(service, names[-1], arguments)
        if module == _DOCUMENT_MODULE and names:
            return self._document(names[-1], arguments)
        if module == _UPLOAD_MODULE and names == ("Upload",):
            self._upload(arguments)
        return None

    def _third(self, service: str, name: str, arguments: Arguments) -> Values:
        if name.endswith(_COMMAND):
            self._told(service, name.removesuffix(_COMMAND), arguments.at(0), arguments)
        elif name.startswith(_PAGINATES):
            self._told(service, name.removeprefix(_PAGINATES), arguments.at(1), arguments)
        elif name == UNKNOWN:
            self._told(service, UNKNOWN, arguments.at(0), arguments)
        elif interfaces.service(name.removesuffix("Client")) == service:
            return (Client(service),)
        return NOTHING

    def _document(self, name: str, arguments: Arguments) -> Values:
        operation = _DOCUMENTS.get(name[:1].lower() + name.removesuffix(_COMMAND)[1:])
        if operation is not None:
            self._told("dynamodb", operation, arguments.at(0), arguments)
        elif name == "DynamoDBDocument":
            return (Client("dynamodb", is_document=True),)
        return NOTHING

    def _upload(self, arguments: Arguments) -> None:
        for value in arguments.at(0):
            if isinstance(value, Record):
                self._told("s3", "PutObject", value.fields.get("params", NOTHING), arguments)

    def _performed(self, client: Client, name: str, arguments: Arguments) -> Values:
        if name == "from":
            return (client,)
        if name in _NAMED:
            for one in texts(arguments.at(0)):
                self._told(client.service, one, arguments.at(1), arguments)
        elif client.is_document:
            if name in _DOCUMENTS:
                self._told("dynamodb", _DOCUMENTS[name], arguments.at(0), arguments)
        elif name not in _OWN:
            operation = _OTHER_NAMES.get((client.service, name), name)
            self._told(client.service, operation, arguments.at(0), arguments)
        return NOTHING

    def _told(self, service: str, operation: str, parameters: Values, arguments: Arguments) -> None:
        self._tell(Operation(service, operation, object_parameters(parameters), arguments))

    def unknown_called(self, receiver: str, name: str, arguments: Arguments) -> None:
        """A client that came from elsewhere: called after its service, and asked for one of its operations as they are."""
        fields = [key for value in arguments.at(0) if isinstance(value, Record) for key in value.fields]
        service = guessed_service(receiver, name, fields)
        if service is not None:
            self._told(service, name, arguments.at(0), arguments)


def _second(module: str, names: tuple[str, ...]) -> Values | None:
    """`new AWS.IAM()`, `new AWS.DynamoDB.DocumentClient()`, `new IAM()` of `aws-sdk/clients/iam`."""
    if "DocumentClient" in names:
        return (Client("dynamodb", is_document=True),)
    name = names[0] if names else module.removeprefix(_CLIENTS_OF_SECOND) if module != _SECOND else ""
    if name == UNKNOWN:
        return (Client(UNKNOWN),)
    service = interfaces.service(name) if len(names) < 2 else None
    return None if service is None else (Client(service),)
