"""How a portal is entered, and the numbers it gives."""

from __future__ import annotations

import hmac

from dossier.catalog import Access, AccessKind, Portal


def opens(access: Access, code: str) -> bool:
    """Whether that code opens the portal: in any case, spaces around it do not count (CS-02, CG-03).

    Every code is compared, in constant time.
    """
    typed = code.strip().casefold().encode(errors="replace")
    right = access.kind is AccessKind.OPEN
    for known in access.codes:
        right |= hmac.compare_digest(typed, known.casefold().encode())
    return right


def order_number(sequence: int) -> str:
    """« N° demande »: six digits, more when there are more (X-08)."""
    return f"{sequence:06d}"


def client_number(portal: Portal, sequence: int) -> str:
    """`PARXXXX`: the portal's prefix and at least four digits (GS-52)."""
    return f"{portal.client_number_prefix}{sequence:04d}"
