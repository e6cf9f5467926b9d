"""Trusted lists of a small Europe: as national schemes write them (ETSI TS 119 612), signed with XAdES."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from xml.sax.saxutils import escape

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding
from lxml import etree
from signxml.algorithms import CanonicalizationMethod, SignatureConstructionMethod
from signxml.signer import XMLSigner
from signxml.xades.xades import XAdESSigner

from .foreign import BEGIN, END, subject

QC = "http://uri.etsi.org/TrstSvc/Svctype/CA/QC"
STAMPS = "http://uri.etsi.org/TrstSvc/Svctype/TSA/QTST"
STATUS = "http://uri.etsi.org/TrstSvc/TrustedList/Svcstatus/"
FOR = "http://uri.etsi.org/TrstSvc/TrustedList/SvcInfoExt/For"


@dataclass(frozen=True)
class Service:
    """A line of a list: what it issues, its status since when, what it was before."""

    certificate: x509.Certificate
    name: str = "AC qualifiée"
    kind: str = QC
    status: str = "granted"
    since: datetime = datetime(2017, 7, 1, tzinfo=UTC)
    purposes: tuple[str, ...] = ()
    before: tuple[tuple[str, datetime], ...] = ()


def encoded(certificate: x509.Certificate) -> str:
    return base64.b64encode(certificate.public_bytes(Encoding.DER)).decode()


def national(
    services: Sequence[Service],
    territory: str = "FR",
    until: datetime = datetime(2026, 9, 1, tzinfo=UTC),
    *,
    provider: str = "Prestataire",
    pointers: Sequence[tuple[str, x509.Certificate]] = (),
    kind: str = "EUgeneric",
) -> bytes:
    """The XML of a list; with `pointers` and the kind `EUlistofthelists`, of the list of lists."""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<TrustServiceStatusList xmlns="http://uri.etsi.org/02231/v2#" Id="list">
 <SchemeInformation>
  <TSLVersionIdentifier>5</TSLVersionIdentifier><TSLSequenceNumber>42</TSLSequenceNumber>
  <TSLType>http://uri.etsi.org/TrstSvc/TrustedList/TSLType/{kind}</TSLType>
  <SchemeTerritory>{territory}</SchemeTerritory>
  <PointersToOtherTSL>{"".join(_pointer(*one) for one in pointers)}</PointersToOtherTSL>
  <NextUpdate><dateTime>{_time(until)}</dateTime></NextUpdate>
 </SchemeInformation>
 <TrustServiceProviderList><TrustServiceProvider>
  <TSPInformation><TSPName><Name xml:lang="fr">x</Name>
  <Name xml:lang="en">{escape(provider)}</Name></TSPName></TSPInformation>
  <TSPServices>{"".join(_service(one) for one in services)}</TSPServices>
 </TrustServiceProvider></TrustServiceProviderList>
</TrustServiceStatusList>""".encode()


class Operator:
    """Whoever signs a list."""

    def __init__(self, name: str) -> None:
        self._key = rsa.generate_private_key(65537, 2048)
        own = subject("", "", name)
        builder = x509.CertificateBuilder(own, own, self._key.public_key(), 5, BEGIN, END)
        self.certificate = builder.sign(self._key, hashes.SHA256())

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(Encoding.PEM)

    def signed(self, data: bytes, *, exclusive: bool = False) -> bytes:
        """The list with an enveloped signature over all of it: XAdES, or plain with exclusive canonicalization."""
        method = CanonicalizationMethod.EXCLUSIVE_XML_CANONICALIZATION_1_0
        signer = XMLSigner(c14n_algorithm=method) if exclusive else XAdESSigner()
        made = signer.sign(etree.fromstring(data), key=self._key, cert=[self.certificate])
        content: bytes = etree.tostring(made, xml_declaration=True, encoding="UTF-8")
        return content

    def signed_in_part(self, data: bytes, part: str) -> bytes:
        """The list with a signature over the one element that has this Id."""
        method = CanonicalizationMethod.EXCLUSIVE_XML_CANONICALIZATION_1_0
        signer = XMLSigner(method=SignatureConstructionMethod.detached, c14n_algorithm=method)
        root = etree.fromstring(data)
        root.append(signer.sign(root, key=self._key, cert=[self.certificate], reference_uri=f"#{part}"))
        content: bytes = etree.tostring(root)
        return content


def _pointer(territory: str, certificate: x509.Certificate) -> str:
    return f"""<OtherTSLPointer><ServiceDigitalIdentities><ServiceDigitalIdentity><DigitalId>
<X509Certificate>{encoded(certificate)}</X509Certificate></DigitalId></ServiceDigitalIdentity></ServiceDigitalIdentities>
<AdditionalInformation><OtherInformation><SchemeTerritory>{territory}</SchemeTerritory></OtherInformation>
</AdditionalInformation></OtherTSLPointer>"""


def _service(one: Service) -> str:
    purposes = "".join(
        f"<Extension Critical='true'><AdditionalServiceInformation><URI xml:lang='en'>{FOR}{purpose}</URI>"
        "</AdditionalServiceInformation></Extension>"
        for purpose in one.purposes
    )
    told = f"""<ServiceTypeIdentifier>{one.kind}</ServiceTypeIdentifier>
<ServiceName><Name xml:lang="en">{escape(one.name)}</Name></ServiceName>
<ServiceDigitalIdentity><DigitalId><X509Certificate>
{encoded(one.certificate)}
</X509Certificate></DigitalId></ServiceDigitalIdentity>"""
    history = "".join(
        f"<ServiceHistoryInstance>{told}<ServiceStatus>{STATUS}{status}</ServiceStatus>"
        f"<StatusStartingTime>{_time(since)}</StatusStartingTime></ServiceHistoryInstance>"
        for status, since in one.before
    )
    return f"""<TSPService><ServiceInformation>{told}<ServiceStatus>{STATUS}{one.status}</ServiceStatus>
<StatusStartingTime>{_time(one.since)}</StatusStartingTime>
<ServiceInformationExtensions>{purposes}</ServiceInformationExtensions></ServiceInformation>
<ServiceHistory>{history}</ServiceHistory></TSPService>"""


def _time(at: datetime) -> str:
    return (at - timedelta(microseconds=at.microsecond)).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
