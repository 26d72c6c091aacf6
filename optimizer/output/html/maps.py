"""The map as inline SVG: background outlines, pairings as lines, places as dots, a scale bar; no tiles, no network.

Projection: equirectangular about the middle latitude, good to a fraction of a percent over a county.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from optimizer.messages import Lang, say
from optimizer.output.cells import display_width
from optimizer.output.document import MapBlock, MapPoint
from optimizer.output.html.charts import WIDE
from optimizer.output.html.svg import drawing, element, text, title
from optimizer.output.scale import round_step

_TALLEST, _SHORTEST = 0.86, 0.42
"""Height of the map in proportion to its width."""

_MARGIN = 0.08
_METRES_A_DEGREE = 111_195.0
_CHARACTER = 6.6
_MOST_LABELS = 120
_BEYOND = 7
"""The background may widen the window by a seventh of its size on each side, so that places keep theirs."""


class _Projection:
    """Microdegrees to pixels; the window holds all points, and the background as far as it lies near them."""

    def __init__(self, block: MapBlock, width: float) -> None:
        self.width, margin = width, _MARGIN * width
        points = [(p.latitude_microdegrees, p.longitude_microdegrees) for p in block.points]
        south, north = min(p[0] for p in points), max(p[0] for p in points)
        west, east = min(p[1] for p in points), max(p[1] for p in points)
        tall, wide = max(north - south, 10_000) // _BEYOND, max(east - west, 10_000) // _BEYOND
        low, high, left, right = south - tall, north + tall, west - wide, east + wide
        for outline in block.background:
            for latitude, longitude in outline.points:
                if low <= latitude <= high and left <= longitude <= right:
                    south, north = min(south, latitude), max(north, latitude)
                    west, east = min(west, longitude), max(east, longitude)
        self._squeeze = math.cos(math.radians((south + north) / 2e6))
        self._west, self._north = west, north
        breadth = max((east - west) * self._squeeze, 1.0)
        depth = max(float(north - south), 1.0)
        self._scale = min((width - 2 * margin) / breadth, (_TALLEST * width - 2 * margin) / depth)
        self._scale = min(self._scale, 0.05)
        self.height = max(_SHORTEST * width, depth * self._scale + 2 * margin)
        self._left = (width - breadth * self._scale) / 2
        self._top = (self.height - depth * self._scale) / 2

    def __call__(self, latitude: int, longitude: int) -> tuple[float, float]:
        x = self._left + (longitude - self._west) * self._squeeze * self._scale
        return x, self._top + (self._north - latitude) * self._scale

    def pixels(self, metres: int) -> float:
        return metres / _METRES_A_DEGREE * 1e6 * self._scale

    def metres(self, pixels: float) -> int:
        return int(pixels / self._scale / 1e6 * _METRES_A_DEGREE)


def map_svg(blocks: Sequence[MapBlock], langs: Sequence[Lang], width: float = WIDE) -> str:
    """The map as one <svg>: drawn from the first block; the others are the same map in other languages.

    A block without points gives an empty string.
    """
    block = blocks[0]
    if not block.points:
        return ""
    project = _Projection(block, width)
    spots = [project(p.latitude_microdegrees, p.longitude_microdegrees) for p in block.points]
    parts = [*_background(block, project), *_lines(blocks, spots), *_dots(blocks, spots)]
    parts += [*_labels(blocks, langs, spots, project), *_scale_bar(project, langs)]
    names = [say("output.map_alt", {"title": each.title}, lang) for each, lang in zip(blocks, langs, strict=True)]
    return drawing(width, project.height, _together(names), parts, "map")


def _together(texts: Sequence[str]) -> str:
    """What a pointer or a screen reader is told: every language, once."""
    return " · ".join(dict.fromkeys(texts))


def _in_each(langs: Sequence[Lang], texts: Sequence[str], x: float, y: float, **attributes: object) -> list[str]:
    """One text where the languages agree, else one a language, of which the page shows one."""
    if len(set(texts)) == 1:
        return [text(texts[0], x, y, **attributes)]
    return [text(said, x, y, data_l=lang, **attributes) for lang, said in zip(langs, texts, strict=True)]


def _background(block: MapBlock, project: _Projection) -> list[str]:
    parts = []
    for outline in block.background:
        points = " ".join(f"{x:.1f},{y:.1f}" for x, y in (project(a, b) for a, b in outline.points))
        said = (title(outline.label),) if outline.label else ()
        parts.append(element("polygon" if outline.closed else "polyline", {"points": points, "class": "ground"}, *said))
    return parts


def _lines(blocks: Sequence[MapBlock], spots: Sequence[tuple[float, float]]) -> list[str]:
    block = blocks[0]
    most = max((line.count for line in block.lines), default=1)
    parts = []
    for number, line in sorted(enumerate(block.lines), key=lambda item: -item[1].count):
        (x1, y1), (x2, y2) = spots[line.start], spots[line.end]
        width = 0.8 + 7.0 * line.count / most
        place: dict[str, object] = {"x1": x1, "y1": y1, "x2": x2, "y2": y2, "stroke_width": width, "class": "tie"}
        parts.append(element("line", place, title(_together([each.lines[number].detail for each in blocks]))))
    return parts


def _largest(points: Sequence[MapPoint]) -> int:
    return max((point.size for point in points if point.kind == "recipient"), default=1)


def radius(size: int, most: int) -> float:
    """Area in proportion to ``size``, 4 to 15 pixels."""
    return max(4.0, 15.0 * math.sqrt(size / max(1, most)))


def _dots(blocks: Sequence[MapBlock], spots: Sequence[tuple[float, float]]) -> list[str]:
    most = _largest(blocks[0].points)
    parts = []
    for number, (point, (x, y)) in enumerate(zip(blocks[0].points, spots, strict=True)):
        said = title(_together([each.points[number].detail or each.points[number].label for each in blocks]))
        if point.kind == "helper":
            box: dict[str, object] = {"x": x - 7, "y": y - 7, "width": 14, "height": 14, "class": "start"}
            parts.append(element("rect", box, said))
        else:
            parts.append(element("circle", {"cx": x, "cy": y, "r": radius(point.size, most), "class": "place"}, said))
    return parts


def _labels(
    blocks: Sequence[MapBlock], langs: Sequence[Lang], spots: Sequence[tuple[float, float]], project: _Projection
) -> list[str]:
    """Names beside the dots, largest first, each at the first of eight places where it covers nothing; else left out."""
    points = blocks[0].points
    most = _largest(points)
    radii = [9.0 if point.kind == "helper" else radius(point.size, most) for point in points]
    taken = [(x - r, y - r, x + r, y + r) for (x, y), r in zip(spots, radii, strict=True)]
    parts: list[str] = []
    order = sorted(range(len(points)), key=lambda i: (points[i].kind != "helper", -points[i].size, points[i].label))
    for i in order[:_MOST_LABELS]:
        names = [_name(each.points[i]) for each in blocks]
        wide = max(map(display_width, names)) * _CHARACTER
        (x, y), r = spots[i], radii[i] + 4
        for left, base in (
            (x + r, y + 5),
            (x - r - wide, y + 5),
            (x - wide / 2, y - r - 2),
            (x - wide / 2, y + r + 12),
            (x + r, y - r),
            (x + r, y + r + 8),
            (x - r - wide, y - r),
            (x - r - wide, y + r + 8),
        ):
            box = (left, base - 12, left + wide, base + 3)
            inside = box[0] >= 2 and box[2] <= project.width - 2 and box[1] >= 2 and box[3] <= project.height - 2
            if inside and not any(_overlap(box, other) for other in taken):
                taken.append(box)
                parts += _in_each(langs, names, left, base, class_="name")
                break
    return parts


def _name(point: MapPoint) -> str:
    return f"{point.label} {point.size}" if point.kind == "recipient" else point.label


def _overlap(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _scale_bar(project: _Projection, langs: Sequence[Lang]) -> list[str]:
    kilometres = max(1, round_step(max(1, project.metres(project.width / 4) // 1000), 2))
    long = project.pixels(kilometres * 1000)
    y = project.height - 14
    parts = [element("path", {"d": f"M12 {y - 5:.1f}v5h{long:.1f}v-5", "class": "scale"})]
    said = [say("output.map_scale", {"kilometres": kilometres}, lang) for lang in langs]
    parts += _in_each(langs, said, 18 + long, y + 1, class_="tick")
    north = project.width - 24
    parts.append(element("path", {"d": f"M{north} 34v-22m-5 8l5-8l5 8", "class": "scale"}))
    said = [say("output.map_north", None, lang) for lang in langs]
    parts += _in_each(langs, said, north, 48, text_anchor="middle", class_="tick")
    return parts
