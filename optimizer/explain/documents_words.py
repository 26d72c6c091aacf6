"""Words that depend on the kind of programme and its label set, and the names of rules and aims."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from optimizer.domain import LabelSet, Mode, RuleEntry, TierValue
from optimizer.domain.rule_kinds import RULE_TITLES
from optimizer.messages import Lang, say, text_of
from optimizer.output.cells import kilometres
from optimizer.rules import typed_rules
from optimizer.rules.eligibility import Eligibility

_FAMILIES = {
    "household": "household",
    "households": "household",
    "student": "student",
    "students": "student",
    "mentor": "student",
    "twinning": "school",
    "school": "school",
    "schools": "school",
    "tiers": "node",
}


@dataclass(frozen=True, slots=True)
class Words:
    """Nouns for one programme: 户 and 贫困户, 所 and 学校; anything unknown is a recipient."""

    kind: str
    label_set: LabelSet
    lang: Lang

    @property
    def family(self) -> str:
        return _FAMILIES.get(self.kind, "other")

    def of(self, word: str) -> str:
        return say(f"report.{word}.{self.family}", None, self.lang)

    @property
    def noun(self) -> str:
        if self.family == "household":
            return say(f"report.recipient.household.{self.label_set}", None, self.lang)
        return self.of("recipient")

    @property
    def measure(self) -> str:
        return self.of("measure")

    @property
    def helper_measure(self) -> str:
        """The measure word of those who help: people, or schools."""
        return say(f"report.measure_helper.{self._helping}", None, self.lang)

    def by(self, count: int) -> str:
        """So many who help."""
        return say(f"report.by.{self._helping}", {"count": count}, self.lang)

    @property
    def _helping(self) -> str:
        return "school" if self.family == "school" else "other"

    @property
    def area(self) -> str:
        return self.of("area")

    @property
    def area_header(self) -> str:
        """The area's word as a column header."""
        return self.area.capitalize()

    @property
    def areas(self) -> str:
        return self.of("areas")

    def rule(self, kind: str) -> str:
        """The name of a rule kind as the rule table has it; the kind itself when nobody named it."""
        if kind == "fit" and self.family == "student":
            return say("report.rule_fit_student", None, self.lang)
        return RULE_TITLES.get(kind, kind) if self.lang == "zh" else kind.replace("_", " ")

    def mode(self, mode: Mode) -> str:
        if isinstance(mode, int):
            return say("report.mode.tier", {"number": mode}, self.lang)
        return say(f"report.mode.{mode}", None, self.lang)

    def quantity(self, value: int, unit: str) -> str:
        """A value with its unit in words: metres as kilometres, recipients in the programme's measure word."""
        shown, word = str(value), ""
        if unit == "metres":
            shown = kilometres(value)
        if unit == "recipients":
            word = self.measure
        elif unit == "helpers":
            word = self.helper_measure
        elif has(f"report.unit.{unit}"):
            word = say(f"report.unit.{unit}", {"area": self.area, "areas": self.areas}, self.lang)
        return say("report.quantity", {"count": shown, "unit": word}, self.lang).strip()

    def aim(self, tier: TierValue, rules: Sequence[RuleEntry]) -> str:
        """What a tier strives for, from the rules in it."""
        if is_lottery(tier):
            return say("report.aim.lottery", None, self.lang)
        if tier.name.startswith("coverage."):
            level = tier.name.removeprefix("coverage.")
            if level == "0":
                return say("report.aim.coverage", None, self.lang)
            return say("report.aim.coverage_level", {"level": level}, self.lang)
        parts = dict.fromkeys(self._aim_of(rule, tier) for rule in rules)
        return say("report.separator", None, self.lang).join(parts) or tier.name

    def _aim_of(self, rule: RuleEntry, tier: TierValue) -> str:
        name = f"report.aim.{rule.kind}"
        if rule.kind == "distance" and rule.parameters.get("measure") == "worst":
            name = "report.aim.distance_worst"
        elif rule.kind == "cohesion" and rule.parameters.get("by", rule.parameters.get("按")) in ("unit", "部门"):
            name = "report.aim.cohesion_unit"
        elif rule.kind == "fairness" and tier.unit == "units":
            name = "report.aim.fairness_squares"
        elif rule.kind == "eligibility" and (words := _matched(rule)):
            joined = say("report.separator", None, self.lang).join(words)
            return say("report.aim.eligibility_of", {"words": joined}, self.lang)
        if not has(name):
            return self.rule(rule.kind)
        return say(name, {"area": self.area, "areas": self.areas}, self.lang)


def _matched(rule: RuleEntry) -> tuple[str, ...]:
    """The traits that an eligibility rule wants to agree, as the rule table names them."""
    typed, _ = typed_rules([rule])
    return tuple(word for one in typed if isinstance(one, Eligibility) for word in one.match)


def is_lottery(tier: TierValue) -> bool:
    return tier.name == "lottery"


def has(code: str) -> bool:
    """Whether the catalogue has the message ``code``."""
    try:
        text_of(code)
    except KeyError:
        return False
    return True
