"""The interface's messages come from code and templates of a checkout, and only of a checkout."""

from pathlib import Path

import polib
import pytest

from sportello.translation.extract import interface_phrases, is_checkout
from sportello.translation.phrases import Phrase
from sportello.translation.status import translation_status
from sportello.translation.update import update_translations

FILES = {
    "sportello/__init__.py": "",
    "sportello/words.py": 'A = N_("Servizi")\nB = message("manca %(what)s", what=1)\nC = pgettext("porta", "Apri")\n',
    "sportello/mkdocs_plugin/theme/partials/header.html": "{% trans %}Cerca{% endtrans %} {{ _('Servizi') }}",
    "forms_app/__init__.py": "",
    "forms_app/mail/templates/body.txt": "{{ ngettext('%(num)s ora', '%(num)s ore', n) }}",
    "forms_app/templates/form.html": "{# Translators: on a button #}{{ _('Invia') }}",
    "forms_app/static/script.js": "_('non')",
    "other/words.py": '_("Nemmeno")',
}


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def test_messages_with_their_files_remarks_plurals_and_contexts(checkout: Path) -> None:
    header = "sportello/mkdocs_plugin/theme/partials/header.html"
    assert interface_phrases(checkout) == [
        Phrase("%(num)s ora", plural="%(num)s ore", places=("forms_app/mail/templates/body.txt",)),
        Phrase("Invia", ("on a button",), places=("forms_app/templates/form.html",)),
        Phrase("Cerca", places=(header,)),
        Phrase("Servizi", places=(header, "sportello/words.py")),
        Phrase("manca %(what)s", places=("sportello/words.py",)),
        Phrase("Apri", context="porta", places=("sportello/words.py",)),
    ]


def test_only_a_checkout_has_an_interface_to_translate(checkout: Path, tmp_path: Path) -> None:
    assert is_checkout(checkout)
    assert not is_checkout(tmp_path / "sportello")


def test_the_interface_is_updated_once_and_then_left_alone(checkout: Path) -> None:
    translations = checkout / "translations"
    phrases = interface_phrases(checkout)
    assert update_translations(translations, ["ar"], [], interface=phrases).written == [
        "translations/ar/interface.po"
    ]
    assert update_translations(translations, ["ar"], [], interface=phrases).written == []
    po = polib.pofile(str(translations / "ar/interface.po"))
    assert sorted(po[0].msgstr_plural) == [0, 1, 2, 3, 4, 5]
    assert po[0].flags == ["python-format"]


def test_a_site_elsewhere_keeps_its_own_interface_sentences(tmp_path: Path) -> None:
    file = tmp_path / "translations/ar/interface.po"
    file.parent.mkdir(parents=True)
    file.write_text('msgid "Servizi"\nmsgstr "خدمات"\n', "utf-8")
    before = file.read_bytes()
    update_translations(tmp_path / "translations", ["ar"], [])
    assert file.read_bytes() == before


def test_status_counts_the_interface(checkout: Path) -> None:
    phrases = interface_phrases(checkout)
    update_translations(checkout / "translations", ["en"], [], interface=phrases)
    file = checkout / "translations/en/interface.po"
    po = polib.pofile(str(file))
    po[1].msgstr = "Send"
    po[2].msgstr, po[2].flags = "Find", ["fuzzy"]
    po.save()
    (row,) = translation_status(checkout / "translations", ["en"], [], phrases)
    assert (row.page, row.draft, row.outdated, row.missing) == ("interface", 1, 1, 4)
