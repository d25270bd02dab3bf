import pytest

from services.search import voikko
from services.search.analysis import Analyzer


def native_loads() -> bool:
    try:
        voikko.native()
    except (ImportError, OSError, RuntimeError):
        return False
    return True


NEEDS_NATIVE = pytest.mark.skipif(
    not native_loads(), reason="libvoikko1 and voikko-fi are not on this machine"
)


@pytest.fixture(params=[pytest.param(voikko.NATIVE, marks=NEEDS_NATIVE), voikko.PORTABLE])
def analyzer(request: pytest.FixtureRequest) -> Analyzer:
    """Each engine in turn."""
    return Analyzer(voikko.by_name(request.param))
