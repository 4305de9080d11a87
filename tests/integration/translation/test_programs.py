"""The states of translations outlast the programs that translators use."""

import shutil
import subprocess
from pathlib import Path

import polib
import pytest

from sportello.translation.content import State, read_page

CATALOGUE = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Language: en\\n"

# ask the desk
# reviewed: Prova Provetti, 2021-06-01 [SEAL]
#. paragraph
msgid "Un operatore ti richiama."
msgstr "An operator calls you back."

#. paragraph
#, fuzzy
#| msgid "Decidete insieme."
msgid "Decidete tutto insieme."
msgstr "You decide together."

#. heading
msgid "Poi"
msgstr "Then"

msgid "Da fare"
msgstr ""
"""
EXPECTED = {
    "Un operatore ti richiama.": State.REVIEWED,
    "Decidete tutto insieme.": State.OUTDATED,
    "Poi": State.DRAFT,
    "Da fare": State.MISSING,
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A page's catalogue with one message in each state."""
    made = tmp_path / "translations/en/content/aiuto.po"
    made.parent.mkdir(parents=True)
    made.write_text(CATALOGUE.replace("SEAL", "24e9984a"), "utf-8")
    return made


def states(file: Path) -> dict[str, State]:
    known, problems = read_page(file.parents[2], "en", "aiuto.md")
    assert problems == []
    return {text: said.state for text, said in known.items()}


def entry_of(po: polib.POFile, msgid: str) -> polib.POEntry:
    return next(entry for entry in po if entry.msgid == msgid)


def gnu(*command: str) -> None:
    """Run one of GNU gettext's programs."""
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} of GNU gettext is not installed here")
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr


def test_each_state_is_read(file: Path) -> None:
    assert states(file) == EXPECTED


def test_states_outlast_a_program_that_writes_the_file_its_own_way(file: Path) -> None:
    """As Poedit and Weblate do: header fields of their own, other folding, entries sorted."""
    po = polib.pofile(str(file), wrapwidth=40)
    po.metadata.update(
        {"X-Generator": "Poedit 3.4", "Language": "en_GB", "PO-Revision-Date": "2021-06-01 10:00+0200"}
    )
    po.sort()
    po.save()
    assert states(file) == EXPECTED


def test_states_outlast_msgmerge(file: Path) -> None:
    template = file.with_suffix(".pot")
    gnu("msgattrib", "--clear-fuzzy", "--clear-previous", "--empty", "-o", str(template), str(file))
    gnu(
        "msgmerge",
        "--quiet",
        "--previous",
        "--update",
        "--backup=off",
        "--sort-output",
        str(file),
        str(template),
    )
    assert states(file) == EXPECTED


def test_states_outlast_msgattrib_and_the_compiler_accepts_them(file: Path) -> None:
    gnu("msgattrib", "--no-obsolete", "--width=40", "-o", str(file), str(file))
    assert states(file) == EXPECTED
    gnu("msgfmt", "--check", "-o", str(file.with_suffix(".mo")), str(file))


def test_taking_fuzzy_away_in_a_program_makes_a_draft(file: Path) -> None:
    po = polib.pofile(str(file))
    entry_of(po, "Decidete tutto insieme.").flags = []
    po.save()
    assert states(file)["Decidete tutto insieme."] is State.DRAFT


def test_a_guess_of_another_program_is_not_shown(file: Path) -> None:
    po = polib.pofile(str(file))
    entry = entry_of(po, "Da fare")
    entry.msgstr, entry.flags = "Done", ["fuzzy"]
    po.save()
    known, _ = read_page(file.parents[2], "en", "aiuto.md")
    assert (known["Da fare"].text, known["Da fare"].state) == ("", State.OUTDATED)
