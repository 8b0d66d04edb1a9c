"""WHAT IS TRUE: refusals, duties, scopes, fields, faults and file formats, as data.

Imports nothing of ours and opens no file. Each record quotes where it was read; what no source confirms says so
(`Basis.ASSUMPTION`), so that a partner who knows better changes one line.
"""
