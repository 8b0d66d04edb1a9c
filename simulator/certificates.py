"""Certificates that a bench gives to applications, and the one that a connection showed.

A small authority of its own signs them: made once in a folder, found again there, trusted by nobody else. The folder holds what a
client needs: `ca.autorite.pem` to trust the bench, `{application}.pem` (certificate and key) to be known by it.
"""

import hashlib
import os
import ssl
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

import trustme
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

AUTHORITY = "ca.autorite.pem"  # no id of an application holds a dot
_KEY = "ca.autorite.key"
_SHOWN = "unefois.certificate"


class UnusableFolderError(Exception):
    """The folder holds no whole authority, and none can be made there."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.folder = folder


class Certificates(Protocol):
    """Who has which certificate."""

    def fingerprint(self, space: str, application: str) -> str:
        """SHA-256 of the certificate of that application; empty when none is given here."""
        ...


class NoCertificates:
    """A bench that listens without TLS gives none: a contract that wants one is never let in."""

    def fingerprint(self, space: str, application: str) -> str:
        """None."""
        del space, application
        return ""


class Authority:
    """The authority of one folder. Files of secrets are readable by their owner alone."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: dict[Path, str] = {}
        try:
            self._authority = _authority(folder)
        except (OSError, ValueError) as error:
            raise UnusableFolderError(folder) from error

    def server(self, host: str) -> dict[str, Any]:
        """TLS for uvicorn as `host`: who shows no certificate is heard, who shows one that we did not sign is not."""
        own = self._folder / f"serveur.{host}.pem"
        self._issued(own, host, "127.0.0.1", "localhost")
        return {
            "ssl_certfile": own,
            "ssl_keyfile": own,
            "ssl_ca_certs": str(self._folder / AUTHORITY),
            "ssl_cert_reqs": ssl.CERT_OPTIONAL,
            "http": Certified,
        }

    def fingerprint(self, space: str, application: str) -> str:
        """The certificate of that application, issued when it is first asked for."""
        name = application if space == "default" else f"{space}.{application}"
        return self._issued(self._folder / f"{name}.pem", f"{name}.invalid")

    def _issued(self, file: Path, *names: str) -> str:
        """Read once: a call that shows a certificate waits for no disk."""
        if file not in self._known:
            if not file.exists():
                leaf = self._authority.issue_cert(*dict.fromkeys(names), common_name=names[0])
                _write_secret(file, leaf.private_key_and_cert_chain_pem.bytes())
            self._known[file] = hashlib.sha256(ssl.PEM_cert_to_DER_cert(_certificate(file))).hexdigest()
        return self._known[file]


def _authority(folder: Path) -> trustme.CA:
    """The one that the folder holds, or a new one; half of one is no reason to make another, which nobody trusts yet."""
    folder.mkdir(parents=True, exist_ok=True)
    certificate, key = folder / AUTHORITY, folder / _KEY
    if certificate.exists() or key.exists():
        return trustme.CA.from_pem(certificate.read_bytes(), key.read_bytes())
    made = trustme.CA(organization_name="unefois", organization_unit_name="SIMULATEUR")
    _write_secret(key, made.private_key_pem.bytes())
    certificate.write_bytes(made.cert_pem.bytes())
    return made


def _certificate(file: Path) -> str:
    """The first certificate of a file that holds a key too."""
    text = file.read_text(encoding="ascii")
    begin, end = "-----BEGIN CERTIFICATE-----", "-----END CERTIFICATE-----"
    return f"{begin}{text.partition(begin)[2].partition(end)[0]}{end}\n"


def _write_secret(file: Path, content: bytes) -> None:
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as opened:
        opened.write(content)


class Certified(HttpToolsProtocol):
    """uvicorn's protocol, which tells its application nothing of the client's certificate: this one does."""

    def on_message_begin(self) -> None:
        """Each request of a connection has the certificate that the connection showed."""
        super().on_message_begin()
        told: Any = self.scope  # an extension of ours, no key of ASGI
        told.setdefault("extensions", {})[_SHOWN] = self._shown

    @property
    def _shown(self) -> str:
        connection = self.transport.get_extra_info("ssl_object")
        certificate = connection.getpeercert(binary_form=True) if connection else None
        return hashlib.sha256(certificate).hexdigest() if certificate else ""


def shown_certificate(scope: Mapping[str, Any]) -> str:
    """SHA-256 of the certificate that the connection showed; empty when it showed none."""
    shown: str = scope.get("extensions", {}).get(_SHOWN, "")
    return shown
