"""How good the answers are, measured on labelled files: `python -m benchmarks.quality MEASURE FILE...`.

Each measure is a module beside this one with `measure(arguments) -> object`; its answer is printed as one JSON object.
"""

import json
import sys
from importlib import import_module
from pathlib import Path

MEASURES = sorted(path.stem for path in Path(__file__).parent.glob("[!_]*.py"))


def main(arguments: list[str]) -> int:
    if not arguments or arguments[0] not in MEASURES:
        print(f"usage: python -m benchmarks.quality {{{','.join(MEASURES)}}} FILE...", file=sys.stderr)
        return 2
    name, *rest = arguments
    print(json.dumps(import_module(f"benchmarks.quality.{name}").measure(rest), ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
