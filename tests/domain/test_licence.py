"""What licences ask: a table that a lawyer can read."""

import tomllib

import pytest

from workbench.domain.licence import STATEMENTS, terms_of
from workbench.domain.rights_words import asks_lines
from workbench.places import resource

TABLE = [
    # licence, its name, what it asks
    ("unknown", "licence unknown", None),
    ("", "licence unknown", None),
    ("all-rights-reserved", "all rights reserved", {"permission"}),
    ("public-domain", "public domain", set()),
    ("CC0-1.0", "Creative Commons Zero 1.0", set()),
    ("CC-BY-4.0", "Creative Commons Attribution 4.0", {"attribution"}),
    ("CC-BY-SA-3.0", "Creative Commons Attribution-ShareAlike 3.0", {"attribution", "share-alike"}),
    ("CC-BY-3.0-US", "Creative Commons Attribution 3.0 (US)", {"attribution"}),
    (
        "CC-BY-NC-ND-3.0-IGO",
        "Creative Commons Attribution-NonCommercial-NoDerivatives 3.0 (IGO)",
        {"attribution", "non-commercial", "no-derivatives"},
    ),
    ("CC-BY-NC-4.0", "Creative Commons Attribution-NonCommercial 4.0", {"attribution", "non-commercial"}),
    ("CC-BY-ND-4.0", "Creative Commons Attribution-NoDerivatives 4.0", {"attribution", "no-derivatives"}),
    (
        "CC-BY-NC-SA-2.0",
        "Creative Commons Attribution-NonCommercial-ShareAlike 2.0",
        {"attribution", "non-commercial", "share-alike"},
    ),
    (
        "CC-BY-NC-ND-4.0",
        "Creative Commons Attribution-NonCommercial-NoDerivatives 4.0",
        {"attribution", "non-commercial", "no-derivatives"},
    ),
    (
        "GFDL-1.3-or-later",
        "GNU Free Documentation License 1.3 or later",
        {"attribution", "notice", "changes", "share-alike", "source"},
    ),
    ("OGL-UK-3.0", "Open Government Licence 3.0 (United Kingdom)", {"attribution"}),
    ("ODbL-1.0", "Open Data Commons Open Database License 1.0", {"attribution", "notice", "share-alike"}),
    ("MIT", "MIT License", {"notice"}),
    ("BSD-3-Clause", "BSD 3-Clause License", {"notice", "no-endorsement"}),
    ("Apache-2.0", "Apache License 2.0", {"notice", "changes"}),
    ("MPL-2.0", "Mozilla Public License 2.0", {"notice", "share-alike", "source"}),
    ("GPL-3.0-only", "GNU General Public License 3.0", {"notice", "changes", "share-alike", "source"}),
    (
        "GPL-2.0-or-later",
        "GNU General Public License 2.0 or later",
        {"notice", "changes", "share-alike", "source"},
    ),
    (
        "AGPL-3.0-only",
        "GNU Affero General Public License 3.0",
        {"notice", "changes", "share-alike", "source", "network"},
    ),
    (
        "GPL-2.0-only WITH Classpath-exception-2.0",
        "GNU General Public License 2.0 with Classpath-exception-2.0",
        {"notice", "changes", "share-alike", "source", "exception"},
    ),
    ("MIT AND CC-BY-4.0", "MIT License and Creative Commons Attribution 4.0", {"notice", "attribution"}),
    ("http://rightsstatements.org/vocab/InC/1.0/", "In Copyright", {"permission"}),
    ("http://rightsstatements.org/vocab/InC-OW-EU/1.0/", "In Copyright - EU Orphan Work", {"permission"}),
    (
        "http://rightsstatements.org/vocab/InC-EDU/1.0/",
        "In Copyright - Educational Use Permitted",
        {"educational"},
    ),
    (
        "http://rightsstatements.org/vocab/InC-NC/1.0/",
        "In Copyright - Non-Commercial Use Permitted",
        {"non-commercial"},
    ),
    (
        "http://rightsstatements.org/vocab/InC-RUU/1.0/",
        "In Copyright - Rights-holder(s) Unlocatable or Unidentifiable",
        {"permission"},
    ),
    (
        "http://rightsstatements.org/vocab/NoC-CR/1.0/",
        "No Copyright - Contractual Restrictions",
        {"contract"},
    ),
    (
        "http://rightsstatements.org/vocab/NoC-NC/1.0/",
        "No Copyright - Non-Commercial Use Only",
        {"non-commercial", "contract"},
    ),
    (
        "http://rightsstatements.org/vocab/NoC-OKLR/1.0/",
        "No Copyright - Other Known Legal Restrictions",
        {"contract"},
    ),
    ("http://rightsstatements.org/vocab/NoC-US/1.0/", "No Copyright - United States", {"rights-uncertain"}),
    ("http://rightsstatements.org/vocab/NKC/1.0/", "No Known Copyright", {"rights-uncertain"}),
    ("LicenseRef-house-rules", "LicenseRef-house-rules", None),
]


@pytest.mark.parametrize(("licence", "name", "duties"), TABLE)
def test_what_a_licence_asks(licence, name, duties):
    terms = terms_of(licence)
    assert terms.name == name
    assert terms.known == (duties is not None)
    assert set(terms.asks) == {sentences()[duty] for duty in duties or set()}


@pytest.mark.parametrize("statement", ["CNE", "UND"])
def test_what_was_not_evaluated_is_unknown_and_says_what_to_do(statement):
    terms = terms_of(f"http://rightsstatements.org/vocab/{statement}/1.0/")
    assert not terms.known
    assert terms.asks == (sentences()["rights-uncertain"],)


def test_of_a_choice_each_way_is_told():
    terms = terms_of("MIT OR Apache-2.0")
    assert terms.name == "MIT License or Apache License 2.0"
    assert terms.known
    assert [ask.partition(":")[0] for ask in terms.asks] == [
        "One of these may be chosen.",
        "Under MIT License",
        "Under Apache License 2.0",
    ]
    assert sentences()["changes"] not in terms.asks[1]
    assert sentences()["changes"] in terms.asks[2]


def test_a_choice_says_what_is_not_known_of_it_and_no_more_is_unknown():
    terms = terms_of("CC0-1.0 OR (MIT AND LicenseRef-paid) OR LicenseRef-other")
    assert asks_lines(terms.asks, terms.known) == [
        "One of these may be chosen.",
        "Under Creative Commons Zero 1.0: nothing is asked.",
        f"Under MIT License and LicenseRef-paid: {sentences()['notice']} What else it asks is not known.",
        "Under LicenseRef-other: what it asks is not known to this program.",
    ]


def test_brackets_bind():
    terms = terms_of("CC-BY-4.0 AND (MIT OR CC0-1.0)")
    assert [ask.partition(":")[0] for ask in terms.asks[1:]] == [
        "Under Creative Commons Attribution 4.0 and MIT License",
        "Under Creative Commons Attribution 4.0 and Creative Commons Zero 1.0",
    ]


def test_one_unknown_licence_makes_the_whole_unknown():
    assert not terms_of("MIT AND LicenseRef-house-rules").known
    assert terms_of("MIT AND LicenseRef-house-rules").asks == (sentences()["notice"],)


@pytest.mark.parametrize(
    "odd", [")(", "WITH", "MIT WITH", "AND AND", "((((", "OR " * 500, "(" * 5000 + " OR "]
)
def test_what_is_no_expression_ends_in_no_error(odd):
    assert terms_of(odd).licence == odd


def test_the_table_names_the_twelve_statements_and_no_duty_that_has_no_sentence():
    table = tomllib.loads((resource("licences") / "terms.toml").read_text(encoding="utf-8"))
    assert set(STATEMENTS) <= set(table["licence"])
    for row in table["licence"].values():
        assert set(row["duties"]) <= set(table["duties"])


def sentences():
    return tomllib.loads((resource("licences") / "terms.toml").read_text(encoding="utf-8"))["duties"]
