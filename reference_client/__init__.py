"""THE EXEMPLARY TÉLÉSERVICE: at Villefictive, the school canteen priced by the tax notice, and parking by the tax address.

One module per step of its protocols; what makes a démarche is one record (`demarche`). What decides is pure (values in, value or refusal out); what talks is asynchronous
and reads the clock. It imports nothing of the bench, so it cannot share its mistakes.
"""
