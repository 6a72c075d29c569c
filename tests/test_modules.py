"""What is read beside changed Terraform files, and that too much of it is said and not dropped."""

from __future__ import annotations

import pytest
from stories.judging import changed

from pykiro_opa.facts import modules

_ROOT = 'module "one" {\n  source = "./one"\n}\nmodule "two" {\n  source = "./two"\n}\n'
_BESIDE = {
    "live/locals.tf": 'locals {\n  name = "x"\n}\n',
    "live/one/main.tf": 'resource "aws_sqs_queue" "q" {}\n',
    "live/two/main.tf": 'module "three" {\n  source = "../three"\n}\n',
    "live/three/main.tf": 'resource "aws_sns_topic" "t" {}\n',
    "other/main.tf": "",
}


def _read(folders):
    change = changed({"live/main.tf": ""}, {"live/main.tf": _ROOT}, beside=_BESIDE)
    return modules.beside(folders, {"live/main.tf": b""}, change)


def test_a_module_is_read_with_its_neighbours_and_the_modules_it_calls():
    found, unread = _read({"live"})

    assert sorted(found) == sorted(path for path in _BESIDE if path.startswith("live/"))
    assert unread == []


@pytest.mark.parametrize(
    ("limit", "value", "why"),
    [("_MOST_BYTES", 20, "unchanged files beside"), ("_MOST_FOLDERS", 2, "calls modules beyond the 2")],
)
def test_what_is_too_much_is_unresolved_and_names_a_file(limit, value, why, monkeypatch):
    monkeypatch.setattr(modules, limit, value)

    found, unread = _read({"live"})

    assert len(found) < len(_BESIDE) - 1
    (fact,) = unread
    assert (fact["what"], fact["at"]["path"].startswith("live/"), why in fact["why"]) == ("size", True, True)


def test_what_is_too_much_needs_approval(monkeypatch):
    from stories.judging import judged

    from pykiro_opa.engines.embedded import EmbeddedEngine

    monkeypatch.setattr(modules, "_MOST_FOLDERS", 1)
    decision = judged(changed({"live/main.tf": ""}, {"live/main.tf": _ROOT}, beside=_BESIDE), EmbeddedEngine())

    assert "changes/unresolved" in {one["rule"] for one in decision.findings}
    assert decision.effect == "needs-approval"
