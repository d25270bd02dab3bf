"""How long the functions, modules and pages of the house are: `python -m benchmarks.house`."""

import ast
import statistics
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).parent.parent
ROOMS = ("app.py", "pages", "ui", "services", "models", "server")


def files(room: str) -> list[Path]:
    place = ROOT / room
    return [place] if place.is_file() else sorted(place.rglob("*.py"))


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def functions(path: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield (node.end_lineno or 0) - node.lineno + 1, f"{path.relative_to(ROOT)}:{node.name}"


def p90(values: Sequence[int]) -> float:
    return statistics.quantiles(values, n=10)[-1]


def main() -> None:
    modules = [path for room in ROOMS for path in files(room)]
    lengths = sorted(length for path in modules for length, _ in functions(path))
    longest = max(found for path in modules for found in functions(path))
    sizes = [lines(path) for path in modules]
    pages = [lines(path) for path in files("pages")]
    tests = sum(lines(path) for path in files("tests"))
    print(
        f"functions  {len(lengths)}: median {statistics.median(lengths):g}, p90 {p90(lengths):g}, max {longest}"
    )
    print(f"modules    {len(sizes)}: p90 {p90(sizes):g}, max {max(sizes)}, lines {sum(sizes)}")
    print(f"pages      {len(pages)}: max {max(pages)}")
    print(f"tests      {tests} lines: {tests / sum(sizes):.2f} of the code")


if __name__ == "__main__":
    main()
