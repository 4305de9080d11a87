"""Blocks go out to an agency as XLIFF 1.2 and come back, block by block."""

import re
from pathlib import Path

import polib
import pytest
from click.testing import CliRunner, Result
from lxml import etree

from sportello.cli import cli
from sportello.errors import SportelloError
from sportello.translation.xliff.document import read_document, write_document
from sportello.translation.xliff.give import units_to_give
from sportello.translation.xliff.standing import Standing
from sportello.translation.xliff.take import take
from tests.integration.translation.conftest import SmallSite

NS = {"x": "urn:oasis:names:tc:xliff:document:1.2"}
SITE_TRANSLATIONS = Path(__file__).parents[3] / "translations"
CALL = "Chiama lo [sportello]{1} il lunedì (aiuto.md) mattina."


def run(site: SmallSite, *arguments: str) -> Result:
    command, *rest = arguments
    result = CliRunner(env={"LC_ALL": "it_IT.UTF-8"}).invoke(
        cli, ["translations", command, "--config", str(site.config), *rest]
    )
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


@pytest.fixture
def given(site: SmallSite) -> tuple[SmallSite, Path]:
    """A site with untranslated catalogues, and what was exported for English."""
    assert run(site, "update").exit_code == 0
    file = site.root / "en.xlf"
    assert run(site, "export", "en", "--format", "xliff", str(file)).output == "Blocchi scritti: 12\n"
    return site, file


def fill(file: Path, targets: dict[str, str], state: str = "translated") -> None:
    """Put translations (XML) into the units whose source has these words."""
    tree = etree.parse(str(file))
    for unit in tree.iterfind(".//x:trans-unit", NS):
        source = "".join(unit.find("x:source", NS).itertext())
        for words, target in targets.items():
            if words in source:
                node = unit.find("x:target", NS)
                made = etree.fromstring(f'<target xmlns="{NS["x"]}" state="{state}">{target}</target>')
                node.getparent().replace(node, made)
    tree.write(str(file), encoding="utf-8", xml_declaration=True)


def entry(site: SmallSite, msgid: str, page: str = "aiuto.po", language: str = "en") -> polib.POEntry:
    po = polib.pofile(str(site.catalogue(language, page)))
    return next(found for found in po if found.msgid == msgid)


def test_a_unit_says_where_it_stands_and_keeps_its_link_as_a_code(given: tuple[SmallSite, Path]) -> None:
    root = etree.parse(str(given[1])).getroot()
    assert (root.get("version"), etree.QName(root).namespace) == ("1.2", NS["x"])
    files = root.findall("x:file", NS)
    assert [(f.get("original"), f.get("source-language"), f.get("target-language")) for f in files] == [
        ("aiuto.md", "it", "en"),
        ("altro/ancora.md", "it", "en"),
    ]
    unit = files[0].findall(".//x:trans-unit", NS)[2]
    source = re.sub(
        r' xmlns="[^"]+"', "", etree.tostring(unit.find("x:source", NS), encoding="unicode").strip()
    )
    assert source == (
        '<source>Chiama lo <g id="1" ctype="link">sportello</g> il lunedì (aiuto.md) mattina.</source>'
    )
    contexts = {c.get("context-type"): c.text for c in unit.iterfind(".//x:context", NS)}
    assert contexts == {"sourcefile": "aiuto.md", "x-block": "paragraph"}
    assert [note.text for note in unit.iterfind("x:note", NS)] == ["{1} = (tel:+390375){ .md-button }"]
    assert unit.find("x:target", NS).get("state") == "needs-translation"


def test_what_comes_back_is_taken_and_the_rest_waits(given: tuple[SmallSite, Path]) -> None:
    site, file = given
    arabic = site.catalogue("ar", "aiuto.po").read_bytes()
    fill(file, {"Chiama lo": 'Call the <g id="1">help desk</g> on Monday (aiuto.md) morning.'})
    result = run(site, "import", "en", str(file))
    assert result.output.splitlines() == [
        "aiuto.md: blocchi presi 1",
        "altro/ancora.md: blocchi presi 1",
        "Presi: 2. Già così: 0. Senza traduzione: 10. Rifiutati: 0.",
    ]
    assert entry(site, CALL).msgstr == "Call the [help desk]{1} on Monday (aiuto.md) morning."
    assert entry(site, "Chiedi aiuto").msgstr == ""
    assert site.catalogue("ar", "aiuto.po").read_bytes() == arabic
    before = site.bytes_of_catalogues()
    again = run(site, "import", "en", str(file))
    assert again.output == "Presi: 0. Già così: 2. Senza traduzione: 10. Rifiutati: 0.\n"
    assert site.bytes_of_catalogues() == before


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("Call the help desk on Monday (aiuto.md) morning.", "nella traduzione manca «[…]{1}»"),
        ('Call <g id="7">us</g>', "la traduzione ha un segno che l'italiano non ha"),
        ('Call <x id="1"/>', "la traduzione ha un segno che l'italiano non ha"),
        ('<g id="1">Call</g> 0375 40200', "il telefono «0375 40200» non è nell'italiano"),
        ('<g id="1">Call</g> {2}', "nella traduzione c'è «{2}» in più"),
    ],
)
def test_what_the_check_refuses_is_left_out_and_named(
    given: tuple[SmallSite, Path], target: str, reason: str
) -> None:
    site, file = given
    fill(file, {"(aiuto.md)": target, "Decidete insieme": "You decide together."})
    result = run(site, "import", "en", str(file))
    line = entry(site, CALL).linenum
    assert result.exit_code == 1
    assert "Presi: 2. Già così: 0. Senza traduzione: 9. Rifiutati: 1." in result.output
    assert f"translations/en/content/aiuto.po:{line}: {reason}; " in result.output
    assert entry(site, CALL).msgstr == ""
    assert entry(site, "Decidete insieme.").msgstr == "You decide together."


def test_a_block_whose_italian_changed_meanwhile_is_named(given: tuple[SmallSite, Path]) -> None:
    site, file = given
    fill(file, {"Decidete insieme": "You decide together."})
    page = site.page("aiuto.md")
    page.write_text(page.read_text(encoding="utf-8").replace("Decidete", "Scegliete"), encoding="utf-8")
    run(site, "update")
    result = run(site, "import", "en", str(file))
    assert result.exit_code == 1
    assert "translations/en:1: aiuto.md: il blocco " in result.output
    assert "l'italiano è cambiato dopo l'esportazione" in result.output
    assert entry(site, "Decidete insieme.", "altro/ancora.po").msgstr == "You decide together."


def test_an_outdated_block_goes_out_with_its_former_italian_and_comes_back_current(site: SmallSite) -> None:
    run(site, "update")
    site.translate(site.catalogue("en", "aiuto.po"))
    page = site.page("aiuto.md")
    page.write_text(
        page.read_text(encoding="utf-8").replace("ti richiama", "ti richiama presto"), encoding="utf-8"
    )
    run(site, "update")
    file = site.root / "en.xlf"
    run(site, "export", "en", "--only", "outdated", str(file))
    [unit] = etree.parse(str(file)).findall(".//x:trans-unit", NS)
    assert unit.find("x:target", NS).text == "UN OPERATORE TI RICHIAMA."
    assert unit.find("x:target", NS).get("state") == "needs-adaptation"
    assert "The Italian was: Un operatore ti richiama." in [note.text for note in unit.iterfind("x:note", NS)]
    assert "Presi: 0. Già così: 0. Senza traduzione: 1." in run(site, "import", "en", str(file)).output
    fill(file, {"Un operatore": "A worker calls you soon."})
    assert run(site, "import", "en", str(file)).exit_code == 0
    now = entry(site, "Un operatore ti richiama presto.")
    assert (now.msgstr, now.fuzzy, now.previous_msgid) == ("A worker calls you soon.", False, None)


def test_a_final_unit_is_handed_to_the_review(given: tuple[SmallSite, Path]) -> None:
    site, file = given
    fill(file, {"Decidete insieme": "You decide together."}, state="final")
    fill(file, {"Un operatore": "A worker calls you."})
    reviewed: list[str] = []
    take(
        site.translations,
        "en",
        read_document(file.read_bytes(), "en.xlf", "en"),
        lambda one: reviewed.append(one.msgid),
    )
    assert reviewed == ["Decidete insieme."] * 2


@pytest.mark.parametrize("language", ["ar", "uk", "zh"])
def test_the_whole_site_goes_out_and_back_without_a_change(language: str, tmp_path: Path) -> None:
    folder = tmp_path / "translations"
    for file in (SITE_TRANSLATIONS / language).rglob("*.po"):
        copy = folder / file.relative_to(SITE_TRANSLATIONS)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(file.read_bytes())
    before = {file: file.read_bytes() for file in folder.rglob("*.po")}
    units = units_to_give(folder, language, frozenset(Standing))
    report = take(folder, language, read_document(write_document(units, "it", language), "all.xlf", language))
    assert len(units) > 1000
    assert (report.taken, report.waiting, report.problems) == ({}, 0, [])
    assert {file: file.read_bytes() for file in folder.rglob("*.po")} == before


def test_a_counted_message_goes_out_in_all_forms_of_the_language() -> None:
    units = units_to_give(SITE_TRANSLATIONS, "ar", frozenset(Standing))
    forms = [unit for unit in units if unit.name.endswith("]")]
    assert {unit.name[-3:] for unit in forms} == {f"[{number}]" for number in range(6)}
    assert {unit.notes[-1] for unit in forms if unit.name.endswith("[3]")} == {"for 3, 4, 5…"}


@pytest.mark.parametrize(
    "data",
    [b"", b"<a/>", b"PK\x03\x04", b'<xliff version="2.0" xmlns="urn:oasis:names:tc:xliff:document:2.0"/>'],
)
def test_what_is_no_xliff_is_refused_with_the_remedy(data: bytes) -> None:
    with pytest.raises(SportelloError, match=r"en\.xlf: no XLIFF 1\.2 .*Ask for the format"):
        read_document(data, "en.xlf", "en")


def test_a_file_for_another_language_is_refused(given: tuple[SmallSite, Path]) -> None:
    with pytest.raises(SportelloError, match="it is for «en»"):
        run(given[0], "import", "ar", str(given[1]))


def test_a_file_of_the_machine_is_not_read_through_the_document(given: tuple[SmallSite, Path]) -> None:
    site, file = given
    secret = site.root / "secret"
    secret.write_text("SEGRETO", encoding="utf-8")
    fill(file, {"Decidete insieme": "You decide SLOT together."})
    text = file.read_text(encoding="utf-8").replace("SLOT", "&secret;")
    start = text.index("<xliff")
    file.write_text(
        f'<!DOCTYPE x [<!ENTITY secret SYSTEM "{secret.as_uri()}">]>{text[start:]}', encoding="utf-8"
    )
    run(site, "import", "en", str(file))
    assert all(b"SEGRETO" not in content for content in site.bytes_of_catalogues().values())


def test_segments_that_a_program_marked_are_read_as_text(given: tuple[SmallSite, Path]) -> None:
    site, file = given
    fill(file, {"Decidete insieme": '<mrk mtype="seg" mid="0">You decide</mrk> together.'})
    run(site, "import", "en", str(file))
    assert entry(site, "Decidete insieme.").msgstr == "You decide together."


def test_an_unknown_state_is_refused(given: tuple[SmallSite, Path]) -> None:
    with pytest.raises(
        SportelloError, match="--only nuovi: write missing, outdated, draft, reviewed, or all"
    ):
        run(given[0], "export", "en", "--only", "nuovi", str(given[1]))
