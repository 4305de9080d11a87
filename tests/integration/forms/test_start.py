"""The application does not start where it would answer wrongly, and says everything that is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from forms_app import create_app
from forms_app.settings import Settings


@pytest.fixture
def environment(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    monkeypatch.setenv("SPORTELLO_ENVIRONMENT", "production")
    monkeypatch.setenv("SPORTELLO_VAR", str(settings.var_dir))
    monkeypatch.setenv("SPORTELLO_MKDOCS", str(settings.mkdocs_yml))
    monkeypatch.setenv("SPORTELLO_SENDER", "sportello@example.org")
    monkeypatch.setenv("SPORTELLO_SMTP_HOST", "mail.example.org")
    monkeypatch.delenv("FLASK_RUN_FROM_CLI", raising=False)
    return monkeypatch


@pytest.mark.usefixtures("environment")
def test_it_starts() -> None:
    assert create_app().test_client().get("/moduli/it/").status_code == 200


@pytest.mark.usefixtures("environment")
def test_wrong_content_is_listed_whole(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    docs = settings.mkdocs_yml.parent / "docs"
    (docs / "comuni" / "gussola.md").write_text("---\nkind: municipality\n---\n", "utf-8")
    (docs / "enti" / "energheia.md").write_text("---\nkind: nothing\n---\n", "utf-8")
    with pytest.raises(SystemExit) as stopped:
        create_app()
    said = capsys.readouterr().err
    assert stopped.value.code == 1
    assert "comuni/gussola.md" in said
    assert "enti/energheia.md" in said


def test_without_keys_only_the_commands_work(
    environment: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    environment.setenv("SPORTELLO_VAR", str(tmp_path / "fresh"))
    with pytest.raises(SystemExit) as stopped:
        create_app()
    assert stopped.value.code == 1
    assert "flask --app forms_app init" in capsys.readouterr().err
    environment.setenv("FLASK_RUN_FROM_CLI", "true")
    app = create_app()
    assert app.test_cli_runner().invoke(args=["init"]).exit_code == 0
    assert create_app().test_client().get("/moduli/it/").status_code == 200
