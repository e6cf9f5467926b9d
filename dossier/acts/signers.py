"""What certificates and signatures say of those who sign an order (templates decide who they are)."""

from __future__ import annotations

import hashlib

from dossier import signing
from dossier.order import Order
from dossier.templates.signers import Signer


def as_signer(one: Signer, order: Order) -> signing.Signer:
    """What the one-shot certificate and the signature say of a signer of this order."""
    return signing.Signer(
        role=one.role,
        given_name=one.person.first_name,
        family_name=one.person.last_name,
        identifier=_pseudonym(order, one),
        claimed=one.capacity,
        reason=f"Demande n° {order.number} : lu et approuvé en qualité de {one.capacity}",
        location=order.organisation.address.town,
    )


def _pseudonym(order: Order, one: Signer) -> str:
    """Unique in the dossier and telling nothing: never the number of an identity document."""
    seed = f"{order.portal}/{order.number}/{one.role.value}/{one.person.name}"
    return f"PARAPHE-{hashlib.sha256(seed.encode()).hexdigest()[:16].upper()}"
