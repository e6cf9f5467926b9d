# mypy: untyped-calls-exclude="pyhanko,pyhanko_certvalidator"
"""CAdES signatures detached from what they sign, with their validation data inside (EN 319 122-1, level LT)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from asn1crypto import cms, crl, ocsp, x509
from pyhanko.sign.signers import ExternalSigner
from pyhanko.sign.signers.pdf_cms import CMSSignedAttributes
from pyhanko.sign.validation.policy_decl import LocalKnowledge
from pyhanko_certvalidator.registry import SimpleCertificateStore
from pyhanko_certvalidator.revinfo.archival import CRLContainer, OCSPContainer

from dossier.signing import cms_rules
from dossier.signing.pades import DIGEST
from dossier.signing.proofs import Proofs


async def attributes(digest: bytes, certificate: bytes, at: datetime) -> bytes:
    """The signed attributes (DER SET) of a CAdES signature over content of this digest, claimed at `at`."""
    signer = ExternalSigner(x509.Certificate.load(certificate), SimpleCertificateStore(), b"")
    settings = CMSSignedAttributes(signing_time=at)
    made = await signer.signed_attrs(digest, DIGEST, settings, use_pades=True, is_pdf_sig=False)  # type: ignore[arg-type]
    return bytes(made.dump())


def with_proofs(content: bytes, proofs: Proofs) -> bytes:
    """The CMS (DER) with certificates, CRLs and OCSP responses in SignedData (RFC 5652 §5.1: version 5)."""
    data = cms.ContentInfo.load(content)["content"]
    carried = {item.dump() for item in cms_rules.embedded(data)} | set(proofs.certificates)
    made = {
        "version": "v5",
        "digest_algorithms": data["digest_algorithms"],
        "encap_content_info": {"content_type": "data"},  # detached
        "certificates": [
            cms.CertificateChoices(name="certificate", value=x509.Certificate.load(der))
            for der in sorted(carried)
        ],
        "crls": [*_crls(proofs.crls), *_responses(proofs.ocsps)],
        "signer_infos": data["signer_infos"],
    }
    return bytes(cms.ContentInfo({"content_type": "signed_data", "content": cms.SignedData(made)}).dump())


def knowledge(data: cms.SignedData) -> LocalKnowledge:
    """The certificates, CRLs and OCSP responses that a CMS carries."""
    choices = data["crls"] if isinstance(data["crls"], cms.RevocationInfoChoices) else []
    responses = [one.chosen["other_rev_info"] for one in choices if one.name == "other"]
    loaded = [ocsp.OCSPResponse.load(one.dump()) for one in responses]
    return LocalKnowledge(
        known_crls=[CRLContainer(one.chosen) for one in choices if one.name == "crl"],
        known_ocsps=[one for response in loaded for one in OCSPContainer.load_multi(response)],
        known_certs=cms_rules.embedded(data),
    )


def _crls(ders: Sequence[bytes]) -> list[cms.RevocationInfoChoice]:
    return [cms.RevocationInfoChoice(name="crl", value=crl.CertificateList.load(der)) for der in ders]


def _responses(ders: Sequence[bytes]) -> list[cms.RevocationInfoChoice]:
    return [
        cms.RevocationInfoChoice(
            name="other",
            value={"other_rev_info_format": "ocsp_response", "other_rev_info": ocsp.OCSPResponse.load(der)},
        )
        for der in ders
    ]
