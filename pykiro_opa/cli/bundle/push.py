"""`pykiro-opa bundle push`: a shared bundle into an OCI registry, where OPA and other teams find it."""

from __future__ import annotations

import click

from ...bundles.registries import oci
from ...bundles.shared import open_shared
from ...errors import ConfigurationError, UsageError
from .._output import emit, note
from ._files import read_file, read_key

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ...bundles.shared import SharedBundle


@click.command("push")
@click.argument("file")
@click.argument("target")
@click.option("--key", metavar="FILE", help="The public key that has to have signed it.")
@click.option("--unsigned", is_flag=True, help="Push it without a signature that anybody could check.")
@click.option("--replace", is_flag=True, help="Do not look at what the tag names: it is damaged, or pushed by mistake.")
def command(file: str, target: str, key: str | None, unsigned: bool, replace: bool) -> None:
    """Push a shared bundle to `oci://host/repository:tag`, in the layout that OPA pulls.

    What the tag names already has to be of the same origin and of a lower counter: servers take whatever the tag names,
    and deny everything where that is older than what is expected of them.
    """
    if (key is None) != unsigned:
        raise UsageError("name the key that has signed it with `--key`, or say `--unsigned`")
    data = read_file(file)
    public = None if key is None else read_key(key)
    bundle = open_shared(data, key=None if public is None else public.pem, what=f"`{file}`")
    if not replace:
        _check_order(bundle, oci.current(target), target)
    named = oci.push(data, target)
    repository = target.rpartition(":")[0]
    if public is None:
        note("it is not signed for anybody: who can write to the registry can change it")
    emit(f"{target} {bundle.digest}, counter {bundle.counter}\n{repository}@{named}\n", None)


def _check_order(bundle: SharedBundle, current: bytes | None, target: str) -> None:
    if current is None:
        return
    try:
        there = open_shared(current, key=None, what=f"`{target}`")
    except ConfigurationError as error:
        raise ConfigurationError(f"{error}, and add `--replace`") from None
    if there.digest == bundle.digest:
        return
    if there.origin != bundle.origin:
        raise ConfigurationError(
            f"`{target}`: it holds the guardrails of `{there.origin}`; name another repository, or `--replace` them"
        )
    if there.counter >= bundle.counter:
        raise ConfigurationError(
            f"`{target}`: it has counter {there.counter}, and nobody goes back; build with `--counter {there.counter + 1}`"
        )
