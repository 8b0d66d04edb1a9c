"""What the tax service refuses on `…/situations/th/assiettes/principale/annrev/{annrev}` only; the rest is in `assiettes`.

The resource was removed in 2025 (functional presentation v2.9, history) and is served to whoever imports housing rows. That nobody
else has any, with the answer that the published rows give for it, is an assumption: no source says what the retired one answers.
"""

from rulebook import documents
from rulebook.refusal import Channel, Refusal

NO_HOUSING = Refusal(
    "DGFIP-TH-NONE",
    "th",
    Channel.EMPTY,
    204,
    "2044",
    documents.data_sets.assumed("FD_Impot_TH_BacASable.csv : 204, 2044 ; après le retrait de la ressource, supposé"),
    description="Aucun local pour ce contribuable et cette année",
)

ALL: tuple[Refusal, ...] = (NO_HOUSING,)
