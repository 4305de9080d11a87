"""The referral: a territorial service sends a person on, with her knowledge and agreement."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField
from wtforms.validators import StopValidation

from forms_app.forms.contact import ContactForm, Offered, Posted
from forms_app.forms.destination import Destination
from forms_app.forms.fields import AnyOf, Choice, OneOf, TextField
from forms_app.forms.texts import (
    read_contact,
    read_email,
    read_message,
    read_name,
    read_phone,
    read_place,
    read_required,
)
from forms_app.requests.submission import Agreement, FormKind, Operator, Referral


class ReferralForm(ContactForm):
    """Who refers and on whose agreement, then the contact request in words for somebody else."""

    kind = FormKind.REFERRAL

    referrer_name = TextField(_l("Il tuo nome"), read_required)
    referrer_service = TextField(_l("Il tuo servizio"), read_required)
    referrer_contact = TextField(_l("Il tuo telefono o la tua e-mail di lavoro"), read_contact)
    agreed = BooleanField(_l("La persona sa di questa segnalazione ed è d’accordo"))
    agreement = OneOf(_l("Come ti ha detto di sì?"))

    topic = OneOf(_l("Di che cosa ha bisogno la persona?"))
    municipality = TextField(_l("In quale comune abita?"), read_place)
    name = TextField(_l("Come si chiama la persona?"), read_name)
    phone = TextField(_l("Il suo numero di telefono"), read_phone)
    email = TextField(_l("Il suo indirizzo e-mail"), read_email)
    channels = AnyOf(_l("Come possiamo contattarla?"))
    times = AnyOf(_l("Quando possiamo contattarla?"))
    may_leave_message = BooleanField(_l("Se non risponde, possiamo lasciare un messaggio"))
    may_say_who = BooleanField(_l("Se risponde un’altra persona, possiamo dire chi siamo"))
    spoken_language = OneOf(_l("In quale lingua preferisce parlare?"))
    interpreter = BooleanField(_l("Le serve un interprete"))
    operator = OneOf(_l("Con chi preferisce parlare?"), default=Operator.ANYONE.value)
    message = TextField(_l("Che cosa vuole farci sapere?"), read_message)

    def __init__(self, destination: Destination, offered: Offered, formdata: Posted, **data: str) -> None:
        super().__init__(destination, offered, formdata, **data)
        self.agreement.choices = _AGREEMENTS
        # Whose words these are is said above, and no mail goes to one who did not ask for it herself.
        del self.writer
        del self.wants_confirmation

    @property
    def referral(self) -> Referral:
        """Who refers, of a form that was found right."""
        return Referral(
            name=self.referrer_name.clean,
            service=self.referrer_service.clean,
            contact=self.referrer_contact.clean,
            agreement=Agreement(self.agreement.data),
        )

    def validate_agreed(self, field: BooleanField) -> None:
        """Nobody is sent on without knowing."""
        if not field.data:
            raise StopValidation(_("Senza il suo accordo non si può inviare: parlane prima con la persona"))


_AGREEMENTS = (
    Choice(Agreement.PRESENT, _l("È qui con me mentre scrivo")),
    Choice(Agreement.SPOKEN, _l("A voce, di persona o al telefono")),
    Choice(Agreement.WRITTEN, _l("Per iscritto")),
)
