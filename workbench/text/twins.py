"""Letters of other scripts that look like Latin ones, and words that mix them."""

import unicodedata

_LATIN = {
    "CYRILLIC": ("АВЕЅІЈКМНОРСТУХҮԌԚԜаеѕіјорсухһԁԛԝӏү", "ABESIJKMHOPCTYXYGQWaesijopcyxhdqwly"),
    "GREEK": ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹϳαικνορυϲ", "ABEZHIKMNOPTYXCjaikvopuc"),
    "ARMENIAN": ("ՕՍԼՏհոսցօզ", "OULShnugoq"),
    "CHEROKEE": ("ᎪᏴᏟᎠᎬᏀᎻᎫᏦᏞᎷᏢᏒᎢᏙᎳᏃ", "ABCDEGHJKLMPRTVWZ"),
}
TWINS = {
    foreign: latin
    for letters, twins in _LATIN.values()
    for foreign, latin in zip(letters, twins, strict=True)
}
"""Foreign letters, capital and small, with the Latin letter that a reader takes them for (Unicode Technical
Standard 39, those that are alike in common typefaces)."""

_BACK = {
    script: {latin: foreign for foreign, latin in reversed(list(zip(*pair, strict=True)))}
    for script, pair in _LATIN.items()
}


def script_of(character: str) -> str:
    """`LATIN`, `CYRILLIC`: the first word of a letter's name; empty for what is no letter."""
    return unicodedata.name(character, "").split(" ")[0] if character.isalpha() else ""


def unmixed(word: str) -> str:
    """A word as a reader sees it, in one script: in Latin letters if all foreign ones have a twin there.

    Where some have none, Latin letters become their twins in the other script. `word` comes as it is written;
    it stays as it is where neither way leads to one script.
    """
    foreign = [character for character in word if script_of(character) not in ("", "LATIN")]
    if all(character in TWINS for character in foreign):
        return "".join(TWINS.get(character, character) for character in word)
    back = _BACK.get(script_of(next(character for character in foreign if character not in TWINS)), {})
    if all(character in back for character in word if script_of(character) == "LATIN"):
        return "".join(back.get(character, character) for character in word)
    return word
