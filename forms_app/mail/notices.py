"""Reading what comes back: delivery notices (RFC 3464), PEC receipts (RFC 6109), and what is neither."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import Message
from enum import StrEnum

LARGEST = 1024 * 1024
"""Bytes. With RET=HDRS a notice has a few thousand."""


class Fate(StrEnum):
    """What a notice says of a mail."""

    DELIVERED = "delivered"
    UNDER_WAY = "under_way"
    """Delayed, or handed to a server that gives no notices. Nothing is final."""
    FAILED = "failed"


class NoNotice(StrEnum):
    """Why what came is no notice."""

    AUTO_REPLY = "auto_reply"
    """A vacation reply or the like (RFC 3834): says nothing of the delivery."""
    UNREADABLE = "unreadable"
    """Neither a notice nor an automatic reply, or broken."""


@dataclass(frozen=True)
class Notice:
    """What became of a mail. At least one of the names is given; only who handled the mail can know them."""

    fate: Fate
    envelope_id: str | None
    """Of the envelope (RFC 3461, 4.4)."""
    message_id: str | None
    """The mail's Message-ID, angle brackets included."""


_PEC = {
    "accettazione": Fate.UNDER_WAY,
    "presa-in-carico": Fate.UNDER_WAY,
    "preavviso-errore-consegna": Fate.UNDER_WAY,
    "avvenuta-consegna": Fate.DELIVERED,
    "non-accettazione": Fate.FAILED,
    "errore-consegna": Fate.FAILED,
    "rilevazione-virus": Fate.FAILED,
}
_ACTIONS = {
    "delivered": Fate.DELIVERED,
    "failed": Fate.FAILED,
    "delayed": Fate.UNDER_WAY,
    "relayed": Fate.UNDER_WAY,
    "expanded": Fate.UNDER_WAY,
}
_ENVELOPE_ID = re.compile(r"[0-9a-f]{32}")
_MESSAGE_ID = re.compile(r"<[^<>\s]{1,250}>")
_REPLYING = {"auto_reply", "bulk", "junk", "list"}


def read_notice(data: bytes) -> Notice | NoNotice:
    """Read one mail as it came, headers first. Never raises, whatever it is given."""
    if len(data) > LARGEST:
        return NoNotice.UNREADABLE
    try:
        mail = message_from_bytes(data, policy=policy.compat32)
        return _receipt(mail) or _report(mail) or _other(mail)
    except (LookupError, TypeError, ValueError, AttributeError, RecursionError):
        # The standard library's parser stumbles over some mails that are made for it to stumble.
        return NoNotice.UNREADABLE


def _receipt(mail: Message) -> Notice | None:
    fate = _PEC.get(_header(mail, "X-Ricevuta").lower())
    message_id = _message_id(_header(mail, "X-Riferimento-Message-ID"))
    return Notice(fate, None, message_id) if fate and message_id else None


def _report(mail: Message) -> Notice | None:
    if mail.get_content_type() != "multipart/report":
        return None
    blocks = [
        block
        for part in mail.walk()
        if part.get_content_type() == "message/delivery-status" and part.is_multipart()
        for block in part.get_payload()
        if isinstance(block, Message)
    ]
    fates = [_ACTIONS.get(_header(block, "Action").lower()) for block in blocks]
    fate = next((fate for fate in (Fate.FAILED, Fate.DELIVERED, Fate.UNDER_WAY) if fate in fates), None)
    if fate is None:
        return None
    named = next((_header(block, "Original-Envelope-Id") for block in blocks), "")
    if named:
        # One that is not of our making is not made good by a Message-ID.
        return Notice(fate, named, None) if _ENVELOPE_ID.fullmatch(named) else None
    message_id = _returned_message_id(mail)
    return Notice(fate, None, message_id) if message_id else None


def _returned_message_id(mail: Message) -> str | None:
    for part in mail.walk():
        if part.get_content_type() == "message/rfc822" and part.is_multipart():
            returned = part.get_payload(0)
            return _message_id(_header(returned, "Message-ID")) if isinstance(returned, Message) else None
        if part.get_content_type() == "text/rfc822-headers":
            content = part.get_payload(decode=True)
            headers = message_from_bytes(content if isinstance(content, bytes) else b"")
            return _message_id(_header(headers, "Message-ID"))
    return None


def _other(mail: Message) -> NoNotice:
    auto = _header(mail, "Auto-Submitted").lower().partition(";")[0].strip()
    replies = auto not in {"", "no"} or _header(mail, "Precedence").lower() in _REPLYING
    if mail.get_content_type() != "multipart/report" and (replies or "X-Autoreply" in mail):
        return NoNotice.AUTO_REPLY
    return NoNotice.UNREADABLE


def _header(mail: Message, name: str) -> str:
    return " ".join(str(mail.get(name, "")).split())


def _message_id(text: str) -> str | None:
    return text if _MESSAGE_ID.fullmatch(text) else None
