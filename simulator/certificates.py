"""Certificates that a bench gives to applications, and the one that a connection showed.

A small authority of its own signs them: made once in a folder, found again there, trusted by nobody else. The folder holds what a
client needs: `autorite.pem` to trust the bench, `{application}.pem` (certificate and key) to be known by it.
"""

import hashlib
import os
import ssl
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

import trustme
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

AUTHORITY = "autorite.pem"
_KEY = "autorite.key"
_SHOWN = "unefois.certificate"


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
        folder.mkdir(parents=True, exist_ok=True)
        certificate, key = folder / AUTHORITY, folder / _KEY
        if certificate.exists() and key.exists():
            self._authority = trustme.CA.from_pem(certificate.read_bytes(), key.read_bytes())
        else:
            self._authority = trustme.CA(organization_name="unefois", organization_unit_name="SIMULATEUR")
            certificate.write_bytes(self._authority.cert_pem.bytes())
            _write_secret(key, self._authority.private_key_pem.bytes())

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
        if not file.exists():
            leaf = self._authority.issue_cert(*dict.fromkeys(names), common_name=names[0])
            _write_secret(file, leaf.private_key_and_cert_chain_pem.bytes())
        return hashlib.sha256(ssl.PEM_cert_to_DER_cert(_certificate(file))).hexdigest()


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
