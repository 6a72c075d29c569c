"""Infrastructure as code: Terraform, CloudFormation and IAM policy files as resources, before and after.

The one parser of such files. What cannot be evaluated stays an explicit unknown that carries its own source text
(`unknowns`), so the same text on both sides is the same value; what cannot be read at all is a problem, never nothing.
Importing this package is cheap: the hook asks `kind_of` for every file; parsers load when a file needs them.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from .model import Problem, Resource, ResourceChange

__all__ = ["changes", "changes_of_plan", "kind_of", "resources"]

_HCL = (".tf", ".tofu")
_JSON_OR_YAML = (".json", ".yaml", ".yml", ".template")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def kind_of(path: str, content: bytes) -> str | None:
    """hcl, tfvars, tfjson or document (a template or a policy, in JSON or YAML); None for all other files.

    By name and a few literals alone. Escapes and UTF-16 could spell the literals otherwise, so such files are read.
    """
    name = path.lower()
    if name.endswith(_HCL):
        return "hcl"
    if name.endswith((".auto.tfvars", "terraform.tfvars")):
        return "tfvars"
    if name.endswith((".tf.json", ".tofu.json")):
        return "tfjson"
    if not name.endswith(_JSON_OR_YAML):
        return None
    is_template = b"AWSTemplateFormatVersion" in content or (b"Resources" in content and b"AWS::" in content)
    is_policy = b"Statement" in content and b"Effect" in content
    is_encoded = b"\\u00" in content or b"\\x" in content or content[:2] in _UTF16
    return "document" if is_template or is_policy or is_encoded else None


def resources(files: Mapping[str, bytes]) -> tuple[list[Resource], list[Problem]]:
    """The resources of one side of a change, references among the files resolved, and what could not be read."""
    from .reading import read

    return read(files)


def changes(
    before: Mapping[str, bytes], after: Mapping[str, bytes], renamed: Mapping[str, str] | None = None
) -> tuple[list[ResourceChange], list[Problem]]:
    """What changes from one side to the other, and the problems of the after side that the before side lacks.

    `renamed` maps a path of the before side to its path on the after side. Formatting, comments, order and the file in
    which a resource stands (of one Terraform module) are no change.
    """
    from .comparison import compare

    return compare(before, after, renamed or {})


def changes_of_plan(content: bytes) -> list[ResourceChange]:
    """What a Terraform plan (JSON) would do. Raises InputError where it cannot be read whole."""
    from .plan import plan_changes

    return plan_changes(content)
