"""A site's texts in another language, block by block, each with its state."""

from sportello.translation.content import State
from sportello.translation.languages import direction, lang_tag
from sportello.translation.translator import Translated, Translator, load_translator

__all__ = ["State", "Translated", "Translator", "direction", "lang_tag", "load_translator"]
