"""What `mkdocs.yml` says about the site, read without MkDocs so that the forms app can read it too."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from sportello.catalogue.values import OrganizationRef, ProgramRef
from sportello.errors import SiteUnreadableError


class LeafletFormat(StrEnum):
    """What of a page can be printed to take away."""

    A4 = "a4"
    A6 = "a6"
    BILINGUAL = "bilingual"  # A4: one side in the language that staff write in, the other in the reader's


class SiteOptions(BaseModel):
    """The options of the `sportello` plugin in `mkdocs.yml`: declared here once, for the plugin and the forms app."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    languages: Annotated[
        tuple[str, ...],
        Field(
            description="Language codes; the first is the one that staff write in and stands at the root.",
            min_length=1,
        ),
    ] = ("it",)
    translations_dir: Annotated[str, Field(description="The folder of the gettext catalogues.")] = (
        "translations"
    )
    reopen: Annotated[
        tuple[ProgramRef, ...], Field(description="Ended programs whose forms are open all the same.")
    ] = ()
    fallback: Annotated[
        OrganizationRef | None, Field(description="The organization that answers where no program does.")
    ] = None
    owner: Annotated[
        OrganizationRef | None,
        Field(description="The organization that runs the site; privacy notices name it."),
    ] = None
    leave_to: Annotated[
        str,
        Field(
            description="The harmless outside page that «Esci subito» opens.",
            pattern=r"^https://[a-zA-Z0-9.-]+/[^\s]*$",
        ),
    ] = "https://it.wikipedia.org/"
    known_abbreviations: Annotated[
        tuple[str, ...],
        Field(
            description="Abbreviations that pages need not explain; «sportello check» warns of the others."
        ),
    ] = ()
    footer: Annotated[tuple[str, ...], Field(description="Pages linked at the foot of each page.")] = ()
    help_page: Annotated[str | None, Field(description="The page that says how to ask for help.")] = None
    leaflets: Annotated[
        tuple[LeafletFormat, ...],
        Field(description="What programs and desks are printed on: a4, a6, bilingual."),
    ] = ()
    stale_after_days: Annotated[
        int,
        Field(description="After so many days a phone, hours or an address must be confirmed again.", ge=1),
    ] = 180
    confirmations: Annotated[
        str, Field(description="The file of the owners' confirmations, which the forms app writes.")
    ] = "var/confirmations.jsonl"


@dataclass(frozen=True)
class Site:
    """Where things are, and the options.

    Attributes:
        root: the folder of `mkdocs.yml`; paths in problems are relative to it.
        docs: the folder of pages.
        translations: the folder of gettext catalogues.
        name: the site's name for citizens.
        url: its canonical address with a slash at the end, or "".
    """

    root: Path
    docs: Path
    translations: Path
    name: str = "Sportello"
    url: str = ""
    options: SiteOptions = field(default_factory=SiteOptions)

    @property
    def confirmations(self) -> Path:
        """The file of the owners' confirmations."""
        return self.root / self.options.confirmations

    @property
    def source_language(self) -> str:
        """The language that staff write in."""
        return self.options.languages[0]


class _Loader(yaml.SafeLoader):
    """Reads `mkdocs.yml` and lets MkDocs' own tags (`!ENV`, `!!python/name`) pass as nothing."""


_Loader.add_multi_constructor("", lambda _loader, _suffix, _node: None)


def load_site(config: Path) -> Site:
    """Read the site from its `mkdocs.yml`.

    Raises:
        SiteUnreadableError: the file is missing, does not parse, or an option is wrong.
    """
    try:
        data = yaml.load(config.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 - a SafeLoader
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise SiteUnreadableError(
            f"{config}: cannot be read ({error}). Mend the file or name another."
        ) from error
    if not isinstance(data, dict):
        raise SiteUnreadableError(f"{config}: no settings in it. Begin with `site_name: …`.")
    return make_site(config.resolve().parent, data, read_options(_plugin_options(data), str(config)))


def make_site(root: Path, data: dict[str, Any], options: SiteOptions) -> Site:
    """The site below `root` from MkDocs' settings and our options."""
    url = str(data.get("site_url") or "")
    return Site(
        root=root,
        docs=root / str(data.get("docs_dir") or "docs"),
        translations=root / options.translations_dir,
        name=str(data.get("site_name") or "Sportello"),
        url=url if not url or url.endswith("/") else f"{url}/",
        options=options,
    )


def read_options(data: object, where: str) -> SiteOptions:
    """Check the plugin's options.

    Raises:
        SiteUnreadableError: an unknown or wrong option; all of them are named.
    """
    try:
        return SiteOptions.model_validate(data or {})
    except ValidationError as error:
        lines = [f"{where}: sportello.{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors()]
        raise SiteUnreadableError("\n".join(lines)) from error


def _plugin_options(data: dict[str, Any]) -> object:
    plugins = data.get("plugins") or []
    named = (
        plugins.items()
        if isinstance(plugins, dict)
        else (i.popitem() for i in plugins if isinstance(i, dict) and i)
    )
    return dict(named).get("sportello")
