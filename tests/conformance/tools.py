"""Small independent verifiers of the machine: openssl, pdfsig (poppler-utils) and pkilint.

A signature is named by its field, or by its rank among signatures and document timestamps in the order of revisions.
None of them judges a whole signature: openssl reads one CMS or one timestamp, pdfsig the integrity, pkilint
a certificate.
"""

from __future__ import annotations

import json
import os
import re
import ssl
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tests.conformance.der import Signed, certificates, signature_timestamp, signed_parts


@dataclass(frozen=True)
class Outcome:
    """What a command said: `ok` is its exit status, `text` everything it printed."""

    ok: bool
    text: str


@dataclass(frozen=True)
class PdfsigSignature:
    """One signature as pdfsig lists it; `checks` are the lines after "Signature Validation" and the like."""

    number: int
    field: str
    signer: str | None
    hash: str | None
    type: str | None
    valid: bool
    whole_document: bool


@dataclass(frozen=True)
class Finding:
    """One remark of pkilint on a certificate."""

    severity: str
    code: str
    node: str
    message: str | None


def openssl_cms_verify(pdf: Path, field: str | int, ca: Path, at: datetime | None = None) -> Outcome:
    """`openssl cms -verify -cades` of that signature: integrity, chain, and the signing certificate it names."""
    part = _part(pdf, field)
    with tempfile.TemporaryDirectory() as folder:
        content, token = _written(folder, content=part.covered, token=part.cms)
        files = ["-inform", "DER", "-in", token, "-content", content, "-CAfile", str(ca), "-out", "/dev/null"]
        return _run(
            ["openssl", "cms", "-verify", "-cades", "-binary", "-purpose", "any", *files, *_attime(at)]
        )


def openssl_ts_verify(pdf: Path, field: str | int, ca: Path, at: datetime | None = None) -> Outcome:
    """`openssl ts -verify` of a document timestamp, or of the timestamp inside a signature."""
    token, stamped = _timestamp(_part(pdf, field))
    with tempfile.TemporaryDirectory() as folder:
        data, tst, untrusted = _written(folder, data=stamped, tst=token, untrusted=certificates(token))
        files = ["-in", tst, "-data", data, "-CAfile", str(ca), "-untrusted", untrusted]
        return _run(["openssl", "ts", "-verify", "-token_in", *files, *_attime(at)])


def pdfsig(pdf: Path) -> list[PdfsigSignature]:
    """Integrity only: chains are not asked (`-nocert`), and a document timestamp is never `valid`: beyond pdfsig."""
    done = _run(["pdfsig", "-nocert", str(pdf)])
    blocks = re.split(r"^Signature #(\d+):$", done.text, flags=re.MULTILINE)[1:]
    return [_pdfsig(int(number), block) for number, block in zip(blocks[::2], blocks[1::2], strict=True)]


def lint_certificate(certificate: bytes, severity: str = "WARNING") -> list[Finding]:
    """pkilint's PKIX rules on a DER or PEM certificate: every finding of at least that severity."""
    with tempfile.TemporaryDirectory() as folder:
        (file,) = _written(folder, certificate=_as_pem(certificate))
        command = [
            str(Path(sys.executable).parent / "lint_pkix_cert"),
            "lint",
            "-s",
            severity,
            "-f",
            "JSON",
            file,
        ]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    if not done.stdout.strip():
        raise ValueError(f"pkilint could not read the certificate: {done.stderr.strip()}")
    return list(_findings(json.loads(done.stdout)))


def _part(pdf: Path, field: str | int) -> Signed:
    found = signed_parts(pdf)
    return found[field] if isinstance(field, int) else next(part for part in found if part.field == field)


def _timestamp(part: Signed) -> tuple[bytes, bytes]:
    """The token and the bytes it stamps: the file for a document timestamp, the raw signature for the other kind."""
    found = (part.cms, part.covered) if part.document_timestamp else signature_timestamp(part.cms)
    if found is None:
        raise LookupError(f"{part.field} has no timestamp")
    return found


def _pdfsig(number: int, block: str) -> PdfsigSignature:
    def value(label: str) -> str | None:
        found = re.search(rf"^\s*- {label}: (.*)$", block, flags=re.MULTILINE)
        return found[1].strip() if found else None

    return PdfsigSignature(
        number=number,
        field=value("Signature Field Name") or "",
        signer=value("Signer Certificate Common Name"),
        hash=value("Signing Hash Algorithm"),
        type=value("Signature Type"),
        valid=value("Signature Validation") == "Signature is Valid.",
        whole_document="Total document signed" in block,
    )


def _findings(report: dict[str, list[dict[str, object]]]) -> Iterator[Finding]:
    for result in report["results"]:
        descriptions = result["finding_descriptions"]
        assert isinstance(descriptions, list)
        for found in descriptions:
            yield Finding(found["severity"], found["code"], str(result["node_path"]), found.get("message"))


def _as_pem(certificate: bytes) -> bytes:
    return certificate if b"-----BEGIN" in certificate else ssl.DER_cert_to_PEM_cert(certificate).encode()


def _written(folder: str, **files: bytes) -> list[str]:
    for name, content in files.items():
        (Path(folder) / name).write_bytes(content)
    return [str(Path(folder) / name) for name in files]


def _attime(at: datetime | None) -> list[str]:
    return [] if at is None else ["-attime", str(int(at.timestamp()))]


def _run(command: Sequence[str]) -> Outcome:
    english = {**os.environ, "LC_ALL": "C.UTF-8"}
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", env=english, check=False)
    return Outcome(done.returncode == 0, done.stdout + done.stderr)
