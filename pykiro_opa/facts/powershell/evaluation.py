"""The values of expressions, under the variables that are set so far."""

from __future__ import annotations

from ...catalogue.programs import UNKNOWN
from . import operators
from .syntax import (
    Block,
    Constant,
    Expression,
    Group,
    Items,
    Joined,
    Member,
    Node,
    Operation,
    Pipeline,
    Table,
    Type,
    Variable,
)  # fmt: skip
from .values import TypeName, cut, is_unknown, items, joined, text
from .variables import AUTOMATIC

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from .sink import Sink

_DEEPEST = 100


class Evaluation:
    """The state of one text: variables, functions and aliases by lower-case name. `run` runs statements."""

    def __init__(self, sink: Sink, run: Callable[[Evaluation, Sequence[Node]], list[object]]) -> None:
        self.sink = sink
        self.variables: dict[str, object] = {}
        self.functions: dict[str, Block] = {}
        self.aliases: dict[str, str] = {}
        self.depth = 0
        self.line = 1
        self._called: set[int] = set()
        self._shared: dict[str, object] = {}
        self._run = run

    def statements(self, nodes: Sequence[Node]) -> object:
        """What statements put out."""
        return joined(self._run(self, nodes))

    def call(
        self,
        block: Block,
        arguments: Sequence[object] = (),
        given: object = None,
        *,
        keeps: bool = False,
        **named: object,
    ) -> object:
        """A block with arguments, and `given` as `$_`.

        Its own variables are gone when it ends, but where it runs in the place of its caller (`keeps`).
        """
        if self.depth > _DEEPEST // 4:
            self.sink.unresolved("code", "the PowerShell text calls itself too often to be followed", self.line)
            return UNKNOWN
        self._called.add(id(block.statements))
        before = self.variables
        own = {"args": list(arguments), "_": given, "psitem": given, "input": given, **named}
        own.update(zip(block.parameters, arguments, strict=False))
        own.update({name: UNKNOWN for name in block.parameters[len(arguments) :] if name not in named})
        self.variables = {**before, **own}
        self.depth += 1
        try:
            return self.statements(block.statements)
        finally:
            self.depth -= 1
            after, self.variables = self.variables, before
            if keeps:
                before.update({name: value for name, value in after.items() if name not in own})
            before.update(self._shared)

    def call_rest(self) -> None:
        """Functions that nobody called: who reads the text in may call them yet."""
        for block in list(self.functions.values()):
            if id(block.statements) not in self._called:
                self.call(block)

    def value(self, node: Node) -> object:
        self.sink.spend(1)
        self.depth += 1
        try:
            if self.depth > _DEEPEST:
                return UNKNOWN
            return _ROWS[type(node)](self, node) if type(node) in _ROWS else UNKNOWN
        finally:
            self.depth -= 1

    def lookup(self, name: str) -> object:
        """The value of a variable; one that nobody has set may have any."""
        found = self.variables.get(name, UNKNOWN)
        return AUTOMATIC.get(name, UNKNOWN) if is_unknown(found) else found

    def assign(self, name: str, value: object, *, is_shared: bool = False) -> None:
        self.variables[name] = value
        if is_shared:
            self._shared[name] = value
        if name.startswith("env:"):
            self.sink.set(name.removeprefix("env:"), text(value))


def _joined(state: Evaluation, node: Joined) -> object:
    found = cut("".join(text(state.value(part)) for part in node.parts))
    state.sink.spend(len(found) >> 6)
    return found


def _group(state: Evaluation, node: Group) -> object:
    """`(x)` of one expression is its value, a list of one included."""
    only = node.statements[0] if len(node.statements) == 1 else None
    if isinstance(only, Pipeline) and len(only.elements) == 1 and isinstance(only.elements[0], Expression):
        found = state.value(only.elements[0].value)
    else:
        found = state.statements(node.statements)
    return items(found) if node.is_array else found


def _operation(state: Evaluation, node: Operation) -> object:
    operator = node.operator
    if operator == "cast":
        type_ = node.operands[0]
        value = state.value(node.operands[1])
        name = type_.name if isinstance(type_, Type) else ""
        return _cast(state, name, value)
    if operator in ("++", "--"):
        _changed(state, node.operands[0])
        return UNKNOWN
    values = [state.value(operand) for operand in node.operands]
    return operators.apply(operator, values) if not _is_lost(operator, values) else UNKNOWN


def _is_lost(operator: str, values: list[object]) -> bool:
    """Whether an unknown value makes the whole unknown: of texts that are added only a part is."""
    return operator not in ("+", "-f", "-join", "??") and any(is_unknown(value) for value in values)


def _changed(state: Evaluation, target: Node) -> None:
    if isinstance(target, Variable):
        state.assign(target.name, UNKNOWN)


def _cast(state: Evaluation, name: str, value: object) -> object:
    if name in ("scriptblock", "management.automation.scriptblock"):
        from .methods import block_of

        return block_of(state, value)
    return operators.cast(name, value) if not is_unknown(value) else UNKNOWN


def _member(state: Evaluation, node: Member) -> object:
    from .methods import member

    object_ = state.value(node.object)
    name = state.value(node.name)
    given = None if node.arguments is None else [state.value(one) for one in node.arguments]
    state.line = node.line
    return member(state, object_, name, given)


def _table(state: Evaluation, node: Table) -> object:
    return {text(state.value(key)).lower(): state.value(value) for key, value in node.pairs}


_ROWS: dict[type[Node], Callable[[Evaluation, Node], object]] = {
    Block: lambda _state, node: node,
    Constant: lambda _state, node: node.value,  # type: ignore[attr-defined]
    Group: _group,  # type: ignore[dict-item]
    Items: lambda state, node: [state.value(item) for item in node.items],  # type: ignore[attr-defined]
    Joined: _joined,  # type: ignore[dict-item]
    Member: _member,  # type: ignore[dict-item]
    Operation: _operation,  # type: ignore[dict-item]
    Table: _table,  # type: ignore[dict-item]
    Type: lambda _state, node: TypeName(node.name),  # type: ignore[attr-defined]
    Variable: lambda state, node: state.lookup(node.name),  # type: ignore[attr-defined]
}
