"""Who a citizen is said to be, by whom and how surely: identity providers, the RNIPP, levels, and what each partner is told."""
