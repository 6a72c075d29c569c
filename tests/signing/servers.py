"""Servers on loopback: files over HTTP and HTTPS, the tokens of a registry, and a real registry; ended by who started them."""

from __future__ import annotations

import base64
import datetime as dt
import ipaddress
import json
import socket
import ssl
import subprocess
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Self
from urllib.parse import parse_qs, urlsplit
from urllib.request import urlopen

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

USER, PASSWORD = "ada", "open-sesame"
_BCRYPT = "$2b$04$m7dVSmuUJA7u5WkbJ1SsgODNrIYxegZOEynj92Qm/Nd8IIsj9dPNy"  # of that password
BASIC = "Basic " + base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()


class Certificate:
    """A certificate of `127.0.0.1` and `localhost` that is its own authority: `cert` and `key` are files."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.secret = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
        now = dt.datetime.now(dt.UTC)
        names = [x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
        made = (
            x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(self.secret.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - dt.timedelta(days=1)).not_valid_after(now + dt.timedelta(days=1))
            .add_extension(x509.SubjectAlternativeName(names), critical=False)
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .sign(self.secret, hashes.SHA256())
        )  # fmt: skip
        self.der = made.public_bytes(Encoding.DER)
        self.cert, self.key = folder / "cert.pem", folder / "key.pem"
        self.cert.write_bytes(made.public_bytes(Encoding.PEM))
        self.key.write_bytes(self.secret.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))


class Files:
    """A web server: `answer(request)` gives status, headers and body; `seen` are the requests, each (path, headers)."""

    def __init__(self, answer: Callable, certificate: Certificate | None = None) -> None:
        self.seen: list[tuple[str, dict[str, str]]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                outer.seen.append((self.path, dict(self.headers)))
                status, headers, body = answer(self.path, self.headers)
                self.send_response(status)
                pieces = (body,) if isinstance(body, bytes) else body
                length = {"Content-Length": str(len(body))} if isinstance(body, bytes) else {}
                for name, value in {"Connection": "close", **length, **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                for piece in pieces:
                    self.wfile.write(piece)
                self.close_connection = True

            def log_message(self, *_: object) -> None:
                """Nothing."""

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *_: object) -> None:
                """A client that leaves is what is tested."""

            def finish_request(self, request: socket.socket, client_address: object) -> None:
                if context is None:
                    Handler(request, client_address, self)
                    return
                with context.wrap_socket(request, server_side=True) as secured:
                    Handler(secured, client_address, self)

        context = None
        if certificate is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate.cert, certificate.key)
        self._server = Server(("127.0.0.1", 0), Handler)
        self.host = f"127.0.0.1:{self._server.server_address[1]}"
        self.url = f"{'https' if certificate else 'http'}://{self.host}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


class Tokens:
    """What a registry of token authentication sends its clients to: tokens for who knows the password."""

    service, issuer = "registry", "tokens"

    def __init__(self, certificate: Certificate) -> None:
        self._certificate = certificate
        self.server = Files(self._answer)

    def _answer(self, path: str, headers: object) -> tuple[int, dict[str, str], bytes]:
        if headers.get("Authorization") != BASIC:
            return 401, {}, b"{}"
        asked = parse_qs(urlsplit(path).query)
        access = []
        for scope in asked.get("scope", []):
            kind, name, actions = scope.split(":")
            access.append({"type": kind, "name": name, "actions": actions.split(",")})
        now = int(time.time())
        claims = {
            "iss": self.issuer, "sub": USER, "aud": self.service, "iat": now, "nbf": now - 5, "exp": now + 300,
            "jti": str(now), "access": access,
        }  # fmt: skip
        chain = [base64.b64encode(self._certificate.der).decode()]
        said = ".".join(
            _encoded(json.dumps(part).encode()) for part in ({"alg": "ES256", "typ": "JWT", "x5c": chain}, claims)
        )
        r, s = decode_dss_signature(self._certificate.secret.sign(said.encode(), ec.ECDSA(hashes.SHA256())))
        token = f"{said}.{_encoded(r.to_bytes(32, 'big') + s.to_bytes(32, 'big'))}"
        return 200, {"Content-Type": "application/json"}, json.dumps({"token": token}).encode()


def _encoded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


class Registry:
    """A real docker-registry with what it holds in a folder; a stopped one starts again at the same address."""

    def __init__(
        self, program: str, folder: Path, *, password: bool = True, tokens: Tokens | None = None,
        certificate: Certificate | None = None,
    ) -> None:  # fmt: skip
        folder.mkdir(parents=True, exist_ok=True)
        self.host = f"127.0.0.1:{free_port()}"
        self.url = f"{'https' if certificate else 'http'}://{self.host}"
        lines = [
            "version: 0.1", "log: {level: error, accesslog: {disabled: true}}",
            f"storage: {{filesystem: {{rootdirectory: {folder}/data}}, delete: {{enabled: true}}}}",
        ]  # fmt: skip
        http = [f"addr: {self.host}"]
        if certificate is not None:
            http.append(f"tls: {{certificate: {certificate.cert}, key: {certificate.key}}}")
        lines.append(f"http: {{{', '.join(http)}}}")
        if tokens is not None:
            (folder / "tokens.pem").write_bytes(tokens._certificate.cert.read_bytes())
            lines.append(
                f"auth: {{token: {{realm: {tokens.server.url}/token, service: {tokens.service}, issuer: {tokens.issuer}, "
                f"rootcertbundle: {folder}/tokens.pem}}}}"
            )
        elif password:
            (folder / "htpasswd").write_text(f"{USER}:{_BCRYPT}\n")
            lines.append(f"auth: {{htpasswd: {{realm: guardrails, path: {folder}/htpasswd}}}}")
        (folder / "config.yml").write_text("\n".join(lines) + "\n")
        self.folder = folder
        self._command = [program, "serve", str(folder / "config.yml")]
        self._context = ssl.create_default_context(cafile=certificate.cert) if certificate else None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        self._process = subprocess.Popen(self._command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        for _ in range(200):
            if self._process.poll() is not None:
                raise AssertionError(self._process.stderr.read())
            try:
                with urlopen(self.url, timeout=5, context=self._context):
                    return
            except OSError:
                time.sleep(0.05)
        raise AssertionError("the registry did not become ready")

    def stop(self) -> None:
        if self._process.poll() is None:
            self._process.terminate()
        self._process.wait(10)
        self._process.stderr.close()


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]
