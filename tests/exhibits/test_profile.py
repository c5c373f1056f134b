from dataclasses import fields
from pathlib import Path

import pytest

from workbench.domain.errors import ExhibitFault
from workbench.exhibits import Profile, load_profile


def test_shipped_profiles_name_every_setting_and_letter_is_the_default() -> None:
    assert load_profile("letter") == Profile()
    assert load_profile("a4") == Profile(paper="a4")


def test_two_columns_and_the_gutter_fill_the_measure() -> None:
    profile = load_profile("letter")
    assert 2 * profile.column + profile.gutter == profile.measure == 468.0


def test_a_file_of_the_users_own_is_read(tmp_path: Path) -> None:
    path = tmp_path / "ours.toml"
    path.write_text('bates_prefix = "HP"\nmargin = 54\n', encoding="utf-8")
    assert load_profile(path) == Profile(bates_prefix="HP", margin=54.0)
    assert load_profile(str(path)) == load_profile(path)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("paper = 'a5'", "cannot take"),
        ("margin = 'wide'", "another type"),
        ("links = 1", "another type"),
        ("context = true", "another type"),
        ("margin = 400.0", "out of range"),
        ("stamp_colour = 'blue'", "no colour"),
        ("colour = 'blue'", "no setting colour"),
        ("paper = ", "not valid TOML"),
    ],
)
def test_a_wrong_profile_is_refused_with_a_remedy(tmp_path: Path, content: str, said: str) -> None:
    path = tmp_path / "wrong.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ExhibitFault, match=said) as fault:
        load_profile(path)
    assert fault.value.remedy.endswith(".")


def test_an_unknown_name_lists_the_known_ones() -> None:
    with pytest.raises(ExhibitFault, match=r"a4, letter"):
        load_profile("legal")


def test_every_setting_has_a_plain_type() -> None:
    assert {type(getattr(Profile(), field.name)) for field in fields(Profile)} <= {str, float, int, bool}
