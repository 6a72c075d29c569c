"""What is mutated, and by which tests it must be noticed."""

from __future__ import annotations

import glob
import os
import resource

# What tests load and no mutant changes; loaded once, before any fork.
PRELOADED = (
    "hypothesis", "jsonschema", "wasmtime", "yaml", "click", "unidiff", "tree_sitter", "tree_sitter_bash",
    "tree_sitter_hcl", "http.client", "http.server",
)  # fmt: skip
_MEMORY = 3 * 2**30
PYTHON = (
    "pykiro_opa/decisions.py",
    "pykiro_opa/disk.py",
    "pykiro_opa/events.py",
    "pykiro_opa/gate.py",
    "pykiro_opa/judge.py",
    "pykiro_opa/custom/*.py",
    "pykiro_opa/guardrails/*.py",
    "pykiro_opa/engines/*.py",
    "pykiro_opa/signatures/*.py",
    "pykiro_opa/bundles/difference.py",
    "pykiro_opa/bundles/publishing.py",
    "pykiro_opa/bundles/serving.py",
    "pykiro_opa/bundles/shared.py",
    "pykiro_opa/bundles/registries/*.py",
)
# Where not every survivor has been killed or explained since the code changed; what is not here must stay without any.
UNFINISHED: tuple[str, ...] = (
    "pykiro_opa/bundles/",
    "pykiro_opa/custom/",
    "pykiro_opa/signatures/",
)
# The beginning of a path, and the tests of what begins so; the first that fits.
_TESTS = (
    ("pykiro_opa/decisions.py", ("test_decisions", "test_guardrails_shared")),
    ("pykiro_opa/disk.py", ("test_disk", "test_gate", "test_gate_custom", "test_bundles_pinned")),
    ("pykiro_opa/events.py", ("test_events",)),
    ("pykiro_opa/gate.py", ("test_gate", "test_gate_custom", "test_gate_guardrails", "test_bundles_pinned")),
    ("pykiro_opa/judge.py", ("test_judge",)),
    ("pykiro_opa/guardrails/difference.py", ("test_guardrails_difference",)),
    (
        "pykiro_opa/guardrails/extending.py",
        ("test_guardrails_extending", "test_guardrails_parsing", "test_guardrails_schema"),
    ),
    ("pykiro_opa/guardrails/keys.py", ("test_guardrails_keys",)),
    ("pykiro_opa/custom/reading.py", ("test_gate_custom",)),
    ("pykiro_opa/custom/building.py", ("test_custom_judging", "test_build_library")),
    ("pykiro_opa/custom/", ("test_custom_checking", "test_custom_strict")),
    (
        "pykiro_opa/guardrails/custom_rules.py",
        ("test_guardrails_custom_rules", "test_custom_checking", "test_gate_custom"),
    ),
    ("pykiro_opa/engines/custom_modules.py", ("test_custom_judging",)),
    ("pykiro_opa/guardrails/shared.py", ("test_guardrails_shared",)),
    (
        "pykiro_opa/guardrails/loading.py",
        ("test_guardrails_loading", "test_guardrails_shared", "test_gate_custom", "test_guardrails_parsing"),
    ),
    (
        "pykiro_opa/guardrails/compilation.py",
        (
            "test_guardrails_comparison",
            "test_guardrails_loading",
            "test_guardrails_parsing",
            "test_guardrails_custom_rules",
        ),
    ),
    (
        "pykiro_opa/guardrails/expressions.py",
        ("test_guardrails_parsing", "test_guardrails_loading", "test_guardrails_shared"),
    ),
    ("pykiro_opa/guardrails/sharing.py", ("test_guardrails_sharing",)),
    ("pykiro_opa/guardrails/shapes.py", ("test_guardrails_shapes",)),
    ("pykiro_opa/guardrails/required.py", ("test_required", "test_guardrails_parsing")),
    ("pykiro_opa/guardrails/changed_settings.py", ("test_guardrails_comparison",)),
    ("pykiro_opa/guardrails/document.py", ("test_guardrails_parsing",)),
    ("pykiro_opa/guardrails/globs.py", ("test_globs",)),
    ("pykiro_opa/guardrails/problems.py", ("test_guardrails_parsing", "test_guardrails_shared")),
    ("pykiro_opa/guardrails/result.py", ("test_guardrails_custom_rules", "test_guardrails_loading")),
    ("pykiro_opa/guardrails/scanner.py", ("test_guardrails_parsing",)),
    (
        "pykiro_opa/guardrails/settings.py",
        ("test_guardrails_comparison", "test_guardrails_loading", "test_guardrails_parsing"),
    ),
    (
        "pykiro_opa/guardrails/",
        ("test_guardrails_comparison", "test_guardrails_loading", "test_guardrails_parsing", "test_globs"),
    ),
    ("pykiro_opa/signatures/keys.py", ("test_signatures_keys",)),
    ("pykiro_opa/signatures/", ("test_signatures_files",)),
    ("pykiro_opa/bundles/lock_changes.py", ("test_bundles_lock_changes",)),
    ("pykiro_opa/bundles/lock.py", ("test_bundles_lock",)),
    ("pykiro_opa/bundles/pinned.py", ("test_bundles_pinned",)),
    ("pykiro_opa/bundles/resolving.py", ("test_bundles_resolving",)),
    ("pykiro_opa/bundles/updating.py", ("test_bundles_updating",)),
    ("pykiro_opa/bundles/difference.py", ("test_guardrails_difference",)),
    ("pykiro_opa/bundles/shared.py", ("test_bundles_shared",)),
    ("pykiro_opa/bundles/publishing.py", ("test_bundles_shared",)),
    ("pykiro_opa/bundles/serving.py", ("test_bundles_serving",)),
    ("pykiro_opa/bundles/registries/_http.py", ("test_bundles_registries_https", "test_bundles_registries_oci")),
    ("pykiro_opa/bundles/registries/_oras.py", ("test_bundles_registries_oci",)),
    ("pykiro_opa/bundles/registries/oci.py", ("test_bundles_registries_oci", "test_bundles_registries")),
    ("pykiro_opa/bundles/registries/http", ("test_bundles_registries_https", "test_bundles_registries")),
    ("pykiro_opa/bundles/registries/", ("test_bundles_registries",)),
    ("pykiro_opa/engines/http1.py", ("test_engines_http1", "test_engines_http1_pieces")),
    ("pykiro_opa/engines/server.py", ("test_engines_server",)),
    ("pykiro_opa/engines/__init__.py", ("test_engines_embedded",)),
    ("pykiro_opa/engines/embedded.py", ("test_engines_embedded", "test_custom_judging")),
    ("pykiro_opa/engines/data.py", ("test_engines_data",)),
    ("pykiro_opa/engines/modules.py", ("test_engines_modules",)),
    ("pykiro_opa/engines/machine.py", ("test_engines_machine", "test_engines_bindings")),
    ("pykiro_opa/engines/c_api.py", ("test_engines_bindings", "test_engines_freed")),
    ("pykiro_opa/engines/slim.py", ("test_engines_bindings", "test_engines_freed")),
    ("pykiro_opa/engines/wheel.py", ("test_engines_wheel",)),
    ("pykiro_opa/engines/folders.py", ("test_engines_folders", "test_engines_running", "test_engines_kept")),
    ("pykiro_opa/engines/kept_bundles.py", ("test_engines_kept_bundles", "test_bundles_pinned")),
    ("pykiro_opa/engines/kept.py", ("test_engines_kept", "test_guardrails_shared", "test_gate_custom")),
    ("pykiro_opa/engines/running.py", ("test_engines_running",)),
    ("pykiro_opa/engines/choice.py", ("test_engines_choice",)),
    ("pykiro_opa/engines/abi.py", ("test_engines_abi",)),
    ("pykiro_opa/engines/", ("test_engines_bindings",)),
)


def rego_modules(root: str) -> list[str]:
    """The policies, without their tests."""
    found = glob.glob("policies/**/*.rego", root_dir=root, recursive=True)
    return sorted(path for path in found if not path.endswith("_test.rego"))


def python_modules(root: str) -> list[str]:
    return sorted(path for pattern in PYTHON for path in glob.glob(pattern, root_dir=root))


def tests_of(path: str) -> list[str]:
    names = next(names for beginning, names in _TESTS if path.startswith(beginning))
    return [os.path.join("tests", f"{name}.py") for name in names]


def limit_memory(process: int = 0) -> None:
    """No mutant may take the machine's memory with it; what is only reserved, as wasmtime does, is not counted."""
    resource.prlimit(process, resource.RLIMIT_DATA, (_MEMORY, _MEMORY))
