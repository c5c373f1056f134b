"""The nouns: `bytes -> Document -> Tokens -> Match -> Finding -> Analysis -> Matter -> Exhibit -> bytes`.

Frozen values without behaviour that needs more than the standard library and numpy.
"""
