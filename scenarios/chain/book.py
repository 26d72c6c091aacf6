"""A chain's answer, ready to be told: names, owners and totals below every node."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from optimizer.domain import Recipient
from optimizer.domain.bodies import is_body
from optimizer.messages import Lang, say
from optimizer.messages.masking import mask_name
from scenarios.chain.solving import ChainAnswer

KINDS = {
    "局领导": "bureau leader",
    "校级领导": "college leader",
    "中心校负责人": "head of a centre school",
    "学校领导": "school leader",
    "班主任": "class teacher",
    "任课教师": "subject teacher",
    "乡镇": "township",
    "乡镇中心校": "township centre school",
    "中心校": "centre school",
    "县直学校": "county school",
    "村小": "village school",
    "学校": "school",
    "班级": "class",
    "学生": "student",
    "学困生": "struggling student",
    "两后生": "school leaver",
    "村": "village",
    "部门": "department",
}
"""The plan's own words for who answers for what."""
STUDENTS = ("学生", "学困生", "两后生", "控辍保学", "留守儿童")


@dataclass
class Book:
    """A chain's answer, ready to be told: names, owners and totals below every node."""

    found: ChainAnswer
    lang: Lang
    masked: bool
    names: dict[str, str] = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=dict)
    posts: dict[str, tuple[str, str]] = field(default_factory=dict)
    owner: dict[str, str] = field(default_factory=dict)
    below: dict[str, list[int]] = field(default_factory=dict)
    recipients: dict[str, Recipient] = field(default_factory=dict)

    def __post_init__(self) -> None:
        levels = self.found.chain.levels
        for number, level in enumerate(levels):
            last = number == len(levels) - 1
            self.names |= {
                r.id: mask_name(r.name) if last and self.masked and not is_body(r) else r.name
                for r in level.programme.recipients
            }
            self.recipients |= {r.id: r for r in level.programme.recipients}
            for helper in level.programme.helpers:
                self.people[helper.id] = mask_name(helper.name) if self.masked else helper.name
                self.posts[helper.id] = (helper.unit, helper.post)
        for roster in self.found.rosters:
            self.owner |= {p.recipient: p.helper for p in roster.pairings if p.role == 0}
        self.below = {node: [0] * len(levels) for node in ("", *self.found.tree.level_of)}
        for node, level_number in self.found.tree.level_of.items():
            for above in [*self.found.tree.path(node)[1:], ""]:
                self.below[above][level_number] += 1

    @cached_property
    def leaves(self) -> str:
        """What the last level's nodes are called: "student" when the plan's own words say so, else "node"."""
        last = self.found.chain.levels[-1].programme.recipients
        return "student" if any(r.category in STUDENTS for r in last) else "node"

    def word(self, name: str, **facts: object) -> str:
        return say(f"chain.word_{name}", facts, self.lang)

    def post(self, helper: str) -> str:
        """Unit and post in the reader's language."""
        unit, post = self.posts[helper]
        return ("" if self.lang == "zh" else ", ").join(dict.fromkeys(part for part in (unit, self.kind(post)) if part))

    def who(self, node: str) -> str:
        return self.people.get(self.owner.get(node, ""), self.word("nobody"))

    def nodes(self, number: int) -> list[str]:
        """Nodes of a level: by parent, then number, then name, as the office lists them."""
        level = self.found.chain.levels[number].programme
        where = self.found.tree.parent
        key = {r.id: (self.names.get(where[r.id], ""), r.number, r.name, r.id) for r in level.recipients}
        return sorted(key, key=key.__getitem__)

    def node(self, identity: str) -> Recipient:
        """What the tables say of a node."""
        return self.recipients[identity]

    def kind(self, word: str) -> str:
        """A kind of node or a post in the reader's language; a word that nobody translated stays as it is."""
        return word if self.lang == "zh" else KINDS.get(word, word)
