import pytest

from workbench.text import compiled


@pytest.fixture(scope="module", params=["numpy", "machine code"], autouse=True)
def way_of_reading(request):
    """Everything about words is tested in both ways in which they are read."""
    assert compiled.load()
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "numpy":
            patch.setattr(compiled, "_tried", [])
        yield
