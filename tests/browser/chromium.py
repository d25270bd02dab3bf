"""Where this machine's Chromium is: `python -m tests.browser.chromium` prints it, or fails with words."""

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def path() -> str:
    """The browser on the search path, else the one that Playwright has installed; LookupError without."""
    for name in NAMES:
        if found := shutil.which(name):
            return found
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    if Path(own).exists():
        return own
    raise LookupError("no Chromium here: `make chromium` installs one")


if __name__ == "__main__":
    try:
        print(path())
    except LookupError as error:
        sys.exit(str(error))
