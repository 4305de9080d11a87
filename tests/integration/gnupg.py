"""GnuPG as a partner uses it: keys of every kind, good and bad, and reading what was encrypted for them."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ADDRESS = "mestieri@example.org"


@dataclass(frozen=True)
class GnuPG:
    """A partner's key ring, in a folder of its own."""

    home: Path

    def __call__(self, *arguments: str, given: bytes = b"", at: str = "") -> bytes:
        """Run gpg, at another moment (`20200101T000000`) if wanted, and return what it prints."""
        command = ["gpg", "--homedir", str(self.home), "--batch", "--yes"]
        command += ["--pinentry-mode", "loopback", "--passphrase", ""]
        command += ["--faked-system-time", at] if at else []
        result = subprocess.run([*command, *arguments], input=given, capture_output=True, check=False)
        assert result.returncode == 0, result.stderr.decode("utf-8", "replace")
        return result.stdout

    def ed25519(self, address: str = ADDRESS, ends: str = "1y", at: str = "") -> str:
        """Make a key as GnuPG makes it today, with a subkey for encryption; return its fingerprint."""
        self("--quick-generate-key", f"Prova Provetti <{address}>", "future-default", "default", ends, at=at)
        return self.fingerprint(address)

    def rsa3072(self, address: str = ADDRESS) -> str:
        """Make a key as GnuPG 2.2 made it by default."""
        self("--quick-generate-key", address, "rsa3072", "sign,cert", "1y")
        self("--quick-add-key", self.fingerprint(address), "rsa3072", "encr", "1y")
        return self.fingerprint(address)

    def sign_only(self, address: str = ADDRESS) -> str:
        self("--quick-generate-key", address, "ed25519", "sign,cert", "1y")
        return self.fingerprint(address)

    def rsa1024(self, address: str = ADDRESS) -> str:
        self("--quick-generate-key", address, "rsa1024", "cert,sign,encr", "1y")
        return self.fingerprint(address)

    def revoke(self, fingerprint: str) -> None:
        """Use the revocation that GnuPG made with the key."""
        made = (self.home / "openpgp-revocs.d" / f"{fingerprint}.rev").read_bytes()
        self("--import", given=made.replace(b":-----BEGIN", b"-----BEGIN"))

    def revoke_subkey(self, fingerprint: str) -> None:
        """Revoke the first subkey, answering what GnuPG asks."""
        command = ["gpg", "--homedir", str(self.home), "--no-tty", "--pinentry-mode", "loopback"]
        command += ["--passphrase", "", "--command-fd", "0", "--edit-key", fingerprint]
        answers = b"key 1\nrevkey\ny\n0\n\ny\nsave\n"
        subprocess.run(command, input=answers, capture_output=True, check=True)

    def fingerprint(self, address: str) -> str:
        listed = self("--with-colons", "--list-keys", address).decode("utf-8")
        found = re.search(r"^fpr:+([0-9A-F]{40}):", listed, re.MULTILINE)
        assert found
        return found[1]

    def certificate(self, key: str = ADDRESS) -> bytes:
        return self("--armor", "--export", key)

    def secret_key(self, key: str = ADDRESS, *, armor: bool = True) -> bytes:
        return self(*(["--armor"] if armor else []), "--export-secret-keys", key)

    def decrypt(self, encrypted: bytes) -> bytes:
        return self("--decrypt", given=encrypted)


@contextmanager
def key_ring() -> Iterator[GnuPG]:
    """Make an empty key ring; its path is short, as the agent's socket wants it."""
    home = Path(tempfile.mkdtemp(prefix="gnupg-"))
    try:
        yield GnuPG(home)
    finally:
        subprocess.run(["gpgconf", "--homedir", str(home), "--kill", "all"], check=False)
        shutil.rmtree(home, ignore_errors=True)
