"""What a PDF says to the programs that read it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from typing import Any

import pypdfium2
import zxingcpp
from pypdf import PdfReader
from pypdf.generic import DictionaryObject


@dataclass(frozen=True)
class Pdf:
    """A finished PDF."""

    data: bytes

    @cached_property
    def reader(self) -> PdfReader:
        return PdfReader(BytesIO(self.data))

    def at(self, *way: str) -> Any:  # noqa: ANN401 - whatever a PDF holds
        """What stands at the end of a way from the catalogue."""
        found: Any = self.reader.trailer["/Root"]
        for name in way:
            found = found[name].get_object() if hasattr(found[name], "get_object") else found[name]
        return found

    @property
    def pages(self) -> int:
        return len(self.reader.pages)

    @property
    def text(self) -> str:
        """What is said, white space made single."""
        return " ".join(" ".join(page.extract_text() for page in self.reader.pages).split())

    def elements(self, kind: str) -> list[DictionaryObject]:
        """The elements of the structure tree that are of a kind (`/Figure`)."""
        return [element for element in _below(self.at("/StructTreeRoot")) if element.get("/S") == kind]

    def codes(self) -> set[str]:
        """What the QR codes say, as a camera sees them."""
        images = (page.render(scale=3).to_pil() for page in pypdfium2.PdfDocument(self.data))
        return {found.text for image in images for found in zxingcpp.read_barcodes(image)}


def _below(element: object) -> Iterator[DictionaryObject]:
    found = element.get_object() if hasattr(element, "get_object") else element
    if isinstance(found, list):
        for child in found:
            yield from _below(child)
    elif isinstance(found, DictionaryObject):
        yield found
        if "/K" in found:
            yield from _below(found["/K"])
