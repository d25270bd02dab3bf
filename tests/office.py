"""This machine's LibreOffice: `python -m tests.office` prints where it is, or fails with words."""

import shutil
import subprocess
import sys
from pathlib import Path

# Sheets are counted anew when they are opened; by itself LibreOffice shows the figures that lie in the file.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
  <item oor:path="/org.openoffice.Office.Calc/Formula/Load">
    <prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop>
  </item>
</oor:items>
"""
_WITHIN = 120


def path() -> str:
    """The program on the search path; LookupError without."""
    for name in ("soffice", "libreoffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice"):
        if found := shutil.which(name):
            return found
    raise LookupError(
        "no LibreOffice here: the tests open what is exported in it. "
        "Debian: apt-get install --no-install-recommends libreoffice-calc-nogui libreoffice-writer-nogui; "
        "elsewhere: libreoffice.org"
    )


def converted(folder: Path, to: str, *files: Path) -> list[Path]:
    """The files opened and written again as `to` (`pdf`, `xlsx`, `txt:Text`), counted anew on the way."""
    profile, made = folder / "profile", folder / "made"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
    command = [path(), f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", to]
    subprocess.run(
        [*command, "--outdir", str(made), *map(str, files)], check=True, capture_output=True, timeout=_WITHIN
    )
    ending = to.split(":")[0]
    return [made / f"{file.stem}.{ending}" for file in files]


if __name__ == "__main__":
    try:
        print(path())
    except LookupError as error:
        sys.exit(str(error))
