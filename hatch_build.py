"""What the wheel carries beside the packages: the interface's translations, kept in a folder of their own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class InterfaceCatalogues(BuildHookInterface[Any]):
    """Adds every `translations/<lang>/interface.po` as `sportello/translation/interface/<lang>.po`."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Name the files to add; an editable install finds them in the checkout."""
        if version == "editable":
            return
        for catalogue in sorted(Path(self.root, "translations").glob("*/interface.po")):
            target = f"sportello/translation/interface/{catalogue.parent.name}.po"
            build_data["force_include"][str(catalogue)] = target
