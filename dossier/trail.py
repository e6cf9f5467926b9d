"""The blocks that a portal's steps are made of, and the part of an order that each one fills in.

A block is one form, one part of the order and one card of the recapitulation (design, section 2).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from dossier.catalog import Portal, Step
from dossier.errors import NotFound


@dataclass(frozen=True)
class Part:
    """What a block fills in (dotted prefixes), and which of these fields may not stay empty."""

    fields: tuple[str, ...]
    required: tuple[str, ...] = ()


def _person(prefix: str, *names: str) -> tuple[str, ...]:
    return tuple(f"{prefix}.{name}" for name in ("first_name", "last_name", "email", *names))


_SERVICE = ("service", "service.name", "service.email")
_ADDRESS = ("billing.recipient", "billing.address.country", "billing.address.town")

BLOCKS: Mapping[str, Part] = MappingProxyType(
    {
        "partner": Part(()),
        "contact": Part(
            ("applicant", "account.contact", "account.middle_name"), _person("account.contact", "phone")
        ),
        "company": Part(
            ("organisation",),
            tuple(f"organisation.{f}" for f in ("name", "address.street", "address.town", "address.country")),
        ),
        "credentials": Part(("account.username", "account.opt_in"), ("account.username",)),
        "billing_contact": Part(("billing.contact",)),
        "organisation": Part(
            ("organisation.siren", "organisation.name", "organisation.type"),
            ("organisation.siren", "organisation.name", "organisation.type"),
        ),
        "establishment": Part(
            (
                "organisation.nic",
                "organisation.establishment",
                "organisation.address",
                "organisation.phone",
            ),
            ("organisation.nic",),
        ),
        "product": Part(
            tuple(f"certificate.{field}" for field in ("product", "term", "support", "quantity")),
            ("certificate.product", "certificate.term"),
        ),
        "prerequisites": Part(("certificate.prerequisites_checked",), ("certificate.prerequisites_checked",)),
        "system": Part(("certificate.system",), ("certificate.system",)),
        "codes": Part(("certificate.campaign_code", "certificate.coupon_code")),
        "key": Part(("certificate.key", "certificate.csr")),
        "subject": Part(
            ("holder", *(f"certificate.{f}" for f in ("organisation", "locality", "region", "country"))),
            (*_person("holder"), "certificate.organisation", "certificate.country"),
        ),
        "pickup_password": Part(("certificate.pickup_hash",), ("certificate.pickup_hash",)),
        "technical_contact": Part(("technical_contact",)),
        "service": Part(("service",), _SERVICE[1:]),
        "holder": Part(("holder", "applicant_is_holder"), _person("holder", "function", "service")),
        "holder_name": Part(("holder", "applicant_is_holder"), _person("holder")),
        "representative": Part(("representative", "holder_is_representative"), _person("representative")),
        "delegate": Part(("delegate",), _person("delegate")),
        "identity": Part(
            tuple(
                f"{who}.{field}"
                for who in ("holder", "representative", "delegate")
                for field in ("identity", "mobile")
            )
        ),
        "offices": Part(("deposit_office", "pickup_office"), ("deposit_office", "pickup_office")),
        "billing": Part(("billing",), _ADDRESS),
        "payment": Part(("billing.means", "billing.purchase_order")),
        "face_to_face": Part(("face_to_face",), ("face_to_face.department",)),
        "pieces": Part(("pieces",)),
        "sending": Part(("path",)),
        "instructions": Part(("special_instructions",)),
        "terms": Part(("terms",)),
        "recapitulation": Part(("agreed_total",)),
    }
)
"""Block id → its part. `holder` is the whole form of CS-29…35; `holder_name` what CG-12 asks; `subject` GS-36…41."""


def step_of(portal: Portal, step: str) -> Step:
    """The portal's step of that id; NotFound."""
    for candidate in portal.steps:
        if candidate.id == step:
            return candidate
    raise NotFound("step", step)


def blocks(portal: Portal) -> frozenset[str]:
    """The ids of every block of the portal."""
    return frozenset(block for step in portal.steps for block in step.blocks)


def block_of(portal: Portal, field: str) -> str:
    """The block that fills in that field in this portal, the most precise one; empty when none does."""
    matches = [
        (len(prefix), block)
        for block in blocks(portal)
        for prefix in BLOCKS[block].fields
        if within(field, prefix)
    ]
    return max(matches)[1] if matches else ""


def step_for(portal: Portal, field: str) -> str:
    """The id of the step where that field is typed: where « Modifier » leads; the last step when unknown."""
    block = block_of(portal, field)
    return next((step.id for step in portal.steps if block in step.blocks), portal.steps[-1].id)


def visible_steps(portal: Portal) -> tuple[Step, ...]:
    """The steps that ask something: one whose every block is preset is skipped (K-06)."""
    preset = preset_blocks(portal)
    return tuple(step for step in portal.steps if not preset.issuperset(step.blocks))


def preset_blocks(portal: Portal) -> frozenset[str]:
    """The blocks that the portal answers beforehand (CS-54, CS-55)."""
    presets = portal.presets
    offices = {"offices"} if presets.deposit_office and presets.pickup_office else set()
    return frozenset(offices | ({"billing"} if presets.billing else set()))


def within(field: str, prefix: str) -> bool:
    """Whether a dotted field is that prefix or under it."""
    return field == prefix or field.startswith((f"{prefix}.", f"{prefix}["))
