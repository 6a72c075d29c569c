"""Infrastructure as code: Terraform, CloudFormation and IAM policy files as resources, before and after.

The one parser of such files. What cannot be evaluated stays an explicit unknown that carries its own source text
(`unknowns`), so the same text on both sides is the same value; what cannot be read at all is a problem, never nothing.
Importing this package is cheap: the hook asks `kind_of` for every file; parsers load when a file needs them.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .model import Problem, Resource, ResourceChange
    from .plan import Plan

__all__ = ["changes_between", "kind_of", "read_plan", "resources", "sides"]

_HCL = (".tf", ".tofu")
_JSON_OR_YAML = (".json", ".yaml", ".yml", ".template", ".jsonc", ".json5")
_ALWAYS_READ = ("terraform.tfvars", "terraform.tfvars.json")
_ANY_TEXT = (
    "txt", "cfn", "cform", "tpl", "tftpl", "j2", "jinja", "jinja2", "tmpl", "gotmpl", "erb", "hbs", "mustache", "policy",
    "pol", "iam", "aws", "conf", "cfg", "in", "inc", "dist", "example", "sample", "bak", "orig", "old", "new", "tmp",
)  # fmt: skip
_FIRST_WORDS = (
    b"{",
    b"[",
    b"//",
    b"/*",
    b"---",
    b"AWSTemplateFormatVersion",
    b"Resources:",
    b"Transform:",
    b"Version:",
    b"Statement:",
)
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def kind_of(path: str, content: bytes) -> str | None:
    """hcl, tfvars, tfjson, manifest or document (a template or a policy, in JSON or YAML); None for all other files.

    maybe is what has the look of a document under a name that says nothing: it is one if it can be read as one.

    By name and a few literals alone. Escapes and UTF-16 could spell the literals otherwise, so such files are read.
    """
    name = path.lower()
    if name.endswith(_HCL):
        return "hcl"
    if name.endswith((".auto.tfvars", ".auto.tfvars.json")) or name.rpartition("/")[2] in _ALWAYS_READ:
        return "tfvars"
    if name.endswith((".tf.json", ".tofu.json")):
        return "tfjson"
    is_named = name.endswith(_JSON_OR_YAML)
    if not is_named and not _may_be_a_document(name, content):
        return None
    is_template = b"AWSTemplateFormatVersion" in content or (b"Resources" in content and b"AWS::" in content)
    is_policy = b"Effect" in content and (b"Statement" in content or b"statements" in content)
    is_encoded = b"\\u00" in content or b"\\x" in content or content[:2] in _UTF16
    if is_template or is_policy or (is_encoded and is_named):
        return "document" if is_named else "maybe"
    return "manifest" if is_named and b"RoleBinding" in content and b"roleRef" in content else None


def _may_be_a_document(name: str, content: bytes) -> bool:
    """No extension, or one that tells a text or a template of one, and the first word of a document."""
    extension = name.rpartition("/")[2].rpartition(".")[2]
    return (
        extension in _ANY_TEXT or "." not in name.rpartition("/")[2]
    ) and content.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(_FIRST_WORDS)  # fmt: skip


def resources(
    files: Mapping[str, bytes], beside: Callable[[str], bytes | None] | None = None
) -> tuple[list[Resource], list[Problem]]:
    """The resources of one side of a change, references among the files resolved, and what could not be read.

    `beside` reads what files name that are not among them.
    """
    from .reading import read

    return read(files, beside)


def sides(
    before: Mapping[str, bytes],
    after: Mapping[str, bytes],
    renamed: Mapping[str, str] | None = None,
    beside: Callable[[str], bytes | None] | None = None,
) -> tuple[list[Resource], list[Resource], list[Problem]]:
    """All resources of both sides, changed or not, and the problems of the after side that the before side lacks.

    `renamed` maps a path of the before side to its path on the after side, `beside` reads files that are the same on
    both sides.
    """
    from .comparison import read_sides

    return read_sides(before, after, renamed or {}, beside)


def changes_between(
    old: list[Resource], new: list[Resource], renamed: Mapping[str, str] | None = None
) -> list[ResourceChange]:
    """What changes from some resources to others.

    Formatting, comments, order and the file in which a resource stands (of one Terraform module) are no change.
    """
    from .comparison import compare

    return compare(old, new, renamed or {})


def read_plan(content: bytes) -> Plan:
    """What a Terraform plan (JSON) would do. Raises InputError where it cannot be read whole."""
    from . import plan

    return plan.read_plan(content)
