"""What proves that certificates were not revoked: the material of a document security store."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Proofs:
    """DER certificates, OCSP responses and CRLs to embed beside a signature."""

    certificates: tuple[bytes, ...] = ()
    ocsps: tuple[bytes, ...] = ()
    crls: tuple[bytes, ...] = ()

    def __add__(self, other: Proofs) -> Proofs:
        """Both, each item once, in order."""
        return Proofs(
            _once(self.certificates + other.certificates),
            _once(self.ocsps + other.ocsps),
            _once(self.crls + other.crls),
        )

    def __bool__(self) -> bool:
        return bool(self.ocsps or self.crls)


def _once(items: tuple[bytes, ...]) -> tuple[bytes, ...]:
    return tuple(dict.fromkeys(items))
