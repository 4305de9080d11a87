"""What servers and people send back, as it looks."""

from __future__ import annotations

ENVELOPE_ID = "0123456789abcdef0123456789abcdef"
MESSAGE_ID = "<prova@example.org>"


def report(
    action: str = "delivered", envelope_id: str | None = ENVELOPE_ID, returned: str | None = None
) -> bytes:
    """A delivery notice as Postfix writes it (RFC 3464), headers only returned."""
    named = f"Original-Envelope-Id: {envelope_id}\n" if envelope_id is not None else ""
    headers = f"\n--x\nContent-Type: text/rfc822-headers\n\nMessage-ID: {returned}\n" if returned else ""
    return f"""\
From: MAILER-DAEMON@mail.example.org
To: sportello@example.org
Subject: Delivery Status Notification
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="x"

--x
Content-Type: text/plain

This is the mail system.

--x
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example.org
{named}Arrival-Date: Mon, 23 Nov 2026 09:00:00 +0000

Final-Recipient: rfc822; casella@example.org
Action: {action}
Status: 2.0.0
{headers}
--x--
""".encode()


def receipt(kind: str = "avvenuta-consegna", message_id: str = MESSAGE_ID) -> bytes:
    """A PEC receipt (RFC 6109)."""
    return f"""\
From: posta-certificata@pec.example.org
To: sportello@example.org
Subject: CONSEGNA: Nuova richiesta
X-Ricevuta: {kind}
X-Riferimento-Message-ID: {message_id}
Content-Type: text/plain

Il giorno 23/11/2026 il messaggio e' stato consegnato.
""".encode()


def vacation() -> bytes:
    """A partner's vacation reply (RFC 3834), which quotes our Message-ID."""
    return f"""\
From: casella@example.org
To: sportello@example.org
Subject: Sono in ferie
Auto-Submitted: auto-replied (vacation)
In-Reply-To: {MESSAGE_ID}
References: {MESSAGE_ID}

Torno lunedì.
""".encode()


def answer() -> bytes:
    """A person's answer."""
    return f"From: casella@example.org\nSubject: Re: prova\nIn-Reply-To: {MESSAGE_ID}\n\nGrazie\n".encode()
