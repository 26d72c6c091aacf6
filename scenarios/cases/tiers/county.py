"""A made-up county: who hangs on whom, and who may answer for what."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from scenarios.cases.synthetic.people import names

TOWNS = ["东岭乡", "西坪镇", "南溪乡", "北塘镇", "中坝镇", "青石乡", "白果乡", "黄桷镇"]


@dataclass(frozen=True)
class Node:
    number: str
    name: str
    parent: str
    category: str


@dataclass(frozen=True)
class Owner:
    number: str
    name: str
    unit: str
    post: str
    serves: str
    superior: str
    most: int


@dataclass
class Tier:
    """One level: folder, title, nodes and owners in the order of the tables."""

    folder: str
    title: str
    nodes: list[Node] = field(default_factory=list)
    owners: list[Owner] = field(default_factory=list)


@dataclass(frozen=True)
class Sizes:
    """Raises ValueError, with the sentence for the user, when a size cannot be met."""

    townships: int = 5
    schools: int = 14
    students: int = 260

    def __post_init__(self) -> None:
        if not 1 <= self.townships <= len(TOWNS):
            raise ValueError(f"--townships must be 1 to {len(TOWNS)}, not {self.townships}")
        if self.schools < self.townships:
            raise ValueError(f"--schools must be at least the townships ({self.townships}), not {self.schools}")
        if self.students < self.schools:
            raise ValueError(f"--students must be at least the schools ({self.schools}), not {self.students}")


def make_county(seed: int, sizes: Sizes) -> list[Tier]:
    """Four levels. Two county schools hang on the bureau; village schools on the centre school of their township, uneven in
    number; every third school has one leader too few to choose from; one student in fifteen is a school leaver on the school.
    """
    random = Random(f"tiers:{seed}")
    people = names(Random(f"tiers:{seed}:names"))
    serial = iter(range(1, 10_000))

    def owner(unit: str, post: str, serves: str, most: int, superior: str = "") -> Owner:
        return Owner(f"G{next(serial):04d}", next(people), unit, post, serves, superior, most)

    top = Tier("1-局领导", "局领导包保乡镇中心校和县直学校")
    middle = Tier("2-村小", "中心校负责人包保村小")
    rooms = Tier("3-班级", "学校领导包保班级")
    pupils = Tier("4-学生", "任课教师包保学生")
    towns = TOWNS[: sizes.townships]
    top.nodes = [Node(f"Z{n:02d}", f"{town}中心校", "", "乡镇中心校") for n, town in enumerate(towns, 1)]
    top.nodes += [Node("X01", "县第一初级中学", "", "县直学校"), Node("X02", "县实验小学", "", "县直学校")]
    top.owners = [owner("县教育局", "局领导", "", 3) for _ in range((len(top.nodes) + 1) // 2)]
    for n in range(sizes.schools - sizes.townships):
        home = random.choice(top.nodes[: len(towns)])
        middle.nodes.append(Node(f"C{n + 1:02d}", f"{home.name[:-3]}第{n + 1}村小", home.number, "村小"))
    for home in top.nodes[: len(towns)]:
        below = sum(node.parent == home.number for node in middle.nodes)
        middle.owners += [owner(home.name, "中心校负责人", home.number, below // 2 + 1) for _ in range(2)]
    for school in (*top.nodes, *middle.nodes):
        count = random.choice((1, 2, 2, 3)) if school.category == "村小" else random.choice((4, 5, 6))
        leaders = [
            owner(school.name, "学校领导", school.number, count) for _ in range(1 if school.category == "村小" else 3)
        ]
        rooms.owners += leaders
        for n in range(count):
            room = Node(f"{school.number}-{n + 1}", f"{school.name}{n + 1}班", school.number, "班级")
            rooms.nodes.append(room)
            pupils.owners.append(owner(school.name, "班主任", f"{room.number}、{school.number}", 10))
            team = random.choice(leaders).number if random.random() < 0.4 else ""
            pupils.owners.append(owner(school.name, "任课教师", room.number, 9, team))
    schools = {node.number: node for node in (*top.nodes, *middle.nodes)}
    for n in range(sizes.students):
        room = rooms.nodes[n % len(rooms.nodes)]
        leaver = n % 15 == 14
        parent, category = (schools[room.parent].number, "两后生") if leaver else (room.number, "学困生")
        pupils.nodes.append(Node(f"S{n + 1:04d}", next(people), parent, category))
    random.shuffle(pupils.nodes)
    return [top, middle, rooms, pupils]
