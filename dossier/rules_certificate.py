"""What can be wrong with what is ordered, how it is delivered and how it is paid."""

from __future__ import annotations

from collections.abc import Iterator

from dossier import checks, prices, rules_people
from dossier.catalog import Portal, Product
from dossier.errors import Invalid, Problem
from dossier.order import FaceToFace, KeySource, Order, Path
from dossier.trail import blocks


def findings(order: Order, portal: Portal) -> Iterator[Problem]:
    """Certificate, path, offices, face-to-face and payment against the catalogue."""
    try:
        product = portal.product(order.certificate.product)
    except KeyError:
        if order.certificate.product:
            yield Problem("certificate.product", "unknown_product")
    else:
        yield from _choice(order, portal, product)
        yield from rules_people.service(order, product.holder)
    yield from _path(order, portal)
    yield from _offices(order, portal)
    yield from _payment(order, portal)


def at_validation(order: Order, portal: Portal) -> Iterator[Problem]:
    """What only the final validation judges: terms, price, and the portal itself."""
    if not order.terms.version:
        yield Problem("terms", "terms_not_accepted")
    elif order.terms.version != portal.terms_version:
        yield Problem("terms", "terms_outdated", portal.terms_version)
    try:
        price = prices.total(order.certificate, portal)
    except Invalid:
        return
    if price is not None and price.amount != order.agreed_total:
        yield Problem("agreed_total", "price_changed", str(price.amount))


def _choice(order: Order, portal: Portal, product: Product) -> Iterator[Problem]:
    choice = order.certificate
    try:
        if choice.term:
            prices.total(choice, portal)
    except Invalid as error:
        yield from error.problems
    if choice.support not in (product.supports or ("",)):
        yield Problem("certificate.support", "unknown_support" if choice.support else "required")
    yield from _quantity(order)
    yield from _key(order, product)


def _quantity(order: Order) -> Iterator[Problem]:
    """CS-25: a support is held by one natural person; an order names one holder, so one certificate on one."""
    choice = order.certificate
    if choice.quantity < 1:
        yield Problem("certificate.quantity", "range")
    elif choice.quantity > 1 and choice.key is KeySource.TOKEN:
        yield Problem("certificate.quantity", "one_support_per_holder")


def _key(order: Order, product: Product) -> Iterator[Problem]:
    """GS-32…34: an external CSR and the PKCS#12 option exclude each other."""
    choice = order.certificate
    if choice.key not in product.keys:
        yield Problem("certificate.key", "unknown_key_source")
    if choice.key is KeySource.CSR:
        if code := checks.csr(choice.csr) if choice.csr.strip() else "required":
            yield Problem("certificate.csr", code)
    elif choice.csr:
        yield Problem("certificate.csr", "csr_excludes_other_keys")


def _path(order: Order, portal: Portal) -> Iterator[Problem]:
    if order.path not in portal.paths:
        yield Problem("path", "unknown_path")
    if order.path is Path.BAILIFF and order.face_to_face is not None:
        yield from _face_to_face(order.face_to_face, portal)
    elif order.face_to_face is not None:
        yield Problem("face_to_face", "face_to_face_not_needed")


def _face_to_face(chosen: FaceToFace, portal: Portal) -> Iterator[Problem]:
    """CG-23…26: a bailiff of the department chosen, or none."""
    if not chosen.bailiff:
        yield Problem("face_to_face.bailiff", "no_bailiff")
        return
    try:
        office = portal.bailiff(chosen.bailiff)
    except KeyError:
        yield Problem("face_to_face.bailiff", "unknown_bailiff")
        return
    if chosen.department not in office.departments:
        yield Problem("face_to_face.bailiff", "bailiff_elsewhere", chosen.department)


def _offices(order: Order, portal: Portal) -> Iterator[Problem]:
    known = {office.id for office in portal.offices}
    for field in ("deposit_office", "pickup_office"):
        chosen, preset = getattr(order, field), getattr(portal.presets, field)
        if chosen and chosen not in known:
            yield Problem(field, "unknown_office")
        elif preset and chosen and chosen != preset:
            yield Problem(field, "office_is_preset", preset)


def _payment(order: Order, portal: Portal) -> Iterator[Problem]:
    if order.billing.means not in portal.payment_means:
        yield Problem("billing.means", "unknown_payment")
    if "billing" in blocks(portal) and order.billing.address is None and order.billing.recipient:
        yield Problem("billing.address", "required")
