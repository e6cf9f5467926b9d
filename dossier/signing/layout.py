"""Names and media types inside an ASiC-E container with CAdES (EN 319 162-1 §4.4)."""

META = "META-INF"
MANIFEST = f"{META}/ASiCManifest.xml"
SEAL = f"{META}/signature.p7s"
ARCHIVE = f"{META}/ASiCArchiveManifest.xml"
STAMP = f"{META}/timestamp.tst"

XML_TYPE = "text/xml"
CMS_TYPE = "application/pkcs7-signature"
TST_TYPE = "application/vnd.etsi.timestamp-token"
