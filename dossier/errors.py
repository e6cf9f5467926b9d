"""The one family of errors of the core. They carry codes and fields, never sentences: labels speak."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One thing wrong in what was given.

    `field` is a dotted path in the value given (`holder.email`, `pieces[2].issued_on`) or a file name;
    `code` names the message in `dossier.labels`; `detail` completes it (the glyph refused, the limit…).
    """

    field: str
    code: str
    detail: str = ""


class DossierError(Exception):
    """Root of the family; never raised itself."""


class Invalid(DossierError):
    """What was given cannot be accepted; every problem is listed at once."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(f"{p.field}: {p.code} {p.detail}".strip() for p in problems))
        self.problems = problems


class _Coded(DossierError):
    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code} {detail}".strip())
        self.code = code
        self.detail = detail


class NotAllowed(_Coded):
    """This actor may not do this now."""


class NotFound(_Coded):
    """There is no such thing, or not for this actor."""


class Conflict(_Coded):
    """Somebody else was faster, or it was already done."""


class Locked(_Coded):
    """Too many wrong attempts."""


class Expired(_Coded):
    """It was right, once."""


class Refused(_Coded):
    """An answer was judged wrong (a code, a password, a certificate)."""


class Unavailable(_Coded):
    """A supplier does not answer; `retry` says whether trying again may help."""

    def __init__(self, code: str, detail: str = "", *, retry: bool = True) -> None:
        super().__init__(code, detail)
        self.retry = retry
