"""Archives of any files, and what real OPA says of them."""

from __future__ import annotations

import io
import json
import subprocess
import tarfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

MANIFEST = json.dumps({"revision": "1", "roots": ["a"], "rego_version": 1}).encode()


def archive(files: Mapping[str, bytes] | Iterable[tuple[str, bytes]]) -> bytes:
    """A bundle of these files, in this order, the same path twice included."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w:gz") as tar:
        for path, content in files.items() if hasattr(files, "items") else files:
            member = tarfile.TarInfo(path)
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    return stream.getvalue()


class Opa:
    """Real OPA that signs and verifies with the keys in a folder."""

    def __init__(self, opa: str, folder: Path) -> None:
        self._opa = opa
        self._folder = folder

    def refuses(self, data: bytes, public: bytes, *, scope: str = "", algorithm: str = "ES256") -> str:
        """What OPA says of a bundle that it refuses; nothing of one that it accepts."""
        (self._folder / "bundle.tar.gz").write_bytes(data)
        (self._folder / "public.pem").write_bytes(public)
        done = self._run(
            "build", "--bundle", "bundle.tar.gz", "--verification-key", "public.pem", "--signing-alg", algorithm,
            "--scope", scope, "--output", "out.tar.gz",
        )  # fmt: skip
        return "" if done.returncode == 0 else done.stdout + done.stderr

    def signatures(
        self, data: bytes, private: bytes, *, claims: object = None, algorithm: str = "ES256"
    ) -> tuple[bytes, str]:
        """The `.signatures.json` that `opa sign` writes for a bundle, and why where it writes none."""
        (self._folder / "bundle.tar.gz").write_bytes(data)
        (self._folder / "private.pem").write_bytes(private)
        more = []
        if claims is not None:
            (self._folder / "claims.json").write_text(json.dumps(claims))
            more = ["--claims-file", "claims.json"]
        done = self._run(
            "sign", "--bundle", "bundle.tar.gz", "--signing-key", "private.pem", "--signing-alg", algorithm, *more
        )
        if done.returncode:
            return b"", done.stdout + done.stderr
        return (self._folder / ".signatures.json").read_bytes(), ""

    def _run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [self._opa, *arguments], cwd=self._folder, capture_output=True, text=True, check=False, timeout=60
        )
