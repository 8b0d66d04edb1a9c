"""A journey as rows to draw: who asked what of whom, told once when two witnesses saw it, and shortened where nothing is at stake."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from types import MappingProxyType
from urllib.parse import urlsplit

from conformance.language import mark as _
from conformance.reports.labels import Say, fit
from rulebook.formats.exchange import By, Exchange
from rulebook.redaction import MARK

CITIZEN, CLIENT, FRANCECONNECT, DGFIP = (
    _("Citoyen (navigateur)"),
    _("Téléservice"),
    "FranceConnect",
    "DGFiP",
)
ACTORS = (CITIZEN, CLIENT, FRANCECONNECT, DGFIP)

_TARGETS: Mapping[By, str] = MappingProxyType(
    {"franceconnect": FRANCECONNECT, "franceconnect-plus": FRANCECONNECT, "dgfip": DGFIP, "driver": FRANCECONNECT}
)
# What FranceConnect is asked by machines; all the rest is asked by a browser.
_MACHINES: Mapping[str, str] = MappingProxyType(
    {
        "checktoken": DGFIP,
        "client_keys": CLIENT,
        "discovery": CLIENT,
        "jwks": CLIENT,
        "revocation": CLIENT,
        "token": CLIENT,
        "userinfo": CLIENT,
    }
)
# FranceConnect's own screens: the téléservice cannot see them.
_SCREENS = frozenset(
    {"consent", "interaction", "login", "oidc_callback", "pages", "provider", "redirect_to_idp", "verify"}
)
_TWIN = 4  # the driver's record of a request to FranceConnect stands that close to FranceConnect's own
_ROWS, _AROUND, _PATH = 26, 3, 34


@dataclass(frozen=True, slots=True)
class Arrow:
    """One exchange. `cited`: the verdict rests on it; `fault`: what the bench disturbed in it; `breaks`: the client's own fault."""

    n: int
    source: str
    target: str
    method: str
    path: str
    status: int
    fault: str | None = None
    cited: bool = False
    breaks: bool = False


@dataclass(frozen=True, slots=True)
class Gap:
    """Exchanges that are not drawn: on FranceConnect's screens, or far from what is at stake."""

    count: int
    screens: bool


Row = Arrow | Gap


def rows(exchanges: Sequence[Exchange], cited: Sequence[int] = (), *, broken: bool = False) -> tuple[Row, ...]:
    """The journey, at most a page of it, around the exchanges that the verdict rests on; `broken` when it is a failure."""
    twins = dict(_twins(exchanges))
    wanted = {twins.get(n, n) for n in cited}
    arrows = [(_arrow(one, wanted, broken=broken), one.endpoint in _SCREENS) for one in exchanges if one.n not in twins]
    folded = [row for screens, group in groupby(arrows, _is_screen) for row in _fold([a for a, _ in group], screens)]
    return tuple(_window(folded))


def _twins(exchanges: Sequence[Exchange]) -> Iterator[tuple[int, int]]:
    """What the driver saw of a request that FranceConnect recorded too → FranceConnect's record."""
    for place, one in enumerate(exchanges):
        if one.by != "driver" or one.endpoint == "client":
            continue
        asked = (one.request.method, one.request.url)
        for other in exchanges[place + 1 : place + 1 + _TWIN]:
            if other.by != "driver" and (other.request.method, other.request.url) == asked:
                yield one.n, other.n
                break


def _arrow(one: Exchange, wanted: set[int], *, broken: bool) -> Arrow:
    target = CLIENT if one.by == "driver" and one.endpoint == "client" else _TARGETS[one.by]
    cited = one.n in wanted
    return Arrow(
        one.n,
        _source(one),
        target,
        one.request.method,
        path(one),
        one.response.status,
        one.fault,
        cited,
        breaks=broken and cited and one.fault is None,
    )


def _source(one: Exchange) -> str:
    return CLIENT if one.by == "dgfip" else _MACHINES.get(one.endpoint, CITIZEN)


def path(one: Exchange) -> str:
    """The end of the path, that a reader recognises, and whether a query followed."""
    try:
        parts = urlsplit(one.request.url)
    except ValueError:  # a client may send anything as Host
        return "?"
    said = MARK.sub("…", parts.path) or "/"
    short = said if len(said) <= _PATH else "…" + said[1 - _PATH :]
    return short + ("?…" if parts.query else "")


def _is_screen(pair: tuple[Arrow, bool]) -> bool:
    arrow, screen = pair
    return screen and not arrow.cited and arrow.fault is None


def _fold(arrows: Sequence[Arrow], screens: bool) -> Iterator[Row]:  # noqa: FBT001 (the key of a group)
    if screens:
        yield Gap(len(arrows), screens=True)
    else:
        yield from arrows


def _window(folded: Sequence[Row]) -> Iterator[Row]:
    """All of it when it holds in a page, else what surrounds the first exchanges at stake."""
    at_stake = [place for place, row in enumerate(folded) if isinstance(row, Arrow) and (row.cited or row.fault)]
    if len(folded) <= _ROWS:
        kept = set(range(len(folded)))
    else:
        near = (place + step for place in at_stake[:6] or [0] for step in range(-_AROUND, 2))
        kept = set(sorted({0, *(place for place in near if 0 <= place < len(folded))})[:_ROWS])
    for shown, group in groupby(enumerate(folded), lambda pair: pair[0] in kept):
        if shown:
            yield from (row for _, row in group)
        else:
            yield Gap(sum(row.count if isinstance(row, Gap) else 1 for _, row in group), screens=False)


# ------------------------------------------------------------------ in words
def sentence(row: Row, say: Say) -> str:
    """The row for who cannot see the drawing."""
    if isinstance(row, Gap):
        return gap(row, say)
    line = say(_("n° {n}, {source} vers {target} : {asked}, {answered}")).format(
        n=row.n,
        source=say(row.source),
        target=say(row.target),
        asked=asked(row, say),
        answered=answered(row.status, say),
    )
    disturbed = say(_(" ; anomalie {fault}")).format(fault=row.fault) if row.fault else ""
    return line + disturbed + _at_stake(row, say)


def _at_stake(row: Arrow, say: Say) -> str:
    if row.breaks:
        return say(_(" ; rompt l'exigence"))
    return say(_(" ; le verdict repose sur cet échange")) if row.cited else ""


def asked(arrow: Arrow, say: Say) -> str:
    """Method and path."""
    return fit(f"{arrow.method[:12]} {arrow.path}", say)


def answered(status: int, say: Say) -> str:
    """The status, or that there was none."""
    return str(status) if status else say(_("coupé"))


def gap(row: Gap, say: Say) -> str:
    """How many exchanges are not drawn, and where they are."""
    where = _("pages de FranceConnect : {count} échanges") if row.screens else _("non dessinés : {count} échanges")
    return say(where).format(count=row.count)
