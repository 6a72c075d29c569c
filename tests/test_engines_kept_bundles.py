"""Bundles by their digests: what is not this user's own file of these very bytes is not read."""

from __future__ import annotations

import os

import pytest

from pykiro_opa.engines import folders, kept_bundles
from pykiro_opa.errors import ConfigurationError
from pykiro_opa.events import sha256

LARGEST = 33_554_432
DATA = b"a bundle"
DIGEST = f"sha256:{sha256(DATA)}"


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache/pykiro-opa/bundles"


def test_what_is_kept_is_read_by_its_digest(folder):
    assert kept_bundles.read(DIGEST) is None
    assert kept_bundles.keep(DATA) == DIGEST
    assert kept_bundles.read(DIGEST) == DATA
    assert [path.name for path in folder.iterdir()] == [DIGEST.removeprefix("sha256:")]
    assert kept_bundles.read(f"sha256:{sha256(b'another')}") is None


@pytest.mark.parametrize(
    "digest",
    ["", "sha256:", DIGEST[:-1], DIGEST + "0", DIGEST.upper(), DIGEST.replace("sha256:", "sha256:../bundles/")],
)
def test_what_is_no_digest_is_nothing(digest):
    kept_bundles.keep(DATA)

    assert kept_bundles.read(digest) is None


def test_other_bytes_under_its_name_are_nothing(folder):
    kept_bundles.keep(DATA)
    place = folder / DIGEST.removeprefix("sha256:")
    place.write_bytes(DATA + b"x")

    assert kept_bundles.read(DIGEST) is None


def test_what_others_may_change_is_nothing(folder):
    kept_bundles.keep(DATA)
    kept_bundles.set_newest("oci://a", "key", DIGEST)
    folder.chmod(0o777)

    assert kept_bundles.read(DIGEST) is None
    assert kept_bundles.newest("oci://a", "key") is None


def test_a_bundle_has_at_most_32_mb():
    largest = kept_bundles.keep(b"x" * LARGEST)
    larger = kept_bundles.keep(b"x" * (LARGEST + 1))

    assert len(kept_bundles.read(largest) or b"") == LARGEST
    assert kept_bundles.read(larger) is None


def test_the_newest_is_that_of_one_source_and_who_signs():
    places = [("oci://a", "one"), ("oci://b", "one"), ("oci://a", "two"), ("oci://a\none", "")]
    for number, (source, key) in enumerate(places):
        kept_bundles.set_newest(source, key, f"sha256:{number}")

    assert [kept_bundles.newest(*place) for place in places] == [f"sha256:{number}" for number in range(4)]
    assert kept_bundles.newest("oci://c", "one") is None
    kept_bundles.set_newest(*places[0], "sha256:9")
    assert kept_bundles.newest(*places[0]) == "sha256:9"


def test_where_nothing_can_be_kept_it_is_said(folder):
    folder.parent.parent.write_text("no folder")
    place = os.path.join(folders.cache_folder(), "bundles")

    with pytest.raises(ConfigurationError) as caught:
        kept_bundles.keep(DATA)
    assert str(caught.value) == f"{place}: bundles cannot be kept there: Not a directory; make room or mend it"
    with pytest.raises(ConfigurationError):
        kept_bundles.set_newest("oci://a", "key", DIGEST)
