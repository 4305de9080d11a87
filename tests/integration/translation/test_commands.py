"""`sportello translations` on a site on disk."""

import json
from pathlib import Path

import polib
import pytest
from click.testing import CliRunner, Result

from sportello.cli import cli
from sportello.errors import SportelloError
from tests.integration.translation.conftest import SmallSite


def run(site: SmallSite, *arguments: str) -> Result:
    command, *rest = arguments
    result = CliRunner(env={"LC_ALL": "it_IT.UTF-8"}).invoke(
        cli, ["translations", command, "--config", str(site.config), *rest]
    )
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


@pytest.fixture
def updated(site: SmallSite) -> SmallSite:
    assert run(site, "update").exit_code == 0
    return site


def entries(file: Path) -> dict[str, polib.POEntry]:
    return {entry.msgid: entry for entry in polib.pofile(str(file))}


def test_the_first_update_makes_a_catalogue_for_each_page_and_language(updated: SmallSite) -> None:
    assert list(updated.bytes_of_catalogues()) == [
        f"{language}/content/{name}.po" for language in ("ar", "en") for name in ("aiuto", "altro/ancora")
    ]
    assert [
        (e.msgid, e.comment.split("\n")[0]) for e in polib.pofile(str(updated.catalogue("ar", "aiuto.po")))
    ] == [
        ("Chiedi aiuto", "title"),
        ("Tre modi per chiedere.", "summary"),
        ("Chiama lo [sportello]{1} il lunedì (aiuto.md) mattina.", "paragraph"),
        ("Che cosa succede dopo", "heading"),
        ("Un operatore ti richiama.", "list item"),
        ("Decidete insieme.", "list item"),
    ]


def test_a_second_update_touches_nothing(updated: SmallSite) -> None:
    before = updated.bytes_of_catalogues()
    result = run(updated, "update")
    assert (result.exit_code, result.output) == (0, "")
    assert updated.bytes_of_catalogues() == before


def test_a_file_in_which_nothing_changed_keeps_its_bytes_even_if_folded_otherwise(updated: SmallSite) -> None:
    file = updated.catalogue("en", "aiuto.po")
    po = polib.pofile(str(file), wrapwidth=30)
    po.save()
    before = updated.bytes_of_catalogues()
    run(updated, "update")
    assert updated.bytes_of_catalogues() == before


def test_one_changed_paragraph_changes_one_entry_of_one_file_in_each_language(updated: SmallSite) -> None:
    for file in updated.translations.rglob("*.po"):
        updated.translate(file)
    before = updated.bytes_of_catalogues()
    page = updated.page("aiuto.md")
    page.write_text(
        page.read_text("utf-8").replace("Un operatore ti richiama", "Un'operatrice ti richiama"), "utf-8"
    )
    old = entries(updated.catalogue("en", "aiuto.po"))

    run(updated, "update")

    changed = {name for name, data in updated.bytes_of_catalogues().items() if data != before[name]}
    assert changed == {"ar/content/aiuto.po", "en/content/aiuto.po"}
    new = entries(updated.catalogue("en", "aiuto.po"))
    assert new.keys() - old.keys() == {"Un'operatrice ti richiama."}
    entry = new["Un'operatrice ti richiama."]
    assert (entry.fuzzy, entry.previous_msgid) == (True, "Un operatore ti richiama.")
    assert {k: str(v) for k, v in new.items() if k in old} == {k: str(v) for k, v in old.items() if k in new}


def test_a_renamed_page_takes_its_translations_along(updated: SmallSite) -> None:
    updated.translate(updated.catalogue("en", "aiuto.po"))
    updated.page("aiuto.md").rename(updated.page("come-chiedere.md"))
    run(updated, "update")
    assert not updated.catalogue("en", "aiuto.po").exists()
    assert all(entry.msgstr for entry in entries(updated.catalogue("en", "come-chiedere.po")).values())


def test_a_removed_page_leaves_its_translations_as_obsolete_and_nothing_where_there_were_none(
    updated: SmallSite,
) -> None:
    updated.translate(updated.catalogue("en", "aiuto.po"), lambda text: f"only here: {text}")
    updated.page("aiuto.md").unlink()
    run(updated, "update")
    assert all(entry.obsolete for entry in entries(updated.catalogue("en", "aiuto.po")).values())
    assert not updated.catalogue("ar", "aiuto.po").exists()


def test_a_page_that_cannot_be_read_keeps_its_catalogue(updated: SmallSite) -> None:
    updated.translate(updated.catalogue("en", "aiuto.po"))
    before = updated.bytes_of_catalogues()
    updated.page("aiuto.md").write_text("---\ntitle: [\n---\n", "utf-8")
    run(updated, "update")
    assert updated.bytes_of_catalogues() == before


def test_a_catalogue_that_does_not_parse_is_named_and_left_alone(updated: SmallSite) -> None:
    file = updated.catalogue("en", "aiuto.po")
    broken = file.read_text("utf-8").replace('msgid "Decidete', "msgid Decidete")
    file.write_text(broken, "utf-8")
    line = 1 + broken[: broken.index("msgid Decidete")].count("\n")
    result = run(updated, "update")
    assert result.exit_code == 1
    assert f"translations/en/content/aiuto.po:{line}: il catalogo non si legge" in result.output
    assert file.read_text("utf-8") == broken


def test_status_counts_by_language_and_page(updated: SmallSite) -> None:
    updated.translate(updated.catalogue("en", "aiuto.po"))
    page = updated.page("aiuto.md")
    page.write_text(page.read_text("utf-8").replace("Decidete insieme.", "Poi decidete insieme."), "utf-8")
    run(updated, "update")
    rows = [json.loads(row) for row in run(updated, "status", "--json").output.splitlines()]
    assert rows[0] == {
        "language": "en",
        "section": ".",
        "page": "aiuto.md",
        "missing": 0,
        "outdated": 1,
        "draft": 5,
        "reviewed": 0,
        "words_to_translate": 3,
        "words_to_review": 21,
    }
    # Texts that both pages share are translated on both after the update.
    assert [rows[1][name] for name in ("section", "page", "missing", "outdated", "draft")] == [
        "altro",
        "altro/ancora.md",
        1,
        0,
        5,
    ]
    assert [row["missing"] for row in rows[2:]] == [6, 6]
    shown = run(updated, "status").output.splitlines()
    assert shown[0].split("  ")[0] == "lingua"
    assert [line.split() for line in shown[1:3]] == [
        ["en", ".", "=", "0", "1", "5", "0", "3", "21"],
        ["en", "altro", "=", "1", "0", "5", "0", "7", "16"],
    ]
    assert shown[-2].split() == ["en", "=", "=", "1", "1", "10", "0", "10", "37"]


def test_what_is_missing_can_be_filled_in_one_go(updated: SmallSite) -> None:
    listed = json.loads(run(updated, "missing", "ar").output)
    assert listed["aiuto.md"]["Decidete insieme."] == ""
    given = {
        "aiuto.md": {
            "Chiama lo [sportello]{1} il lunedì (aiuto.md) mattina.": "[مكتب]{1}",
            "Che cosa succede dopo": "",
        },
        "*": {"Decidete insieme.": "معا", "Chiedi aiuto": "اطلب"},
    }
    file = updated.root / "ar.json"
    file.write_text(json.dumps(given), "utf-8")
    result = run(updated, "fill", "ar", str(file))
    assert (result.exit_code, result.output) == (0, "Testi tradotti: 5\n")
    filled = entries(updated.catalogue("ar", "altro/ancora.po"))
    assert filled["Decidete insieme."].msgstr == "معا"
    assert "Decidete insieme." not in json.loads(run(updated, "missing", "ar").output)["aiuto.md"]


def test_what_breaks_a_placeholder_or_is_no_text_of_the_page_is_refused(updated: SmallSite) -> None:
    file = updated.root / "en.json"
    message = "Chiama lo [sportello]{1} il lunedì (aiuto.md) mattina."
    file.write_text(json.dumps({"aiuto.md": {message: "Call on Monday", "Boh": "What"}}), "utf-8")
    result = run(updated, "fill", "en", str(file))
    assert result.exit_code == 1
    assert "nella traduzione manca «[…]{1}»" in result.output
    assert "«Boh» non è un testo di questa pagina" in result.output
    assert entries(updated.catalogue("en", "aiuto.po"))[message].msgstr == ""


@pytest.mark.parametrize("text", ["", "[]", '{"a": "b"}', '{"a": {"b": 1}}', '{"a": {"b": []}}'])
def test_a_file_of_another_shape_is_refused_in_one_line(updated: SmallSite, text: str) -> None:
    file = updated.root / "en.json"
    file.write_text(text, "utf-8")
    with pytest.raises(SportelloError, match=r"en\.json"):
        run(updated, "fill", "en", str(file))


def test_a_language_that_the_site_has_not_is_refused(updated: SmallSite) -> None:
    with pytest.raises(SportelloError, match=r"^fr: not a language of the site"):
        run(updated, "missing", "fr")
