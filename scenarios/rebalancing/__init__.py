"""Rebalancing: events against a standing roster, the fewest changes with their proof, and what is handed over."""

from scenarios.rebalancing.changes import PairChange
from scenarios.rebalancing.events import EVENTS, EventBase
from scenarios.rebalancing.prepare import Prepared, prepare
from scenarios.rebalancing.reading import read_events
from scenarios.rebalancing.rebalance import Rebalanced, rebalance

__all__ = ["EVENTS", "EventBase", "PairChange", "Prepared", "Rebalanced", "prepare", "read_events", "rebalance"]
