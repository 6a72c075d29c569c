"""Where the Rego library and its generated data lie, in a checkout as in an installed wheel."""

from __future__ import annotations

import os

from ..errors import ConfigurationError

_HERE = os.path.dirname(os.path.abspath(__file__))
_LIBRARY = os.path.join(_HERE, "library.json")
_PACKAGE = os.path.dirname(_HERE)


def library_text() -> str:
    """All data of the library as canonical JSON: `{"kiro": {"actions": {…}, "lib": {…}, …}}`."""
    try:
        with open(_LIBRARY, encoding="utf-8") as stream:
            return stream.read()
    except OSError as error:
        raise ConfigurationError(f"{_LIBRARY}: cannot be read: {error.strerror}; install pykiro-opa again") from None


def policies_root() -> str:
    """The folder `policies/`: inside the installed package, or beside it in a checkout."""
    for root in (os.path.join(_PACKAGE, "policies"), os.path.join(os.path.dirname(_PACKAGE), "policies")):
        if os.path.isdir(os.path.join(root, "kiro")):
            return root
    raise ConfigurationError(f"{_PACKAGE}: the folder `policies` is missing; install pykiro-opa again")
