"""How long and how much memory a large table takes: 50,000 rows x 20 columns, read and checked, in under 8 s and 600 MB."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import xlsxwriter

from tests.intake.making import id_number

_HEADERS = [
    "序号",
    "户编号",
    "户主姓名",
    "身份证号码",
    "乡镇",
    "行政村",
    "村民小组",
    "家庭人口",
    "劳动力",
    "户类型",
    "致贫原因",
    "识别时间",
    "联系电话",
    "备注",
    "性别",
    "家庭住址",
    "优先次序",
    "文化程度",
    "健康状况",
    "收入",
]
_READ = """
import json, resource, sys, time
from pathlib import Path
from optimizer.intake import read_programme
began = time.monotonic()
intake = read_programme(sys.argv[1])
seconds = time.monotonic() - began
own, child = (resource.getrusage(w).ru_maxrss // 1024 for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
status = Path("/proc/self/status")  # ru_maxrss counts what the process that forked this one had
if status.exists():
    own = int(status.read_text().split("VmHWM:")[1].split()[0]) // 1024
rows = intake.receipt.counts.get("recipients", 0)
wrong = sorted({f.code for f in intake.findings if f.severity == "error" and f.cells[0].address})
print(json.dumps({"seconds": seconds, "megabytes": own, "child_megabytes": child, "rows": rows, "wrong": wrong}))
"""


def run(size: int = 50_000, seed: int = 0) -> dict[str, Any]:
    """Read one table in a fresh process. ``wrong`` must hold exactly the one planted error, the control."""
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder) / "农户.xlsx", size)
        command = [sys.executable, "-c", _READ, folder]
        done = subprocess.run(command, capture_output=True, check=True, text=True, env=dict(os.environ))
    found = dict(json.loads(done.stdout))
    fits = found["seconds"] < 8 and found["megabytes"] < 600 and found["child_megabytes"] < 600
    return {"passed": fits and found["rows"] == size and found["wrong"] == ["intake.not_whole"], **found}


def write(path: Path, rows: int) -> None:
    """Households of 200 villages; the last one's people are a fraction."""
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    page = book.add_worksheet("农户")
    page.write_row(0, 0, _HEADERS)
    for i in range(rows):
        identity = id_number(f"{1940 + i % 55}{1 + i // 55 % 12:02d}{1 + i // 660 % 28:02d}", i // 18480 % 1000)
        people = i % 6 + 1 if i < rows - 1 else 2.5
        page.write_row(
            i + 1,
            0,
            [
                i + 1,
                f"XZ{i:06d}",
                f"张试{chr(0x4E00 + i % 5000)}",
                identity,
                "石盘乡",
                f"村{i % 200}",
                f"{i % 9}组",
                people,
                i % 2,
                "一般",
                "因病",
                f"2014.{i % 12 + 1}.{i % 28 + 1}",
                f"100{i:08d}",
                f"备注{i}" if i % 10 == 0 else "",
                "男" if int(identity[16]) % 2 else "女",
                f"某路{i}号",
                i % 3,
                "小学",
                "健康",
                i * 1.5,
            ],
        )
    book.close()
