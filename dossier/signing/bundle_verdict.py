# mypy: untyped-calls-exclude="pyhanko,pyhanko_certvalidator"
"""The verdict on a bundle that comes from anywhere, offline, with anchors from the caller only."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from asn1crypto import cms, x509
from pyhanko.sign.validation.generic_cms import (
    extract_tst_data_iter,
    message_imprint_checker,
    validate_sig_integrity,
)

from dossier.errors import Invalid, Problem
from dossier.signing import cades, cms_rules, containers, kinds, manifests, reading
from dossier.signing.chains import Judge, anchors
from dossier.signing.identities import SPECIMEN
from dossier.signing.instant import judged_at
from dossier.signing.layout import ARCHIVE, MANIFEST, META, SEAL, STAMP
from dossier.signing.loops import run
from dossier.signing.records import Level
from dossier.signing.verdict import Outcome, outcome_of


@dataclass(frozen=True)
class FileVerdict:
    """One file of the container: whether it is what the sealed manifest says; `digest` is its SHA-256, hex."""

    name: str
    media_type: str
    size: int
    digest: str
    intact: bool


@dataclass(frozen=True)
class BundleVerdict:
    """A whole container. `sealed_at` is the time proved by the seal's timestamp, `archived_at` by the archive
    timestamp; `problems` are codes."""

    outcome: Outcome
    files: tuple[FileVerdict, ...] = ()
    sealer: str = ""
    issuer: str = ""
    serial: int = 0
    sealed_at: datetime | None = None
    archived_at: datetime | None = None
    level: Level = Level.NONE
    trusted: bool = False
    problems: tuple[str, ...] = ()
    specimen: bool = False

    @property
    def codes(self) -> frozenset[str]:
        """Every problem."""
        return frozenset(self.problems)


def verify_asic(data: bytes, trust: Sequence[bytes], at: datetime) -> BundleVerdict:
    """Judge a bundle at `at` (aware; normally now): container, manifest, seal, timestamps.

    `trust` are PEM certificates, the only anchors. Raises Invalid only for a wrong `trust`; whatever the bytes
    are makes an invalid verdict (R6), with the problem `unreadable` or `not_asic` when it is no container."""
    roots = anchors(trust)
    try:
        files, canonical = containers.unpack(data)
        with judged_at(at):
            verdict = run(_judge(files, roots, at))
    except Invalid as wrong:
        return BundleVerdict(Outcome.INVALID, problems=tuple(sorted({one.code for one in wrong.problems})))
    except Exception:  # R6: whatever the file makes a parser do
        return BundleVerdict(Outcome.INVALID, problems=("unreadable",))
    problems = verdict.problems if canonical else (*verdict.problems, "repacked")
    return replace(verdict, problems=problems, outcome=outcome_of(frozenset(problems)))


async def _judge(
    files: Mapping[str, bytes], roots: tuple[x509.Certificate, ...], at: datetime
) -> BundleVerdict:
    if not {MANIFEST, SEAL} <= files.keys():
        return BundleVerdict(Outcome.INVALID, problems=("no_seal",))
    manifest = manifests.read(files[MANIFEST])
    content = {name: data for name, data in files.items() if not name.startswith(f"{META}/")}
    problems = _of_manifest(manifest, content, files)
    case = _Case(files, roots, at)
    archived, codes = await case.archive()
    problems += codes
    sealed, codes = await case.seal(archived or at)
    problems += codes
    own = case.certificate
    lasting = Level.LTA if archived and not codes else (Level.T if sealed else Level.B)
    return BundleVerdict(
        Outcome.INVALID, _files(manifest, content), reading.common_name(own.subject),
        reading.common_name(own.issuer), own.serial_number, sealed, archived,
        Level.NONE if set(codes) & {"invalid_signature"} else lasting, not codes, tuple(problems),
        SPECIMEN in reading.common_name(own.issuer),
    )  # fmt: skip


def _of_manifest(
    manifest: manifests.Manifest, content: Mapping[str, bytes], files: Mapping[str, bytes]
) -> list[str]:
    problems = []
    if manifest.target != SEAL:
        problems.append("bad_manifest")
    listed = {one.name for one in manifest.references}
    different = set(manifest.differences(content))
    if listed - content.keys():
        problems.append("file_missing")
    if content.keys() - listed:
        problems.append("file_not_listed")
    if different & listed & content.keys():
        problems.append("file_changed")
    if files.keys() - content.keys() - {MANIFEST, SEAL, ARCHIVE, STAMP}:
        problems.append("file_not_listed")
    return problems


def _files(manifest: manifests.Manifest, content: Mapping[str, bytes]) -> tuple[FileVerdict, ...]:
    types = {one.name: one.media_type for one in manifest.references}
    different = set(manifest.differences(content))
    return tuple(
        FileVerdict(
            name, types.get(name, ""), len(data), hashlib.sha256(data).hexdigest(), name not in different
        )
        for name, data in content.items()
    )


class _Case:
    """One container before the judge."""

    def __init__(self, files: Mapping[str, bytes], roots: tuple[x509.Certificate, ...], at: datetime) -> None:
        self.files, self.roots, self.at = files, roots, at
        self.info = _strict(files[SEAL])
        self.data = self.info["content"]
        self.judge = Judge(roots, cades.knowledge(self.data), at)
        self.certificate = cms_rules.own_certificate(self.data)

    async def archive(self) -> tuple[datetime | None, list[str]]:
        """The time of the archive timestamp when it covers everything and is trusted, and codes."""
        if not {ARCHIVE, STAMP} <= self.files.keys():
            return None, ["not_archived"]
        manifest = manifests.read(self.files[ARCHIVE])
        rest = {name: data for name, data in self.files.items() if name not in (ARCHIVE, STAMP)}
        if manifest.target != STAMP or manifest.differences(rest):
            return None, ["archive_incomplete"]
        token = _strict(self.files[STAMP])
        time = reading.gen_time(token["content"])
        codes = cms_rules.problems(token, (*self.judge.knowledge.known_certs, *self.roots))
        codes += filter(
            None, [await self.judge.token(token["content"], _digest(self.files[ARCHIVE]), (self.at, time))]
        )
        return (None, codes) if codes or time > self.at else (time, [])

    async def seal(self, judged: datetime) -> tuple[datetime | None, list[str]]:
        """The time proved for the seal, its chain judged at `judged`, and codes."""
        codes = cms_rules.problems(self.info, self.roots)
        if not codes and not kinds.seals(self.certificate.dump()):
            codes = ["not_a_seal"]
        if codes:
            return None, codes
        signer = self.data["signer_infos"][0]
        digest = hashlib.new(signer["digest_algorithm"]["algorithm"].native, self.files[MANIFEST]).digest()
        if validate_sig_integrity(signer, self.certificate, "data", digest) != (True, True):
            return None, ["invalid_signature"]
        codes = list(filter(None, [await self.judge.chain(self.data, judged)]))
        tokens = list(extract_tst_data_iter(signer, signed=False))
        for token in tokens:
            codes += filter(None, [await self.judge.token(token, message_imprint_checker(signer), (judged,))])
        if not tokens or codes:
            return None, codes or ["no_timestamp"]
        return min(map(reading.gen_time, tokens)), []


def _digest(data: bytes) -> Callable[[str], bytes]:
    return lambda algorithm: hashlib.new(algorithm, data).digest()


def _strict(data: bytes) -> cms.ContentInfo:
    """The CMS of a file, which holds nothing else. Raises Invalid."""
    info, der = cms_rules.load(data)
    if der != data:
        raise Invalid(Problem("seal", "unreadable", "bytes after it"))
    return info
