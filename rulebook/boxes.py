"""Boxes of the return 2042 that a declaration may state: those that the API serves under `rev`, and those that the calculation reads.

Source: `documents.openapi`, and the form itself. A box holds an amount that is never negative: a deficit has a box of its own.
"""

import difflib

_TSPR = """
    1AJ 1BJ 1CJ 1DJ 1AP 1BP 1CP 1DP 1AK 1BK 1CK 1DK 1AA 1BA 1CA 1DA 1AS 1BS 1CS 1DS 1AZ 1BZ 1CZ 1DZ 1AO 1BO 1CO 1DO 1AW 1BW 1CW 1DW
    1GA 1HA 1IA 1JA 1GB 1HB 1IB 1JB 1GF 1HF 1IF 1JF 1GG 1HG 1IG 1JG 1GH 1HH 1IH 1JH
"""
_RCM = """
    2DH 2CH 2VV 2WW 2XX 2YY 2ZZ 2DC 2FU 2TS 2TR 2TT 2TQ 2TZ 2EE 2GO 2DM 2VM 2VN 2VO 2VP 2CK 2RA 2RB 2RC 2RD 2BH 2CA 2OP
"""
_PV = """
    3VG 3VH 3UA 3VT 3PI 3VQ 3VC 3SA 3SE 3WE 3WH 3WI 3WJ 3WN 3XN 3WP 3SZ 3AN 3BN 3VD 3VI 3VF 3VJ 3VK 3VN 3SG 3SJ 3TJ 3TK 3SK 3WA 3WB
    3VW 3VX 3VZ
"""
_FONC = "4BA 4BB 4BC 4BD 4BE"
_PRO = """
    5HC 5IC 5JC 5HF 5IF 5JF 5XB 5YB 5ZB 5KO 5LO 5MO 5KP 5LP 5MP 5KC 5LC 5MC 5KF 5LF 5MF 5ND 5OD 5PD 5NG 5OG 5PG 5NA 5OA 5PA 5HQ 5IQ
    5JQ 5QC 5RC 5SC 5QE 5RE 5SE 5TA 5UA 5VA 5TB 5UB 5VB 5TE 5UE 5VE
"""
_CHGES = "6EL 6EM 6GI 6GJ 6GU 6GP 6DE 6DD 6EU 6EV 6NS 6NT 6NU 6RS 6RT 6RU 6PS 6PT 6PU 6FA 6FB 6FC 6FD 6FE 6FL"
_RICI = "7AC 7AE 7AG 7CD 7CE 7DB 7DG 7DQ 7EA 7EB 7EC 7ED 7EF 7EG 7GA 7GB 7GC 7GE 7GF 7GG 7GZ 7UD 7UF 7WN"
_DIV = "8TA 8TI 8TK"

BOXES: frozenset[str] = frozenset(f"{_TSPR} {_RCM} {_PV} {_FONC} {_PRO} {_CHGES} {_RICI} {_DIV}".split())

# Boxes of the second declarant, category by category: nobody's in a household of one.
SECOND_DECLARANT: frozenset[str] = frozenset(
    """
    1BJ 1BP 1BK 1BA 1BS 1BZ 1BO 1HA 1HB 1HF 1HG 1HH 3VK 5IC 5IF 5YB 5LO 5LP 5LC 5LF 5OD 5OG 5OA 5IQ 5RC 5RE 5UA 5UB 5UE 6NT 6RT 6PT 7AE
    """.split()
)


def near(box: str) -> tuple[str, ...]:
    """Known boxes that look like `box`: those that begin alike come first, since a heading and a declarant make the beginning."""
    close = difflib.get_close_matches(box.upper(), sorted(BOXES), n=20, cutoff=0.6)
    return tuple(sorted(close, key=lambda known: known[:2] != box[:2].upper())[:3])
