"""A site of one's own, without Sportello's source, in a language that Sportello does not speak yet."""

from __future__ import annotations

import polib

from sportello.translation import load_translator
from tests.integration.translation.conftest import CONFIG, SmallSite
from tests.integration.translation.test_commands import run


def test_one_line_and_one_command_bring_the_interface_too(site: SmallSite) -> None:
    site.config.write_text(CONFIG.replace("[it, en, ar]", "[it, en, af]"), "utf-8")
    assert run(site, "update").output.count("interface.po") == 1
    file = site.translations / "af" / "interface.po"
    po = polib.pofile(str(file))
    assert len(po) > 500
    assert not (site.translations / "en" / "interface.po").exists()
    po.find("Chiedi aiuto").msgstr = "Vra hulp"  # type: ignore[union-attr] # it is there
    po.save(str(file))
    assert load_translator(site.translations, "af").gettext("Chiedi aiuto") == "Vra hulp"
    assert run(site, "update").output == ""
    assert polib.pofile(str(file)).find("Chiedi aiuto").msgstr == "Vra hulp"  # type: ignore[union-attr] # the same
