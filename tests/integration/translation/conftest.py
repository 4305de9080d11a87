"""A small site on disk, and its catalogues."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import polib
import pytest

CONFIG = """\
site_name: Prova
plugins:
  - sportello:
      languages: [it, en, ar]
"""
PAGE = """\
---
kind: page
title: Chiedi aiuto
summary: Tre modi per chiedere.
---
# Chiedi aiuto

Chiama lo [sportello](tel:+390375){ .md-button } il lunedì mattina.

## Che cosa succede dopo

- Un operatore ti richiama.
- Decidete insieme.
"""


@dataclass(frozen=True)
class SmallSite:
    """A site with two pages in Italian; English and Arabic are to be translated."""

    root: Path

    @property
    def config(self) -> Path:
        return self.root / "mkdocs.yml"

    @property
    def translations(self) -> Path:
        return self.root / "translations"

    def page(self, path: str) -> Path:
        return self.root / "docs" / path

    def catalogue(self, language: str, name: str) -> Path:
        return self.translations / language / "content" / name

    def bytes_of_catalogues(self) -> dict[str, bytes]:
        return {
            str(f.relative_to(self.translations)): f.read_bytes()
            for f in sorted(self.translations.rglob("*.po"))
        }

    def translate(self, file: Path, word: Callable[[str], str] = str.upper) -> None:
        """Fill a catalogue: `word` makes the translation of each message."""
        po = polib.pofile(str(file))
        for entry in po:
            entry.msgstr = word(entry.msgid)
        po.save()


@pytest.fixture
def site(tmp_path: Path) -> SmallSite:
    small = SmallSite(tmp_path)
    small.config.write_text(CONFIG, encoding="utf-8")
    for name in ("aiuto.md", "altro/ancora.md"):
        small.page(name).parent.mkdir(parents=True, exist_ok=True)
        small.page(name).write_text(PAGE.replace("lunedì", f"lunedì ({name})"), encoding="utf-8")
    return small
