"""THE JUDGE: reads what happened (exchanges and observations) and says what a téléservice has demonstrated.

Knows the rulebook and nothing else of ours: it meets the bench, and the client under test, over HTTP.
The way in is `conformance.judging.judge`.
"""
