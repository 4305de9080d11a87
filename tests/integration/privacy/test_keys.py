"""Key files."""

from __future__ import annotations

import stat
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from forms_app.errors import KeyUnusableError
from forms_app.privacy.keys import KeyFiles, create_missing, load_private_key, load_public_key, load_secret
from forms_app.privacy.sealing import open_sealed, seal


@pytest.fixture
def files(tmp_path: Path) -> KeyFiles:
    folder = tmp_path / "keys"
    return KeyFiles(
        folder / "worker.key", folder / "worker.pub", folder / "receipt.key", folder / "secret.key"
    )


def test_the_keys_that_are_made_belong_together(files: KeyFiles) -> None:
    assert set(create_missing(files)) == {files.private, files.public, files.receipt, files.secret}
    sealed = seal(b"Prova Provetti", load_public_key(files.public), b"row")
    assert open_sealed(sealed, load_private_key(files.private), b"row") == b"Prova Provetti"
    assert len(load_secret(files.receipt)) == len(load_secret(files.secret)) == 32
    assert load_secret(files.receipt) != load_secret(files.secret)


def test_what_exists_is_never_touched(files: KeyFiles) -> None:
    create_missing(files)
    before = {path: path.read_bytes() for path in files.private.parent.iterdir()}
    assert create_missing(files) == ()
    assert {path: path.read_bytes() for path in files.private.parent.iterdir()} == before


def test_a_lost_public_key_is_made_again_from_the_private_one(files: KeyFiles) -> None:
    create_missing(files)
    before = files.public.read_bytes()
    files.public.unlink()
    assert create_missing(files) == (files.public,)
    assert files.public.read_bytes() == before


def test_a_machine_with_only_the_web_process_gets_no_private_key(files: KeyFiles) -> None:
    create_missing(files)
    files.private.unlink()
    assert create_missing(files) == ()
    assert not files.private.exists()


def test_eight_processes_at_once_agree_on_one_pair(files: KeyFiles) -> None:
    with ThreadPoolExecutor(8) as pool:
        made = [path for paths in pool.map(lambda _: create_missing(files), range(8)) for path in paths]
    assert len(made) == len(set(made)) == 4
    sealed = seal(b"x", load_public_key(files.public), b"row")
    assert open_sealed(sealed, load_private_key(files.private), b"row") == b"x"


def test_no_half_written_file_is_left(files: KeyFiles) -> None:
    create_missing(files)
    assert {path.name for path in files.private.parent.iterdir()} == {
        "worker.key",
        "worker.pub",
        "receipt.key",
        "secret.key",
    }


@pytest.mark.parametrize("load", [load_private_key, load_public_key, load_secret])
def test_a_missing_file_is_explained(load: Callable[[Path], object], tmp_path: Path) -> None:
    with pytest.raises(KeyUnusableError, match="flask --app forms_app init"):
        load(tmp_path / "missing")


@pytest.mark.parametrize("load", [load_private_key, load_public_key, load_secret])
def test_a_file_that_holds_no_key_is_explained(load: Callable[[Path], object], tmp_path: Path) -> None:
    path = tmp_path / "prova"
    path.write_bytes(b"\xff not a key")
    path.chmod(0o600)
    with pytest.raises(KeyUnusableError, match="the file is not"):
        load(path)


def test_a_short_secret_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "prova"
    path.write_text("00" * 31, "ascii")
    path.chmod(0o600)
    with pytest.raises(KeyUnusableError, match="shorter"):
        load_secret(path)


@pytest.mark.parametrize("text", ["00" * 32, "cafe" * 16, "0123456789abcdef" * 4])
def test_a_default_secret_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "prova"
    path.write_text(text, "ascii")
    path.chmod(0o600)
    with pytest.raises(KeyUnusableError, match="not random"):
        load_secret(path)


@pytest.mark.parametrize("mode", [0o604, 0o602, 0o644, 0o666])
def test_a_secret_that_everybody_may_read_or_write_is_refused(files: KeyFiles, mode: int) -> None:
    create_missing(files)
    for path, load in ((files.private, load_private_key), (files.receipt, load_secret)):
        path.chmod(mode)
        with pytest.raises(KeyUnusableError, match="chmod o="):
            load(path)
        assert stat.S_IMODE(path.stat().st_mode) == mode
