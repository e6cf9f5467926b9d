"""Real PKCS#11 tokens made with SoftHSM2 (Debian's softhsm2): keys born on the token, certificates beside them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pkcs11
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, load_der_public_key
from pkcs11.util.ec import encode_ec_public_key, encode_named_curve_parameters
from pkcs11.util.rsa import encode_rsa_public_key
from pkcs11.util.x509 import decode_x509_certificate

from .foreign import ForeignPki

PLACES = (
    "/usr/lib/softhsm",
    "/usr/lib/x86_64-linux-gnu/softhsm",
    "/usr/lib64/softhsm",
    "/usr/local/lib/softhsm",
)
PIN, SO_PIN = "1234", "00000000"


def module() -> str:
    """The path of SoftHSM's library; tests need it."""
    found = [path for place in PLACES if (path := Path(place) / "libsofthsm2.so").exists()]
    assert found, "softhsm2 is missing: scripts/environment.sh test installs it"
    return str(found[0])


@dataclass(frozen=True)
class Public:
    """A public key of a token, where `ForeignPki.certify` wants a private one."""

    key: ec.EllipticCurvePublicKey | rsa.RSAPublicKey

    def public_key(self) -> Any:
        return self.key


class Hsm:
    """A folder of tokens, known to this process from now on."""

    def __init__(self, folder: Path) -> None:
        self.tokens, conf = folder / "tokens", folder / "softhsm2.conf"
        self.tokens.mkdir()
        conf.write_text(
            f"directories.tokendir = {self.tokens}\nobjectstore.backend = file\nlog.level = ERROR\n"
        )
        os.environ["SOFTHSM2_CONF"] = str(conf)
        self.again()

    def again(self) -> None:
        """The library forgets what it saw, as in a new process."""
        pkcs11.unload(module())

    def token(self, label: str) -> str:
        """A new token, its PIN set."""
        words = [
            "softhsm2-util",
            "--init-token",
            "--free",
            "--label",
            label,
            "--pin",
            PIN,
            "--so-pin",
            SO_PIN,
        ]
        subprocess.run(words, check=True, capture_output=True)
        self.again()
        return label

    def token_without_pin(self, label: str) -> None:
        """A token that only its security officer knows: C_InitToken alone, in a process of its own."""
        code = (
            "import ctypes, sys; lib = ctypes.CDLL(sys.argv[1]); lib.C_Initialize(None)\n"
            "slots, count = (ctypes.c_ulong * 64)(), ctypes.c_ulong(64)\n"
            "lib.C_GetSlotList(0, slots, ctypes.byref(count))\n"
            "pin, label = sys.argv[2].encode(), sys.argv[3].encode().ljust(32)\n"
            "free = ctypes.c_ulong(slots[count.value - 1])\n"
            "sys.exit(lib.C_InitToken(free, pin, ctypes.c_ulong(len(pin)), label))\n"
        )
        subprocess.run([sys.executable, "-c", code, module(), SO_PIN, label], check=True)
        self.again()

    def toggle(self, label: str, flag: int) -> None:
        """Change a flag of a token in its own file (a CK_ULONG of eight bytes, big-endian)."""
        flags = int(pkcs11.lib(module()).get_token(token_label=label).flags)
        (path,) = (one for one in self.tokens.glob("*/token.object") if label.encode() in one.read_bytes())
        old, new = flags.to_bytes(8, "big"), (flags ^ flag).to_bytes(8, "big")
        content = path.read_bytes()
        assert content.count(old) == 1
        path.write_bytes(content.replace(old, new))
        self.again()

    def opened(self, label: str) -> Any:
        """A session that may write."""
        return pkcs11.lib(module()).get_token(token_label=label).open(rw=True, user_pin=PIN)

    def certify(
        self,
        label: str,
        name: x509.Name,
        pki: ForeignPki,
        identifier: bytes = b"\x01",
        kind: str = "P-256",
        *,
        beside: Sequence[x509.Certificate] = (),
        **more: Any,
    ) -> x509.Certificate:
        """A key made on the token and the certificate of it, stored with those `beside`."""
        with self.opened(label) as session:
            own = pki.certify(name, Public(_born(session, kind, identifier)), **more)  # type: ignore[arg-type]
            for one, ident in ((own, identifier), *((other, b"\xca") for other in beside)):
                attributes = decode_x509_certificate(one.public_bytes(Encoding.DER))
                names = pkcs11.Attribute
                extra = {names.TOKEN: True, names.PRIVATE: False, names.ID: ident, names.LABEL: "signature"}
                session.create_object({**attributes, **extra})
        return own


def _born(session: Any, kind: str, identifier: bytes) -> Any:
    """The public half of a new key pair kept by the token."""
    if kind.startswith("RSA"):
        public, _ = session.generate_keypair(pkcs11.KeyType.RSA, int(kind[4:]), store=True, id=identifier)
        return load_der_public_key(bytes(encode_rsa_public_key(public)))
    curve = {"P-256": "secp256r1", "P-384": "secp384r1"}[kind]
    numbers = {pkcs11.Attribute.EC_PARAMS: encode_named_curve_parameters(curve)}
    parameters = session.create_domain_parameters(pkcs11.KeyType.EC, numbers, local=True)
    public, _ = parameters.generate_keypair(store=True, id=identifier)
    return load_der_public_key(encode_ec_public_key(public))
