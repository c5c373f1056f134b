"""Forms of reference that lawyers use beside cases and codes: short forms, records, treatises, journals."""

import re

_SMALL = r"(?:of|the|a|an|and|in|for|to|on|by|with|from|as|or|at|against|toward|&)"
_TITLE = rf"[A-Z][\w.’'\-:?]{{0,30}}(?:,?\s(?:[A-Z0-9][\w.’'\-:?]{{0,30}}|{_SMALL})){{0,24}}"
_PAGES = r"\*?\d{1,6}(?:\s?[-–]\s?\*?\d{1,6})?(?:\sn\.\s?\d{1,3})?"
_SECTION = r"\d[\w.\-:/]{0,14}(?:[(\[]\w{1,5}[)\]]){0,6}(?:\s?[-–]\s?\(\w{1,5}\))?"
_SECTIONS = rf"§{{1,2}}\s?{_SECTION}(?:(?:,|\sand|\sor|,\sand|\s?[-–])\s?{_SECTION}){{0,8}}"
_YEAR = r"\((?:[^()\n]{0,60}\s)?(?:1[5-9]|20)\d{2}\)"
_PARAGRAPHS = r"¶{1,2}\s?\d{1,4}(?:\s?[-–,]\s?\d{1,4}){0,8}"
_PAPER = (
    r"(?:(?:First|Second|Third|Am\.|Consol\.)\s){0,2}(?:[A-Z][\w’'\-]{0,20}\.?[’']?s?\.?\s){0,2}"
    r"(?:Compl|Countercl|Answer|Decl|Aff|Affid|Dep|Tr|Hr[’']g\sTr|Trial\sTr|Br|Mem|Mot|Opp|Opp[’']n|Reply|"
    r"Exs?|App|Stip|J\.A|Pet|R)\b\.?"
)
_MONTH = (
    r"(?:janv|févr|mars|avr|mai|juin|juill|juil|août|sept|oct|nov|déc|"
    r"gen|feb|marzo|apr|mag|giu|lug|ago|set|ott|dic)[a-zé]{0,7}\.?"
)
_CODE = (
    r"(?:[Cc]ode\s(?:civil|pénal|d(?:e\sla\s|e\sl['’]|es\s|e\s|u\s)[a-zà-ÿ]{4,16}(?:\s[a-zà-ÿ]{2,12}(?:elle|ile|ale|que|ive))?)"
    r"|(?:C|[Cc]od|c)\.\s?(?:civ|pén|pen|com|trav|proc\.\s(?:civ|pén|pen)|c|p)\.(?:\s?(?:c|p)\.)?|CPI|CPC|CPP|CGI)"
)
_ARTICLE = r"(?:[LRD]\.?\s?)?\d[\d-]{0,9}"

LEGAL_REFERENCES = tuple(
    re.compile(pattern)
    for pattern in (
        # short forms, and what became of a case afterwards
        rf"\b[Ii](?:d|bid)\.(?:,?\sat\s{_PAGES}(?:,\s{_PAGES}){{0,3}})?",
        rf"{_TITLE},\s\d{{1,4}}\s[A-Z][\w.\s]{{0,14}}\sat\s{_PAGES}(?:,\s{_PAGES}){{0,3}}",
        r",?\s(?:cert\.|appeal|reh[’']g|review)\s(?:denied|granted|dismissed)\b|"
        r",?\s(?:aff[’']d|rev[’']d|vacated|overruled|abrogated)(?:\s(?:sub\snom\.|on\sother\sgrounds|by))?,",
        r"\s\((?:[A-Z][\w’'\-]{1,20},\s(?:C\.)?JJ?\.|per\scuriam|en\sbanc|plurality\sopinion)"
        r"(?:,\s(?:concurring|dissenting)[^()\n]{0,40})?\)",
        r"\s?\((?:emphasis|alterations?|footnotes?|internal\squotation\smarks|citations?)\s"
        r"(?:added|omitted|in\soriginal)(?:[;,]\s[^()\n]{1,60})?\)",
        # dockets and databases
        r"\bNos?\.\s\d{1,2}[-:]\w{2,4}[-‑]\d{2,6}(?:\s?\([A-Z]{2,4}\)){0,3}",
        rf"\b\d{{4}}\s(?:WL|U\.S\.\s[A-Z][\w.]{{1,6}}\sLEXIS)\s\d{{4,9}}(?:,?\sat\s{_PAGES})?(?:\s{_YEAR})?",
        # the record of a case
        rf"{_PAPER}(?:\s[A-Z]{{1,2}}|\s\d{{1,3}})?,?\s(?:at\s{_PAGES}|{_PARAGRAPHS}|\d{{1,4}}:\d{{1,2}}"
        r"(?:\s?[-–]\s?(?:\d{1,4}:)?\d{1,2})?)(?:,\s(?:\d{1,4}:)?\d{1,2}(?:[-–]\d{1,4})?){0,4}",
        rf"\b(?:ECF|Dkt\.|Doc\.|Docket)\s(?:Nos?\.\s|Entry\s)?\d{{1,5}}(?:-\d{{1,3}})?(?:,?\sat\s{_PAGES})?"
        rf"(?:,?\s{_PARAGRAPHS})?",
        _PARAGRAPHS,
        # codes of states, restatements, treatises
        rf"\b(?:\d{{1,4}}\s)?(?:[A-Z][A-Za-z]{{0,10}}\.(?:[A-Z]\.){{0,3}}\s(?:&\s)?){{1,6}}"
        rf"(?:(?:[A-Z][a-z]{{1,14}}\s){{0,3}}(?:Code|Law|Laws|Act|Rules?)\s)?(?:Ann\.\s)?{_SECTIONS}",
        rf"\bRestatement\s(?:\((?:First|Second|Third|Fourth)\)\s)?(?:of\s)?{_TITLE}\s{_SECTIONS}"
        rf"(?:\scmts?\.\s\w(?:[-–]\w)?)?(?:\s{_YEAR})?",
        rf"\b(?:\d{{1,3}}\s)?{_TITLE}\s{_SECTIONS}\s{_YEAR}",
        # statutes of Britain, Germany and the European Union, treaties, German courts
        rf"{_TITLE}\sAct\s(?:1[5-9]|20)\d{{2}}(?:,?\s(?:ss?\.?|sections?)\s{_SECTION})?",
        r"(?:§{1,2}|\bArt\.)\s?\d{1,4}[a-z]?(?:\s(?:Abs|Satz|S|Nr|lit)\.?\s?\w{1,3}){0,4}"
        r"\s[A-Z][a-z]{0,4}[A-Z][A-Za-z]{0,5}\b",
        rf"\b(?:Regulation|Directive|Decision)\s\((?:EU|EC|EEC)\)\s(?:No\s)?\d{{1,4}}/\d{{1,4}}"
        rf"(?:,?\s[Aa]rt(?:icles?|s?\.)?\s{_SECTION})?",
        rf"\b(?:[A-Z][a-z]{{2,14}}\s){{1,3}}(?:Convention|Treaty|Agreement|Covenant)(?:\s(?:[A-Z][\w-]{{1,20}}|{_SMALL})){{0,14}}"
        rf",?\s[Aa]rt(?:icles?|s?\.)\s{_SECTION}",
        r"\b(?:BGH|BVerfG|BAG|BSG|BFH|BVerwG|(?:OLG|LG|AG|KG)(?:\s[A-Z][a-zäöüß]{2,20})?),?\s"
        r"(?:Urt(?:eil)?|Beschl(?:uss)?)\.?\sv(?:om|\.)\s\d{1,2}\.\s?(?:\d{1,2}\.|\w{3,9})\s?\d{4}"
        r"(?:\s?[–—,-]{1,2}\s?(?:Az\.:?\s)?[IVX\d]{1,4}\s[A-Z][A-Za-z]{0,3}\s\d{1,4}/\d{2})?",
        # courts and codes of France and Italy
        r"\b(?:Cass\.|Crim\.|Soc\.|CE|CAA?|CJUE|CJCE|CEDH|TGI|TJ|TA|T(?:rib)?\.|Cons\.\s(?:const\.|d['’]État)|"
        r"Conseil\s(?:d['’]État|constitutionnel)|Corte\scost\.)(?:,?\s[A-Za-z\dÀ-ÿ’'.-]{1,20}){0,5},\s"
        rf"\d{{1,2}}(?:er|°)?\s{_MONTH}\s\d{{4}}(?:(?:,\s[^,;:()\n]{{2,60}}){{0,2}}?,\s"
        r"(?:pourvoi\s|aff\.\s|req\.\s|décis\.\s)?(?:nos?\.?\s?|n[°º.]\s?|C-)\d[\w./-]{0,14}(?:\s(?:DC|QPC|P))?)?"
        r"(?:,\sBull\.[^;()\n]{1,40}?\d{1,4}(?![\w°]))?",
        rf"\b[Aa](?:rt(?:icles?|\.)|rtt\.)\s{_ARTICLE}(?:(?:\set\s|\se\s|,\s){_ARTICLE}){{0,4}},?\s(?:du\s)?{_CODE}",
        rf"\b{_CODE},\sart\.\s{_ARTICLE}",
        # journals and books: author, title, volume and page or page and year
        rf"{_TITLE},\s\d{{1,4}}\s(?:[A-Z][\w.&’]{{0,14}}\s){{0,4}}(?:L\.\s?(?:Rev|J|Q)|J|Rev|Q)\."
        rf"(?:\s?[A-Z&][\w.]{{0,12}}){{0,4}}\s{_PAGES}(?:,\s{_PAGES}){{0,3}}(?:\s{_YEAR})?",
        rf"{_TITLE},\s{_TITLE}\s{_PAGES}\s{_YEAR}",
        # papers of parliaments, the European courts
        rf"\b(?:H\.\s?R\.|H\.|S\.|Sen\.)\s(?:Conf\.\s)?(?:Rep|Doc|Res|Con\.\sRes|J\.\sRes)\.\s(?:No\.\s)?"
        rf"\d{{1,4}}(?:-\d{{1,5}})?(?:,?\s(?:pt\.\s\d{{1,2}},?\s)?at\s{_PAGES})?(?:\s{_YEAR})?",
        rf"(?:,?\s?reprinted\sin\s)?\b\d{{1,4}}\s(?:U\.S\.C\.C\.A\.N\.|Cong\.\sRec\.)\s[SHE]?{_PAGES}(?:,\s{_PAGES}){{0,3}}",
        r"\b(?:Joined\s)?Cases?\s[CTF][-‑–]\d{1,4}/\d{2}(?:\sP)?(?:\s(?:and|to)\s[CTF][-‑–]\d{1,4}/\d{2}){0,3}"
        r"(?:,?\s[A-Z][^,;:\n]{2,100})?(?:,?\s(?:ECLI:)?EU:[CTF]:\d{4}:\d{1,4})?"
        r"(?:,?\s(?:paragraphs?|paras?\.?)\s\d{1,4}(?:(?:\sto\s|\sand\s|[-–])\d{1,4})?)?",
    )
)
"""Found by form, as the patterns of `citations`; each is bounded, and none tries a place twice over."""
