"""What all tests share: where the corpora beside the checkout lie, and which skips CI forbids."""

import os
import shutil
from pathlib import Path

import pytest

SHARED = Path(__file__).parent.parent.parent / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of seeds and corpora; its tests skip where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("../shared is not here: this test reads the seed articles or the corpora")
    return SHARED


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a headless browser; its tests skip where none is installed."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        pytest.skip("no Chromium here: this test looks at pages in a browser")
    return path


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):  # type: ignore[no-untyped-def]
    """Where ONRECORD_FORBID_SKIPS is set, a skip for a missing tool is a failure."""
    report = yield
    if report.skipped and os.environ.get("ONRECORD_FORBID_SKIPS") and not hasattr(report, "wasxfail"):
        if call.excinfo is not None and "is not here" in str(call.excinfo.value) and not SHARED.is_dir():
            return report
        report.outcome = "failed"
        report.longrepr = (
            f"skips are forbidden here, but: {call.excinfo.value if call.excinfo else report.longrepr}"
        )
    return report
