"""What all tests share: where things are, and the real papers where a developer has them beside the project."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from tests.once import Once, once_of_run

import prongsai

# Property tests measure no time: the first example loads the dictionary or the table of letters, and busy machines are slow.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")

ROOT = Path(__file__).resolve().parents[1]
# Papers that may not be copied into the project lie beside it on some machines. Tests over them are an extra.
SHARED_PAPERS = sorted((ROOT.parent / "shared" / "papers").glob("*.txt"))


@pytest.fixture(scope="session")
def root() -> Path:
    """The top folder of the project."""
    return ROOT


@pytest.fixture(scope="session")
def samples() -> Path:
    """The folder of the sample papers."""
    return Path(prongsai.__file__).parent / "samples"


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Once:
    """What all processes of this run share."""
    return once_of_run(tmp_path_factory, worker_id)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "shared_paper" in metafunc.fixturenames:
        metafunc.parametrize("shared_paper", SHARED_PAPERS, ids=lambda path: path.name)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Where the shared papers are missing, the tests over them do not exist: a skipped test would look like one that could run."""
    if not SHARED_PAPERS:
        items[:] = [item for item in items if "shared_paper" not in getattr(item, "fixturenames", ())]
