"""The manifests: valid for Kubernetes, closed where they say so, and run here with a real OPA and signed bundles."""

from __future__ import annotations

import functools
import http.server
import subprocess
import threading
import time
from pathlib import Path

import kubernetes_validate
import pytest
import yaml
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from kubernetes_validate.utils import all_versions
from workspace import CHECKOUT, CONFIGURATION, SEED, Workspace

from pykiro_opa.engines import http1
from pykiro_opa.sidecar import readiness

EXAMPLES = CHECKOUT / "examples/kubernetes"
MANIFESTS = sorted(EXAMPLES.glob("*.yaml"))
VERSIONS = [version for version in all_versions() if tuple(map(int, version.split(".")[:2])) >= (1, 29)]


def document(name):
    return yaml.safe_load((EXAMPLES / name).read_text())


@pytest.fixture(scope="module")
def pod():
    return document("deployment.yaml")["spec"]["template"]["spec"]


@pytest.fixture(scope="module")
def opa_container(pod):
    return next(one for one in pod["initContainers"] if one["name"] == "opa")


@pytest.mark.parametrize("path", MANIFESTS, ids=lambda path: path.name)
@pytest.mark.parametrize("version", [VERSIONS[0], VERSIONS[-1]])
def test_a_manifest_is_valid(path, version):
    kubernetes_validate.validate(yaml.safe_load(path.read_text()), version, strict=True)


def test_the_schemas_refuse_what_is_wrong():
    broken = document("deployment.yaml")
    broken["spec"]["template"]["spec"]["initContainers"][0]["restartPolicies"] = "Always"
    with pytest.raises(kubernetes_validate.ValidationError):
        kubernetes_validate.validate(broken, VERSIONS[-1], strict=True)


def test_opa_is_a_native_sidecar_that_is_ready_first(opa_container):
    assert opa_container["restartPolicy"] == "Always"
    assert opa_container["startupProbe"]["httpGet"]["path"] == "/health?bundles"
    assert opa_container["readinessProbe"]["httpGet"]["path"] == "/health?bundles"
    # A registry that is down must not end an OPA that holds its bundles.
    assert opa_container["livenessProbe"]["httpGet"]["path"] == "/health"


def test_every_container_is_closed(pod):
    assert pod["automountServiceAccountToken"] is False
    assert (pod["securityContext"]["runAsNonRoot"], pod["securityContext"]["runAsUser"]) == (True, 65532)
    for container in [*pod["initContainers"], *pod["containers"]]:
        context = container["securityContext"]
        assert context["readOnlyRootFilesystem"] is True
        assert context["allowPrivilegeEscalation"] is False
        assert context["capabilities"] == {"drop": ["ALL"]}
        assert {"memory"} <= set(container["resources"]["limits"])
    assert {"cpu", "memory"} == set(pod["initContainers"][0]["resources"]["limits"])


def test_nobody_may_connect():
    policy = document("networkpolicy.yaml")["spec"]
    assert policy["ingress"] == []
    assert policy["policyTypes"] == ["Ingress", "Egress"]
    assert all(rule["to"] and rule["ports"] for rule in policy["egress"])
    labels = document("deployment.yaml")["spec"]["template"]["metadata"]["labels"]
    assert policy["podSelector"]["matchLabels"].items() <= labels.items()


def test_access_and_masks_are_those_of_the_sidecar():
    data = document("config.yaml")["data"]
    own = CHECKOUT / "pykiro_opa/sidecar"
    for key, path in {
        "authz.rego": "authz/system/authz/authz.rego", "authz.manifest": "authz/.manifest",
        "log.rego": "masks/system/log/log.rego", "masks.manifest": "masks/.manifest",
    }.items():  # fmt: skip
        assert data[key].strip() == (own / path).read_text().strip()


def test_no_bundle_is_taken_unsigned_and_none_is_asked_for_without_a_pause():
    found = yaml.safe_load(document("config.yaml")["data"]["config.yaml"])
    for bundle in found["bundles"].values():
        assert bundle["signing"]["keyid"] in found["keys"]
        assert bundle["polling"]["max_delay_seconds"] >= bundle["polling"]["min_delay_seconds"] > 0


@pytest.fixture(scope="module")
def key():
    return ec.generate_private_key(ec.SECP256R1())


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    return Workspace(tmp_path_factory.mktemp("w") / "w", {CONFIGURATION: SEED})


@pytest.fixture(scope="module")
def published(opa, key, workspace, tmp_path_factory):
    """The two bundles in a folder, signed by OPA itself, and a server for it."""
    folder = tmp_path_factory.mktemp("published")
    (folder / "key.pem").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    built = workspace.run("bundle", "build", "--output", str(folder / "unsigned"))
    assert built.returncode == 0, built.stderr
    served = folder / "served"
    served.mkdir()
    for name in ("library", "guardrails"):
        subprocess.run(
            [opa, "build", "--bundle", folder / "unsigned" / f"{name}.tar.gz", "--output", served / f"{name}.tar.gz",
             "--signing-alg=ES256", "--signing-key", folder / "key.pem"],
            check=True, capture_output=True,
        )  # fmt: skip
    handler = functools.partial(Quiet, directory=str(served))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield served, f"http://127.0.0.1:{server.server_port}", folder / "unsigned"
    server.shutdown()
    thread.join()
    server.server_close()


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        return


class Pod:
    """OPA with the container's own arguments and files, below a folder instead of the root."""

    def __init__(self, opa, container, folder, url, public_key):
        self.folder = folder
        data = document("config.yaml")["data"]
        for mount in container["volumeMounts"]:
            target = folder / mount["mountPath"].lstrip("/")
            if "subPath" in mount:
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text({**data, "key.pem": public_key}[mount["subPath"]])
            else:
                target.mkdir(parents=True, exist_ok=True)
        moved = {"/etc/opa": f"{folder}/etc/opa", "unix:///run/opa": f"unix://{folder}/run/opa", "0.0.0.0:8282": f"unix://{folder}/diagnostics"}  # fmt: skip
        command = [
            functools.reduce(lambda text, pair: text.replace(*pair), moved.items(), one) for one in container["args"]
        ]
        self.address = f"unix:{folder}/run/opa/opa.sock"
        self.log = (folder / "log").open("wb")
        self.process = subprocess.Popen([opa, *command], env={"GUARDRAILS_URL": url}, stdout=self.log, stderr=self.log)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(20)
        self.log.close()

    def told(self):
        return (self.folder / "log").read_text()

    def ready(self, seconds):
        ends_at = time.monotonic() + seconds
        while time.monotonic() < ends_at:
            assert self.process.poll() is None, self.told()
            if readiness.is_healthy(f"unix:{self.folder}/diagnostics", None):
                return True
            time.sleep(0.05)
        return False


def public(key):
    pem = key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    return pem.decode()


@pytest.fixture
def short(tmp_path):
    """A folder whose path leaves room for the names of sockets."""
    import tempfile

    with tempfile.TemporaryDirectory(prefix="k") as folder:
        yield Path(folder)


def test_the_pod_decides_as_the_embedded_engine_does(opa, opa_container, published, key, workspace, short):
    with Pod(opa, opa_container, short, published[1], public(key)) as pod:
        assert pod.ready(30), pod.told()
        for command in ("aws s3 rm s3://data-production/key", "git status", "echo FROM x > Dockerfile"):
            embedded, served = (
                workspace.decide("--command", command, "--engine", engine) for engine in ("embedded", pod.address)
            )
            assert embedded == served
        assert (Path(pod.address.removeprefix("unix:")).stat().st_mode & 0o777) == 0o600
        assert http1.exchange(http1.parse_address(pod.address), "GET", "/v1/config", deadline=20)[0] == 401
        assert "data-production" not in pod.told()
        assert '"effect":"deny"' in pod.told()


def test_the_pod_takes_no_unsigned_bundle_and_is_not_ready(opa, opa_container, published, key, short):
    folder, url, unsigned = published
    signed = (folder / "guardrails.tar.gz").read_bytes()
    (folder / "guardrails.tar.gz").write_bytes((unsigned / "guardrails.tar.gz").read_bytes())
    try:
        with Pod(opa, opa_container, short, url, public(key)) as pod:
            assert not pod.ready(3)
            assert "signature" in pod.told()
    finally:
        (folder / "guardrails.tar.gz").write_bytes(signed)


def test_the_pod_takes_no_bundle_of_another_key(opa, opa_container, published, short):
    with Pod(opa, opa_container, short, published[1], public(ec.generate_private_key(ec.SECP256R1()))) as pod:
        assert not pod.ready(3)


def test_the_control_plane_builds_the_same_two_bundles():
    found = yaml.safe_load((CHECKOUT / "examples/control-plane/config.yaml").read_text())
    assert set(found) <= {"metadata", "bundles", "stacks", "sources", "secrets", "tokens", "database", "service"}
    assert set(found["bundles"]) == {"library", "guardrails"}
    for bundle in found["bundles"].values():
        assert all(requirement["source"] in found["sources"] for requirement in bundle["requirements"])
        assert bundle["object_storage"]["aws"]["credentials"] in found["secrets"]
    assert (CHECKOUT / found["sources"]["library"]["git"]["path"] / "kiro").is_dir()
