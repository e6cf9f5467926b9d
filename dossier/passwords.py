"""Which passwords a portal accepts (K-04): its own policy, never a person's own words."""

from __future__ import annotations

from collections.abc import Container

from dossier.catalog import PasswordPolicy

PICKUP_MINIMUM = 8
"""GS-43: at least 8 alphanumeric characters, no maximum said."""


def password(
    value: str, policy: PasswordPolicy, own: tuple[str, ...] = (), known: Container[str] = ()
) -> str:
    """The code of what is wrong with a password, or an empty string.

    `own` are the person's name, e-mail and username; `known` the breached and common passwords, in lower case.
    A portal whose guide imposes A-Z, a-z, 0-9 has no other rule than its guide's.
    """
    if len(value) < policy.minimum:
        return "password_short"
    if len(value) > policy.maximum:
        return "password_long"
    if policy.alphanumeric:
        return "" if _alphanumeric(value) else "password_alphanumeric"
    if value.casefold() in known or len(set(value)) < 4:
        return "password_common"
    return "password_own" if any(value.casefold() == word.casefold() for word in own) else ""


def pickup(value: str) -> str:
    """The code of what is wrong with a pickup password (GS-43), or an empty string."""
    if len(value) < PICKUP_MINIMUM:
        return "password_short"
    return "" if _alphanumeric(value) else "password_alphanumeric"


def username(value: str, policy: PasswordPolicy) -> str:
    """The code of what is wrong with a username (GS-22), or an empty string; it is case sensitive (X-04)."""
    if not policy.minimum <= len(value) <= policy.maximum:
        return "username_length"
    return "" if _alphanumeric(value) or not policy.alphanumeric else "username_alphanumeric"


def _alphanumeric(value: str) -> bool:
    return value.isascii() and value.isalnum()
