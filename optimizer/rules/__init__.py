"""Rules: each measures, and its mode decides. One folder a rule; the list stands in ``catalogue``.

``optimizer/rules/<rule>/__init__.py`` holds parameters and promise; ``compile.py`` writes arrays for the engine;
``inspect.py`` reads rosters for the judge. This root imports neither half.
"""

from optimizer.rules.base import Columns, RuleBase
from optimizer.rules.catalogue import KINDS, RULES, Rule, rules_in_force, typed_rules
from optimizer.rules.ordering import TierPlan, tier_plans

__all__ = ["KINDS", "RULES", "Columns", "Rule", "RuleBase", "TierPlan", "rules_in_force", "tier_plans", "typed_rules"]
