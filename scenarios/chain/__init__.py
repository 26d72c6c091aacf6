"""Tiers 分级包保: a chain of programmes in which one level's roster becomes the next one's eligibility."""

from scenarios.chain.chain import EVERYWHERE, PARENT, SERVES, SUPERIOR, Chain, Level
from scenarios.chain.coverage import Coverage, prove_coverage
from scenarios.chain.holes import check_chain
from scenarios.chain.levels import LevelAnswer
from scenarios.chain.solving import ChainAnswer, solve_chain

__all__ = [
    "EVERYWHERE",
    "PARENT",
    "SERVES",
    "SUPERIOR",
    "Chain",
    "ChainAnswer",
    "Coverage",
    "Level",
    "LevelAnswer",
    "check_chain",
    "prove_coverage",
    "solve_chain",
]
