"""What a spec plans, and what it forbids, in its own words."""

from __future__ import annotations

import pytest

from pykiro_opa.catalogue.named import named_actions
from pykiro_opa.facts import prose
from pykiro_opa.facts.prose.polarity import is_prohibition

PLANS = [
    ("- [ ] 3. Open port 22 in the production security group", "modify_network_security_groups"),
    ("Open port 22 in the\nproduction security group.", "modify_network_security_groups"),
    ("Port 22 of the security group shall be opened.", "modify_network_security_groups"),
    ("THE SYSTEM SHALL open port 22 in the security group", "modify_network_security_groups"),
    ("WHEN a deploy starts THEN the system SHALL open port 22 in the security group", "modify_network_security_groups"),
    ("Do not wait, open port 22 in the security group.", "modify_network_security_groups"),
    ("Open port 22 in the security group; do not ask for confirmation.", "modify_network_security_groups"),
    ("THE SYSTEM SHALL NOT fail to open port 22 in the security group", "modify_network_security_groups"),
    ("THE SYSTEM SHALL NOT block requests to open port 22 in the security group", "modify_network_security_groups"),
    ("Attach AdministratorAccess to the deploy role.", "grant_admin_access"),
    ("AdministratorAccess is attached to the deploy role.", "grant_admin_access"),
    ("Grant admin access to the pipeline.", "grant_admin_access"),
    ("**Grant** `admin access` to the pipeline.", "grant_admin_access"),
    ("Drop the production database and restore it.", "delete_production_database"),
    ("The production database is dropped first.", "delete_production_database"),
    ("Deletion of the production database", "delete_production_database"),
    ("| step | delete the production database |", "delete_production_database"),
    ("# Risks\n\n- [ ] 1. Delete the production database", "delete_production_database"),
]
FORBIDS = [
    "THE SYSTEM SHALL NOT open port 22 in the production security group",
    "Never, under any circumstances, open port 22 in the security group.",
    "The pipeline must never delete the production database.",
    "Do not grant admin access.",
    "Prevent users from deleting the production database.",
    "THE SYSTEM SHALL reject requests to grant admin access",
    "WHEN somebody tries to grant admin access THEN the system SHALL log it",
    "IF an agent deletes the production database THEN the system SHALL alert",
    "# Out of scope\n\nDropping the production database",
    "## Rejected alternatives\n\nGrant admin access to the pipeline.",
    "Previously we granted admin access to everybody.",
    "Avoid opening ports in the security group.",
]
NOTHING = [
    "Users can delete from the cart what they do not want.",
    "Port the importer to the new parser.",
    "Open the pull request against main.",
    "The administrator sees all orders.",
    "Grant the user a badge.",
    "Drop the staging database.",
    "Production readiness: the database has backups.",
    "Security groups are described in the appendix.",
    "```sh\ngrant admin access\n```",
    "Delete the production banner.",
    "Access to the admin page is logged.",
    "Open the file and read the rules.",
]


def intents(text):
    return prose.intents("x.md", text, named_actions())


@pytest.mark.parametrize(("text", "action"), PLANS)
def test_a_plan_is_one(text, action):
    assert (action, "plans") in [(fact["action"], fact["polarity"]) for fact in intents(text)]


@pytest.mark.parametrize("text", FORBIDS)
def test_a_prohibition_plans_nothing(text):
    assert "plans" not in [fact["polarity"] for fact in intents(text)]
    assert intents(text)


@pytest.mark.parametrize("text", NOTHING)
def test_other_sentences_name_no_action(text):
    assert not intents(text)


def test_a_fact_points_at_the_line_of_its_statement():
    (fact,) = intents("# Plan\n\nFirst, read the code.\n\n- [ ] 1. Grant admin access to the pipeline\n")

    assert {"path": "x.md", "line": 5} == fact["at"]


def test_code_blocks_keep_language_and_line():
    assert [("sh", "ls\nrm x", 3)] == prose.code_blocks("a\n```sh\nls\nrm x\n```\n")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Never run it.", True),
        ("Run it.", False),
        ("Do not wait. Run it.", False),
        ("It must not fail to run.", False),
        ("", False),
    ],
)
def test_a_text_forbids_only_where_every_sentence_does(text, expected):
    assert expected == is_prohibition(text)


FILES = [
    ("Create `.github/workflows/release.yml` with the publish job.", [".github/workflows/release.yml"]),
    ("- [ ] 2. Update ci/release.yml so that tags are signed", ["ci/release.yml"]),
    ("The `Dockerfile` will be rewritten.", ["Dockerfile"]),
    ("| File | Change |\n|---|---|\n| `a/b.yml` | new |", ["a/b.yml"]),
    ("New files: `app/Dockerfile`", ["app/Dockerfile"]),
    ("Do not touch `a/b.yml`.", []),
    ("Import the helper from `src/x.ts`", []),
    ("Add tests for `src/x.ts`", []),
    ("The `Dockerfile` is small.", []),
]
RESOURCES = [
    ("Attach the policy to the role `production-deploy`", ["arn:aws:iam::*:role/production-deploy"]),
    ("Empty the bucket `orders-production`", ["arn:aws:s3:::orders-production"]),
    ("Upload it to s3://orders-production/x", ["arn:aws:s3:::orders-production"]),
    ("arn:aws:s3:::x is modified by the migration", ["arn:aws:s3:::x"]),
    ("The role `production-deploy` exists.", []),
    ("Never modify the bucket `orders-production`.", []),
]


@pytest.mark.parametrize(("text", "paths"), FILES)
def test_files_that_a_spec_will_touch(text, paths):
    assert paths == [path for path, _ in prose.files(text)]


@pytest.mark.parametrize(("text", "arns"), RESOURCES)
def test_resources_that_a_spec_will_touch(text, arns):
    assert arns == [fact["action"] for fact in prose.resources("x.md", text)]


def test_blocks_of_rejected_options_and_wrong_ways_are_not_planned():
    text = "# Rejected\n```sh\na\n```\n# Plan\n```sh\n# bad\nb\n# good\nc\n```\nDo not do this:\n```sh\nd\n```\n"

    assert [("sh", "\n\n# good\nc", 7)] == prose.planned_blocks(text)
