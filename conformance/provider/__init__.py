"""The other way round: the judged party is the OpenID provider, the judge plays the téléservice and the citizen's browser.

`scenes` make requests and keep named answers; `facts` are pure: each reads one value from those answers and says what the real service
would have given. What ours does otherwise on purpose passes under its name (`rulebook.differences`); anything else fails.
"""
