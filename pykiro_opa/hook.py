"""The agent's tool call: JSON on stdin, exit 0 for a clean allow, 2 with a reason on stderr for everything else.

As a script, `python -IS …/pykiro_opa/hook.py --root …`, it starts sooner than by the command `pykiro-opa-hook` and obeys
no environment. A script is compiled at every run, so only what starts is here; `judge` does the rest.
"""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Decide the tool call on stdin and leave."""
    try:
        import gc

        gc.disable()  # the process ends before there is anything to collect
        if __name__ == "__main__":
            _find_packages()
        from pykiro_opa import isolation

        isolation.forget_workspace([".", *sys.argv[2:]])
        from pykiro_opa import judge

        judge.main(sys.argv[1:])
    except BaseException as error:  # noqa: BLE001 - whatever happens here must not become an allow
        os.write(2, f"pykiro-opa: blocked: the hook cannot start: {type(error).__name__}: {error}\n".encode())
    finally:
        os._exit(2)


def _find_packages() -> None:
    """Put this package and those it needs on the path, which `-S` left to the standard library."""
    own = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    environment = os.path.dirname(os.path.dirname(sys.executable))
    site_packages = f"{environment}/lib/python{sys.version_info[0]}.{sys.version_info[1]}/site-packages"
    # Behind the standard library; a checkout needs the packages of its environment as well.
    sys.path += [own] if site_packages == own else [own, site_packages]
    if not any(os.path.isdir(f"{folder}/tree_sitter") for folder in sys.path[-2:]):
        import site

        site.main()


if __name__ == "__main__":
    main()
