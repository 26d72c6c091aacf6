"""``python -m tests.campaigns``: every campaign at full size; figures, seeds and seconds are kept as JSON files.

A campaign is a module of this folder with ``run(size=full, seed=...) -> {"passed": bool, ...}``. Each runs in a process of
its own, so that one that dies does not end the others. Exit 1 when any did not pass.
"""

from __future__ import annotations

import argparse
import ast
import json
import platform
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).parent
CHILD = """
import importlib, json, sys
print("\\n" + json.dumps(importlib.import_module(sys.argv[1]).run(), ensure_ascii=False, default=str))
"""


def campaigns() -> list[str]:
    """Names of the modules here that define ``run``, sorted; read, not imported."""
    found = []
    for file in sorted(HERE.glob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        if any(isinstance(node, ast.FunctionDef) and node.name == "run" for node in tree.body):
            found.append(file.stem)
    return found


def carried_out(name: str) -> dict[str, object]:
    """What the campaign reports, with its seconds; a campaign that dies did not pass."""
    begin = time.perf_counter()
    command = [sys.executable, "-c", CHILD, f"tests.campaigns.{name}"]
    done = subprocess.run(command, cwd=HERE.parents[1], capture_output=True, text=True, check=False)
    seconds = round(time.perf_counter() - begin, 1)
    about = {"module": name, "seconds": seconds, "python": platform.python_version(), "machine": platform.machine()}
    if done.returncode != 0:
        return {"passed": False, "exit": done.returncode, "stderr": done.stderr[-2000:], **about}
    return {**json.loads(done.stdout.strip().splitlines()[-1]), **about}


def main() -> int:
    parser = argparse.ArgumentParser(description="Run the campaigns at full size.")
    parser.add_argument("names", nargs="*", help="only these modules")
    parser.add_argument("-o", "--out", type=Path, default=Path("out/campaigns"), help="folder for the results")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    failed = 0
    for name in options.names or campaigns():
        result = carried_out(name)
        (options.out / f"{name}.json").write_text(
            json.dumps(result, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
        )
        failed += not result["passed"]
        print(f"{name:32s} {'passed' if result['passed'] else 'FAILED'}  {result['seconds']} s", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
