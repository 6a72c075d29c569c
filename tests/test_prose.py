"""What a spec plans, and what it forbids, in its own words."""

from __future__ import annotations

import sys
import time

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
    ("The old production database goes away.", "delete_production_database"),
    ("Production database: deletion in June", "delete_production_database"),
    ("The KMS key is old, so schedule its deletion.", "delete_encryption_key"),
    ("Force-push the result.", "rewrite_history"),
    ("One-time codes are no longer required.", "disable_mfa"),
    ("| Port | Source |\n|---|---|\n| 22 | 0.0.0.0/0 |", "open_network_to_internet"),
    ("| Setting | Value |\n|---|---|\n| ACL | public-read |", "grant_public_access"),
    ("```mermaid\nsequenceDiagram\n  A->>B: DeleteBucket\n```", "delete_object_storage"),
    ("Terraform cannot replace the instance:\n\n- disable termination protection", "disable_deletion_protection"),
    ("Tear the production-like database of the live system down.", "delete_database"),
    ("The job deletes every existing snapshot of the cluster.", "delete_backups"),
    ("Before every run the agent drops the database `orders` in production.", "delete_database"),
    ("Instead of a shared group we make `/srv/build` world-writable.", "weaken_host_permissions"),
    ("| Resource | Setting | Value |\n|---|---|---|\n| `db` | `publicly_accessible` | `true` |", "grant_public_access"),
    ("| Record | Old target | New target |\n|---|---|---|\n| `api.acme.io` (CNAME) | `a` | `b` |", "modify_dns"),
    ('```diff\n-  protocol = "HTTPS"\n+  protocol = "HTTP"\n```', "disable_encryption"),
    ("```\n*/5 * * * * /opt/acme/bin/tunnel.sh\n```", "install_persistence"),
    ("Change the URL from `https://a.internal` to `http://a.internal`.", "disable_encryption"),
    (
        '```json\n{"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}\n```',
        "modify_trust_policy",
    ),
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
    "Refuse `git push --force` on the server.",
    "The job no longer deletes the production database.",
    "Reject `terraform destroy`, `kubectl delete namespace` and `rm -rf /`.",
    "Instead of dropping the production database we archive it.",
    "Only a human may delete the production database.",
    "A bug allowed anybody to delete the production database.",
    "The view shows which tables of the database were created, altered or dropped by whom.",
    "Add a dialog for 'Delete the production database'.",
    "Replace `chmod 777` by proper ownership.",
    "`terraform destroy` needs two approvals.",
    "A runbook for the case that the production database is dropped.",
    "Under no condition may it disable CloudTrail, or to delete the audit log.",
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
    "| Role | Delete the bucket |\n|---|---|\n| viewer | no |",
    "Restore the deleted snapshot.",
    "Drop tables and chairs of the restaurant as loot.",
    "Turn on the block of public access.",
    "Redirect from http to https.",
    '```diff\n-  acl = "public-read"\n+  acl = "private"\n```',
    "| Record | Old target | New target |\n|---|---|---|\n| `api.acme.io` (CNAME) | `a` | `a` |",
    "```\n1 2 3 4 5 columns of a table\n```",
]


def intents(text):
    return prose.intents("x.md", text, prose.Index(named_actions()))


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


OVER_AND_OVER = [
    "delete the production database ",
    "do not delete the production database. ",
    "terraform apply\n",
    "disable mfa ",
    "- delete the bucket\n",
    "| delete | database ",
    " `a/b.txt` ",
]


@pytest.mark.parametrize("phrase", OVER_AND_OVER)
def test_a_phrase_said_over_and_over_takes_as_many_steps_as_it_is_long(phrase):
    def steps(size):
        text = (phrase * size)[:size]
        taken = 0

        def count(_frame, _event, _argument):
            nonlocal taken
            taken += 1

        before = sys.getprofile()
        sys.setprofile(count)
        try:
            intents(text)
            prose.resources("x.md", text)
            list(prose.files(text))
        finally:
            sys.setprofile(before)
        return taken

    steps(2**10)  # what is read or compiled once

    assert steps(2**15) < 4.4 * steps(2**13)


@pytest.mark.parametrize("phrase", OVER_AND_OVER)
def test_no_pattern_goes_back_over_what_is_said_over_and_over(phrase):
    """What a pattern does within itself is no step that can be counted: where it went back, this would take minutes."""
    text = (phrase * 2**16)[: 2**16]
    begun = time.process_time()

    intents(text)
    prose.resources("x.md", text)
    list(prose.files(text))

    assert time.process_time() - begun < 15


def test_of_very_many_mentions_in_a_statement_one_is_taken_for_a_plan():
    assert [fact["polarity"] for fact in intents("never drop the production database " * 40)][:1] == ["plans"]
