"""What an Accept header prefers, as the engine asks it: JSON or HTML, and JSON when nothing tells them apart."""

_OFFERED = ("application/json", "text/html")


def prefers_html(accept: str | None) -> bool:
    """Whether HTML comes before JSON: quality first, then the more precise range, then the order of the header."""
    ranges = [_read(part, order) for order, part in enumerate((accept or "*/*").split(","))]
    ranked = [(*_best(ranges, offered), index) for index, offered in enumerate(_OFFERED)]
    wanted = [rank for rank in ranked if rank[0] < 0]
    return bool(wanted) and min(wanted)[-1] == 1


def _read(part: str, order: int) -> tuple[str, float, int]:
    name, *parameters = (piece.strip().lower() for piece in part.split(";"))
    stated = next((piece[2:] for piece in parameters if piece.startswith("q=")), "1")
    try:
        return name, float(stated), order
    except ValueError:
        return name, 0.0, order


def _best(ranges: list[tuple[str, float, int]], offered: str) -> tuple[float, int, int]:
    """Rank of the range that speaks of `offered` most precisely: the smaller the better, 0 first when it is refused."""
    kind = offered.partition("/")[0]
    precise = {offered: 6, f"{kind}/*": 4, "*/*": 0}
    told = [(precise[name], quality, order) for name, quality, order in ranges if name in precise]
    if not told:
        return 0.0, 0, 0
    precision, quality, order = max(told, key=lambda one: (one[0], one[1], -one[2]))
    return -quality, -precision, order
