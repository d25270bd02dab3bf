"""A copy as a packed file: one file of JSON lines for each table, and a list of what is in it."""

import json
from collections.abc import Iterable, Mapping
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from models import now
from services.copies import rows

FORMAT = 1


class Packing:
    """Written row by row to the disk, so that it needs no more memory than a row."""

    def __init__(self, target: IO[bytes]) -> None:
        self.packed = ZipFile(target, "w", ZIP_DEFLATED)
        self.tables: dict[str, dict[str, Any]] = {}

    def table(self, name: str, found: Iterable[Mapping[str, Any]], *, left_out: Iterable[str] = ()) -> None:
        count = 0
        with self.packed.open(f"tables/{name}.jsonl", "w", force_zip64=True) as entry:
            for row in found:
                entry.write(rows.line(row))
                count += 1
        self.tables[name] = {"rows": count, "left_out": sorted(left_out)}

    def file(self, name: str, content: bytes) -> None:
        # Pictures and documents are packed already.
        self.packed.writestr(name, content, ZIP_STORED)

    def close(self, **more: Any) -> None:
        manifest = {"format": FORMAT, "made_at": now().isoformat(), **more, "tables": self.tables}
        self.packed.writestr("manifest.json", json.dumps(manifest, ensure_ascii=False, indent=2))
        self.packed.close()
