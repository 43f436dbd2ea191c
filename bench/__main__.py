"""`python -m bench [part …]`: measures all or some parts. Prints a table and writes it as JSON to
`.local/bench.json`.
"""

import json
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from importlib import import_module

from bench.row import Row
from local.places import LOCAL

PARTS = ("cold", "sizes", "warm", "trips", "jobs", "pages", "cost", "scale", "load", "buying")


def main(chosen: list[str]) -> int:
    unknown = sorted(set(chosen) - set(PARTS))
    if unknown:
        print(f"There is no part {', '.join(unknown)}. The parts are {', '.join(PARTS)}.")
        return 2
    rows: list[Row] = []
    for part in chosen or PARTS:
        print(f"\n{part}", flush=True)
        about = part
        for row in import_module(f"bench.{part}").measure():
            if row.part != about and ":" in row.part:
                print(f"\n {row.part}", flush=True)
            about = row.part
            print(_line(row), flush=True)
            rows.append(row)
    place = LOCAL / "bench.json"
    content = {"measured_at": datetime.now(UTC).isoformat(), "rows": [asdict(row) for row in rows]}
    place.write_text(json.dumps(content, indent=1) + "\n")
    over = [row.what for row in rows if not row.kept]
    print(f"\n{len(rows)} figures, also in {place.relative_to(LOCAL.parent)}")
    print(f"Over their budget: {', '.join(over) or 'none'}")
    return 1 if over else 0


def _line(row: Row) -> str:
    budget = f"  (budget {row.budget:g})" if row.budget is not None else ""
    return f"  {row.what:<66}{row.value:>12,.3f} {row.unit}{budget}{'' if row.kept else '  OVER'}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
