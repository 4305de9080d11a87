"""What people say about the state of translations, through the command line."""

import polib
import pytest

from sportello.errors import SportelloError
from sportello.translation import State, load_translator
from sportello.translation.review import is_reviewed
from tests.integration.translation.conftest import SmallSite
from tests.integration.translation.test_commands import entries, run

CALL = "Chiama lo [sportello]{1} il lunedì (aiuto.md) mattina."
BACK = "Un operatore ti richiama."


def shout(text: str) -> str:
    return text.upper()


@pytest.fixture
def translated(site: SmallSite) -> SmallSite:
    """A site whose catalogues are all drafts."""
    run(site, "update")
    for file in site.translations.rglob("*.po"):
        site.translate(file, shout)
    return site


def change(site: SmallSite, old: str, new: str) -> None:
    page = site.page("aiuto.md")
    text = page.read_text("utf-8")
    assert old in text
    page.write_text(text.replace(old, new), "utf-8")


def lines_changed(before: dict[str, bytes], after: dict[str, bytes]) -> dict[str, list[str]]:
    """The lines that came or went, by catalogue."""
    found = {}
    for name, data in before.items():
        old, new = data.decode().splitlines(), after[name].decode().splitlines()
        if old != new:
            gone = [f"-{line}" for line in old if line not in new]
            found[name] = [*gone, *(f"+{line}" for line in new if line not in old)]
    return found


def state(site: SmallSite, text: str, language: str = "en") -> State:
    return load_translator(site.translations, language).text(text, "aiuto.md").state


def test_all_that_is_translated_is_a_draft_until_somebody_has_read_it(translated: SmallSite) -> None:
    assert state(translated, BACK) is State.DRAFT
    result = run(translated, "reviewed", "en", "aiuto.md", "--by", "Prova Provetti", "--block", "operatore")
    assert (result.exit_code, result.output) == (0, "Testi rivisti: 1. Non ancora tradotti o superati: 0\n")
    assert state(translated, BACK) is State.REVIEWED
    assert state(translated, CALL) is State.DRAFT
    assert state(translated, BACK, "ar") is State.DRAFT
    mark = entries(translated.catalogue("en", "aiuto.po"))[BACK].tcomment
    assert mark.startswith("reviewed: Prova Provetti, 20")


def test_reviewing_again_changes_nothing_and_reviewing_all_takes_every_page(translated: SmallSite) -> None:
    run(translated, "reviewed", "en", "all", "--by", "Prova Provetti")
    before = translated.bytes_of_catalogues()
    assert state(translated, CALL) is State.REVIEWED
    result = run(translated, "reviewed", "en", "docs/aiuto.md", "--by", "Altra Provetti")
    assert result.output.startswith("Testi rivisti: 0")
    assert translated.bytes_of_catalogues() == before


def test_a_translation_changed_in_any_program_is_a_draft_again(translated: SmallSite) -> None:
    run(translated, "reviewed", "en", "aiuto.md", "--by", "Prova Provetti")
    file = translated.catalogue("en", "aiuto.po")
    po = polib.pofile(str(file))
    next(entry for entry in po if entry.msgid == BACK).msgstr = "An operator calls you back."
    po.save()
    assert state(translated, BACK) is State.DRAFT
    run(translated, "update")
    assert "reviewed" not in entries(file)[BACK].tcomment


def test_a_mark_typed_by_hand_counts_and_the_update_seals_it(translated: SmallSite) -> None:
    file = translated.catalogue("en", "aiuto.po")
    po = polib.pofile(str(file))
    next(entry for entry in po if entry.msgid == BACK).tcomment = "ask the desk\nreviewed: Prova Provetti"
    po.save()
    assert state(translated, BACK) is State.REVIEWED
    run(translated, "update")
    remark, mark = entries(file)[BACK].tcomment.split("\n")
    assert remark == "ask the desk"
    assert mark.startswith("reviewed: Prova Provetti [")
    assert is_reviewed(entries(file)[BACK])


def test_a_review_outlasts_a_change_that_is_taken_back_and_a_page_that_moves(translated: SmallSite) -> None:
    run(translated, "reviewed", "en", "aiuto.md", "--by", "Prova Provetti")
    change(translated, BACK, "Un operatore ti telefona.")
    run(translated, "update")
    assert state(translated, "Un operatore ti telefona.") is State.OUTDATED
    change(translated, "Un operatore ti telefona.", BACK)
    run(translated, "update")
    assert state(translated, BACK) is State.REVIEWED
    translated.page("aiuto.md").rename(translated.page("moved.md"))
    run(translated, "update")
    assert load_translator(translated.translations, "en").text(BACK, "moved.md").state is State.REVIEWED


@pytest.mark.parametrize("name", ["", "A, B", "x" * 41, "[Prova]"])
def test_a_name_that_would_break_the_mark_is_refused(translated: SmallSite, name: str) -> None:
    with pytest.raises(SportelloError, match="--by"):
        run(translated, "reviewed", "en", "aiuto.md", "--by", name)


def test_a_page_that_is_not_there_is_refused(translated: SmallSite) -> None:
    for command in (["reviewed", "en", "boh.md", "--by", "Prova"], ["same", "boh.md"], ["same"]):
        with pytest.raises(SportelloError, match="name pages by their path"):
            run(translated, *command)


def test_a_typo_mended_leaves_every_translation_as_it_was(translated: SmallSite) -> None:
    run(translated, "reviewed", "ar", "aiuto.md", "--by", "Prova Provetti")
    change(translated, "Decidete insieme.", "Decidete tutto insieme.")
    run(translated, "update")
    change(translated, BACK, "Un operatore ti ri-chiama.")
    before = translated.bytes_of_catalogues()
    result = run(translated, "same", "docs/aiuto.md")
    assert (result.exit_code, result.output.splitlines()) == (
        0,
        [
            f"- {BACK}",
            "+ Un operatore ti ri-chiama.",
            "! Decidete tutto insieme.  (già segnato come superato; per tenerlo: --block)",
            "translations/en/content/aiuto.po",
            "translations/ar/content/aiuto.po",
        ],
    )
    changed = lines_changed(before, translated.bytes_of_catalogues())
    assert changed["en/content/aiuto.po"] == [f'-msgid "{BACK}"', '+msgid "Un operatore ti ri-chiama."']
    old, new = changed["ar/content/aiuto.po"][:2], changed["ar/content/aiuto.po"][2:]
    assert [line[:10] for line in (*old, *new)] == ["-# reviewe", '-msgid "Un', "+# reviewe", '+msgid "Un']
    assert changed.keys() == {"en/content/aiuto.po", "ar/content/aiuto.po"}
    assert state(translated, "Un operatore ti ri-chiama.") is State.DRAFT
    assert state(translated, "Un operatore ti ri-chiama.", "ar") is State.REVIEWED
    assert state(translated, "Decidete tutto insieme.") is State.OUTDATED
    assert run(translated, "update").output == ""


def test_a_block_already_marked_as_outdated_is_kept_when_it_is_named(translated: SmallSite) -> None:
    run(translated, "reviewed", "en", "aiuto.md", "--by", "Prova Provetti")
    change(translated, BACK, "Un operatore ti ri-chiama.")
    change(translated, "Decidete insieme.", "Decidete tutto insieme.")
    run(translated, "update")
    result = run(translated, "same", "aiuto.md", "--block", "ri-chiama")
    assert result.output.splitlines()[:2] == [f"- {BACK}", "+ Un operatore ti ri-chiama."]
    assert state(translated, "Un operatore ti ri-chiama.") is State.REVIEWED
    assert state(translated, "Decidete tutto insieme.") is State.OUTDATED


def test_a_typo_in_a_block_that_is_outdated_for_another_reason_leaves_it_outdated(
    translated: SmallSite,
) -> None:
    change(translated, BACK, "Un operatore non ti richiama mai.")
    run(translated, "update")
    change(translated, "Un operatore non ti richiama mai.", "Un operatore non ti richiama mai!")
    run(translated, "same", "aiuto.md")
    entry = entries(translated.catalogue("en", "aiuto.po"))["Un operatore non ti richiama mai!"]
    assert (entry.fuzzy, entry.previous_msgid) == (True, BACK)
    assert run(translated, "update").output == ""


def test_where_a_link_came_in_before_it_the_old_link_of_a_translation_still_leads_where_it_led(
    translated: SmallSite,
) -> None:
    change(translated, "Chiama lo", "Leggi [le regole](regole.md). Chiama lo")
    run(translated, "update")
    now = entries(translated.catalogue("en", "aiuto.po"))[
        f"Leggi [le regole]{{1}}. {CALL.replace('{1}', '{2}')}"
    ]
    assert now.msgstr == CALL.upper().replace("{1}", "{2}")


def test_a_catalogue_that_does_not_parse_is_named_by_both_commands(translated: SmallSite) -> None:
    file = translated.catalogue("en", "aiuto.po")
    file.write_text('msgid "a\n', "utf-8")
    change(translated, BACK, "Un operatore ti ri-chiama.")
    for command in (["reviewed", "en", "aiuto.md", "--by", "Prova"], ["same", "aiuto.md"]):
        result = run(translated, *command)
        assert result.exit_code == 1
        assert "translations/en/content/aiuto.po:1: il catalogo non si legge" in result.output
    assert file.read_text("utf-8") == 'msgid "a\n'
    assert state(translated, "Un operatore ti ri-chiama.", "ar") is State.DRAFT
