"""Bundles: what is in the container, and what is said of one that was touched."""

from __future__ import annotations

import subprocess
import zipfile
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest

from dossier.errors import Invalid
from dossier.signing import Level, Member, Outcome, SealedBundle, seal_asic, verify_asic
from dossier.signing.containers import MIME_TYPE, pack

from .stage import START, Stage

FILES = ["papiers/Formulaire signé.pdf", "papiers/Conditions.pdf", "journal.json"]
META = [
    "META-INF/ASiCManifest.xml",
    "META-INF/signature.p7s",
    "META-INF/ASiCArchiveManifest.xml",
    "META-INF/timestamp.tst",
]


def entries(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {one.filename: archive.read(one) for one in archive.infolist()[1:]}


def test_the_seal_lasts(stage: Stage, bundle: SealedBundle) -> None:
    assert (bundle.asked, bundle.obtained, bundle.why) == (Level.LTA, Level.LTA, "")
    verdict = verify_asic(bundle.data, stage.trust, stage.after)
    assert (verdict.outcome, verdict.level, verdict.trusted) == (Outcome.VALID, Level.LTA, True)
    assert (verdict.sealer, verdict.specimen) == ("Paraphe SPECIMEN Seal", True)
    assert [one.name for one in verdict.files] == FILES
    assert all(one.intact for one in verdict.files)
    assert verdict.sealed_at is not None
    assert verdict.archived_at is not None
    assert START < verdict.sealed_at < verdict.archived_at < START + timedelta(minutes=5)


def test_the_container_is_by_the_book(bundle: SealedBundle) -> None:
    with zipfile.ZipFile(BytesIO(bundle.data)) as archive:
        infos = archive.infolist()
        assert [one.filename for one in infos] == ["mimetype", *FILES, *META]
        assert archive.read(infos[0]) == MIME_TYPE
        assert bundle.data[30:69] == b"mimetype" + MIME_TYPE  # EN 319 162-1 §A.1: magic number
        assert {one.compress_type for one in infos} == {zipfile.ZIP_STORED}
        assert {one.extra for one in infos} == {b""}
        assert len({one.date_time for one in infos}) == 1


def test_openssl_agrees(stage: Stage, bundle: SealedBundle, tmp_path: Path) -> None:
    with zipfile.ZipFile(BytesIO(bundle.data)) as archive:
        archive.extractall(tmp_path)
    (tmp_path / "root.pem").write_bytes(stage.authority.anchor)
    at = ["-CAfile", "root.pem", "-attime", str(int(stage.after.timestamp()))]
    cms = ["openssl", "cms", "-verify", "-cades", "-binary", "-purpose", "any", "-inform", "DER", *at]
    files = ["-in", META[1], "-content", META[0], "-out", "/dev/null"]
    done = subprocess.run([*cms, *files], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "CAdES Verification successful" in done.stdout + done.stderr
    stamp = ["openssl", "ts", "-verify", "-token_in", "-in", META[3], "-data", META[2], *at]
    done = subprocess.run(stamp, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "Verification: OK" in done.stdout + done.stderr


CHANGES: dict[str, tuple[dict[str, bytes | None], str]] = {
    "file changed": ({FILES[2]: b"{}"}, "file_changed"),
    "file added": ({"extra.txt": b"x"}, "file_not_listed"),
    "meta file added": ({"META-INF/extra.xml": b"x"}, "file_not_listed"),
    "second manifest": ({"META-INF/ASiCManifest2.xml": b"<x/>"}, "file_not_listed"),
    "no seal": ({META[1]: None}, "no_seal"),
    "no manifest": ({META[0]: None}, "no_seal"),
    "file removed": ({FILES[0]: None}, "file_missing"),
    "rubbish seal": ({META[1]: b"\x30\x00"}, "unreadable"),
    "rubbish manifest": ({META[0]: b"<x/>"}, "bad_manifest"),
    "rubbish archive": ({META[2]: b"<x/>"}, "bad_manifest"),
    "manifest with a DTD": ({META[0]: b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}, "bad_manifest"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_touched_container_is_invalid(stage: Stage, bundle: SealedBundle, change: str) -> None:
    changed, code = CHANGES[change]
    found = {**entries(bundle.data), **changed}
    data = pack({name: value for name, value in found.items() if value is not None}, START)
    verdict = verify_asic(data, stage.trust, stage.after)
    assert (verdict.outcome, code in verdict.codes) == (Outcome.INVALID, True), verdict.codes


def test_two_files_swapped(stage: Stage, bundle: SealedBundle) -> None:
    found = entries(bundle.data)
    found[FILES[0]], found[FILES[1]] = found[FILES[1]], found[FILES[0]]
    verdict = verify_asic(pack(found, START), stage.trust, stage.after)
    assert verdict.outcome is Outcome.INVALID
    assert [one.name for one in verdict.files if not one.intact] == FILES[:2]


def test_the_seal_of_another_bundle(stage: Stage, bundle: SealedBundle) -> None:
    """Manifest and seal fit each other, not the files: the archive timestamp notices the seal too."""
    other = seal_asic([Member("a.txt", "text/plain", b"a")], stage.authority.seal(), stage.desk)
    found = entries(bundle.data) | {name: entries(other.data)[name] for name in META[:2]}
    verdict = verify_asic(pack(found, START), stage.trust, stage.after)
    assert {"file_missing", "file_not_listed", "archive_incomplete"} <= verdict.codes


def test_a_manifest_changed_with_its_file(stage: Stage, bundle: SealedBundle) -> None:
    """Without the archive timestamp, so that only the seal itself can tell."""
    found = entries(bundle.data)
    found[META[0]] = found[META[0]].replace(b'URI="journal.json"', b'URI="journal.txt"')
    found["journal.txt"] = found.pop("journal.json")
    del found[META[2]], found[META[3]]
    verdict = verify_asic(pack(found, START), stage.trust, stage.after)
    assert "invalid_signature" in verdict.codes


def test_without_its_archive_timestamp_a_person_decides(stage: Stage, bundle: SealedBundle) -> None:
    found = entries(bundle.data)
    del found[META[2]], found[META[3]]
    verdict = verify_asic(pack(found, START), stage.trust, stage.after)
    assert (verdict.outcome, verdict.level) == (Outcome.PERSON, Level.T)
    assert verdict.codes == {"not_archived"}


def test_a_container_packed_again_is_looked_at(stage: Stage, bundle: SealedBundle) -> None:
    """Same files, another ZIP: nothing sealed has changed, but the bytes are not those we gave."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", MIME_TYPE)
        for name, data in entries(bundle.data).items():
            archive.writestr(name, data, zipfile.ZIP_DEFLATED)
    verdict = verify_asic(stream.getvalue(), stage.trust, stage.after)
    assert (verdict.outcome, verdict.problems) == (Outcome.PERSON, ("repacked",))


@pytest.mark.parametrize("place", [5, 40, 200, -30, -1])
def test_a_changed_byte_is_never_valid(stage: Stage, bundle: SealedBundle, place: int) -> None:
    data = bytearray(bundle.data)
    data[place] ^= 1
    assert verify_asic(bytes(data), stage.trust, stage.after).outcome is not Outcome.VALID


HOSTILE = {
    "escape": ("../x", "unsafe_name"),
    "absolute": ("/x", "unsafe_name"),
    "backslash": ("a\\b", "unsafe_name"),
    "device": ("CON.txt", "unsafe_name"),
    "trailing dot": ("x.", "unsafe_name"),
    "folder": ("x/", "unsafe_name"),
    "case clash": ("JOURNAL.json", "duplicate_name"),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_names_are_refused(stage: Stage, bundle: SealedBundle, kind: str) -> None:
    name, code = HOSTILE[kind]
    data = pack(entries(bundle.data) | {name: b"x"}, START)
    verdict = verify_asic(data, stage.trust, stage.after)
    assert (verdict.outcome, code in verdict.codes) == (Outcome.INVALID, True)
    members = [Member("journal.json", "application/json", b"{}"), Member(name, "text/plain", b"x")]
    with pytest.raises(Invalid, match=code):
        seal_asic(members, stage.authority.seal(), stage.desk)


def test_the_same_name_twice(stage: Stage, bundle: SealedBundle) -> None:
    stream = BytesIO(bundle.data)
    with zipfile.ZipFile(stream, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("journal.json", b"[]")
    verdict = verify_asic(stream.getvalue(), stage.trust, stage.after)
    assert verdict.codes == {"duplicate_name"}


def test_a_bomb_is_not_inflated(stage: Stage) -> None:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", MIME_TYPE, zipfile.ZIP_STORED)
        with archive.open("bomb", "w", force_zip64=True) as entry:
            for _ in range(600):
                entry.write(bytes(1024 * 1024))
    verdict = verify_asic(stream.getvalue(), stage.trust, stage.after)
    assert verdict.codes == {"too_large"}


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"PK\x03\x04", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_container_is_said(stage: Stage, data: bytes) -> None:
    verdict = verify_asic(data, stage.trust, stage.after)
    assert (verdict.outcome, len(verdict.problems)) == (Outcome.INVALID, 1)
    assert verdict.codes <= {"unreadable", "not_asic"}


def test_an_empty_bundle_is_refused(stage: Stage) -> None:
    with pytest.raises(Invalid, match="required"):
        seal_asic([], stage.authority.seal(), stage.desk)
