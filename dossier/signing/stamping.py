# mypy: untyped-calls-exclude="pyhanko,pyhanko_certvalidator"
"""Timestamps: the port that a timestamp authority fills, and pyHanko's view of it.

A failing authority is an error (`Unavailable`), never a local clock.
"""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import Protocol

from asn1crypto import cms, tsp
from pyhanko.sign.timestamps import TimeStamper

from dossier.errors import DossierError, Unavailable
from dossier.signing.proofs import Proofs


class TimeStamps(Protocol):
    """A timestamp authority (RFC 3161), ours or somebody else's."""

    def exchange(self, query: bytes) -> bytes:
        """TimeStampReq in, TimeStampResp out, both DER. May be called from several threads at once.

        Raises Unavailable when the authority does not answer."""

    def proofs(self, at: datetime) -> Proofs:
        """What proves, at `at`, that the authority's certificate and its chain are not revoked."""


class StampClient(TimeStamper):
    """Lets pyHanko ask a TimeStamps port; every failure becomes Unavailable."""

    def __init__(self, stamps: TimeStamps) -> None:
        super().__init__(include_nonce=True)  # type: ignore[no-untyped-call]
        self._stamps = stamps

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        """Ask the port in a thread, so that the documents of a dossier wait together."""
        return tsp.TimeStampResp.load(await asyncio.to_thread(self._stamps.exchange, req.dump()))

    async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> cms.ContentInfo:
        """A token over `message_digest`. Raises Unavailable (`timestamp_unavailable`) when there is none,
        and `timestamp_refused`, not worth retrying, when it is about something else."""
        try:
            token = await super().async_timestamp(message_digest, md_algorithm)
            imprint = token["content"]["encap_content_info"]["content"].parsed["message_imprint"]
            same = imprint["hashed_message"].native == message_digest
        except DossierError:
            raise
        except Exception as failure:  # any supplier's failure, malformed answers included
            raise Unavailable("timestamp_unavailable", type(failure).__name__) from failure
        if not same:
            raise Unavailable("timestamp_refused", "imprint", retry=False)
        return token
