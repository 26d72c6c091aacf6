"""The page of figures, written from the JSON lines of a run: targets, limits, what was measured, peers beside."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from benchmarks.peers import PEERS

HEAD = """# 实测数字 · Measured figures

本页由实测记录写出：`python -m benchmarks.targets --data 数据文件夹 --json FILE --page docs/figures.md`。每个目标取最近一次运行，右边是当时的提交。每一计时算例都在新进程中运行，
同行求解器在同一次运行中、以同样的时限和线程数求解同一模型（自造的大型算例给同行的是每一方最近的若干对，比本系统的问题小；本系统的界对全部配对成立）；本系统的时间含证明。
“倍数”是同行时间与本系统时间之比的中位数。单个目标：加 `--only 名称`；命令在有目标未达到时退出码为 1。

This page is written from the records of runs: `python -m benchmarks.targets --data FOLDER --json FILE --page docs/figures.md`. Of each
target the latest run counts, at the commit beside it. Every timed case runs in a fresh process; peers solve the same model in the same run with the same time limit and threads (for the large made
instances peers get a list of the nearest pairs of each side, a smaller problem than ours; our bound is over all pairs). Our
time includes the proof, checked by the judge; theirs includes none. "times" is the median of peer seconds / our seconds. One
target: add `--only NAME`; the command ends with exit code 1 when a target is missed.
"""


def written(records: Path) -> str:
    """The whole page. The latest record of each target counts, with the commit that it was measured at."""
    about: dict[str, str] = {}
    latest: dict[str, Any] = {}
    for line in records.read_text(encoding="utf-8").splitlines():
        record = json.loads(line) if line.strip() else {}
        about = record.get("machine", about)
        if "target" in record:
            latest.pop(record["target"], None)
            latest[record["target"]] = record | {"commit": about.get("commit", "")}
    machine = ", ".join(f"{key} {value}" for key, value in about.items() if key != "commit")
    out = [HEAD, f"机器 · machine: {machine}\n", *_busy(latest, about), *_targets(latest), *_peers(latest)]
    return "\n".join(out) + "\n"


def _busy(latest: dict[str, Any], about: dict[str, str]) -> list[str]:
    """A sentence when other work shared the machine."""
    most, cores = max((record["load"] for record in latest.values()), default=0.0), int(about.get("cores", "1"))
    if most <= cores:
        return []
    return [
        f"实测期间机器同时有别的工作（{cores} 核，平均负载最高 {most:.0f}），各方所得处理器时间只有一部分；请看“处理器秒”。",
        f"Other work shared the machine (load up to {most:.0f} on {cores} cores), so that everybody got a part of a processor"
        " and ran into limits early; processor seconds stand beside.\n",
    ]


def _targets(latest: dict[str, Any]) -> list[str]:
    out = [
        "## 目标 · Targets\n",
        "| 目标 target | 要求 limit | 实测 figure | 结果 | 秒 seconds | 处理器秒 cpu s | 负载 load | commit |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for name, record in latest.items():
        asked = [
            check
            for check in record["checks"]
            if not check["what"].startswith(("limit of", "values agree")) or not check["passed"]
        ]
        limits = "; ".join(check["what"] for check in asked)
        figures = "; ".join(check["figure"] for check in asked)
        word = "pass 达到" if record["passed"] else "**MISS 未达到**"
        out.append(
            f"| `{name}` | {limits} | {figures} | {word} | {record['ours']:.2f} | {record['cpu']:.2f} | {record['load']:.1f} | {record['commit']} |"
        )
    out.append(
        "\n秒：该目标全部算例之和（中位数之和）。负载：运行时机器的平均负载；超过核数表示机器同时有别的工作，时间因此偏长。"
    )
    out.append(
        "Seconds: the sum over the target's cases (of medians). Load: the machine's load average at the time; above the number of cores other work slowed both sides.\n"
    )
    return out


def _peers(latest: dict[str, Any]) -> list[str]:
    out = [
        "## 同行 · Peers\n",
        "| 目标 target | 同行 peer | 证明最优 proved | 有名册 rosters | 最差差距 worst gap | 秒 seconds | 倍数 times | |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for name, record in latest.items():
        for peer, facts in record["peers"].items():
            if not facts["ran"] and not facts["why_not"]:
                continue
            gap = "" if facts["gap"] is None else f"{100 * facts['gap']:.4f} %"
            ratio = "" if facts["ratio"] is None else f"{facts['ratio']:.2g}"
            counts = f"{facts['proved']} / {facts['parts']} | {facts['rosters']} / {facts['parts']}"
            why = "; ".join(facts["why_not"])
            out.append(f"| `{name}` | {PEERS[peer]} | {counts} | {gap} | {facts['seconds']:.2f} | {ratio} | {why} |")
    return out
