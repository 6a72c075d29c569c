"""JavaScript's imports: a module's default is the module itself."""

from __future__ import annotations

from ..syntax import Imported, Unknown
from .texts import literal, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tree_sitter import Node as Tree

    from ..syntax import Node, Scope
    from .reading import Reader


def imported(_reader: Reader, tree: Tree, scope: Scope) -> Node:
    """`import a, {b as c} from "m"`, `import * as a from "m"`, `import a = require("m")`."""
    source = tree.child_by_field_name("source")
    for clause in tree.named_children:
        if clause.type == "import_require_clause":
            named, inner = clause.named_children[:1], clause.child_by_field_name("source")
            if named and inner is not None:
                scope.bind(text_of(named[0]), Imported(literal(inner)))
        elif clause.type == "import_clause" and source is not None:
            for one in clause.named_children:
                _clause(one, literal(source), scope)
    return Unknown()


def _clause(tree: Tree, module: str, scope: Scope) -> None:
    if tree.type == "identifier":
        scope.bind(text_of(tree), Imported(module))
    elif tree.type == "namespace_import":
        for one in tree.named_children:
            scope.bind(text_of(one), Imported(module))
    elif tree.type == "named_imports":
        for one in tree.named_children:
            name, alias = one.child_by_field_name("name"), one.child_by_field_name("alias")
            if name is not None:
                member = literal(name) if name.type == "string" else text_of(name)
                path = (module,) if member == "default" else (module, member)
                scope.bind(text_of(alias or name), Imported(*path))
