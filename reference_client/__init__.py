"""THE EXEMPLARY TÉLÉSERVICE: the school canteen of Villefictive, priced by the tax notice.

One module per step of its protocols. What decides is pure (values in, value or refusal out); what talks is asynchronous
and reads the clock. It imports nothing of the bench, so it cannot share its mistakes.
"""
