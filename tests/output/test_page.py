"""The report as a page, read as text: what it says, what it hides, what it may load."""

from __future__ import annotations

import base64
import hashlib
import re
from datetime import date
from html import unescape

import pytest

from optimizer.domain import Programme
from optimizer.explain.documents import report_document, report_documents
from optimizer.output.document import (
    Band,
    Chart,
    Column,
    Document,
    Heading,
    MapBlock,
    MapLine,
    MapPoint,
    Meta,
    Outline,
    Paragraph,
    Section,
    Series,
    Table,
    Tree,
    TreeNode,
)
from optimizer.output.html import page_bytes
from optimizer.output.html.charts import NARROW, chart_svg
from optimizer.output.html.maps import map_svg
from optimizer.output.html.trees import SHOWN, tree_outline
from optimizer.output.scale import round_step, ticks
from tests.output import samples


@pytest.fixture(scope="module")
def plan() -> Programme:
    return samples.programme(60, 70)


def _page(plan: Programme, **options: object) -> str:
    return page_bytes(report_document(plan, samples.answer(plan), samples.findings(plan), **options)).decode()  # type: ignore[arg-type]


def test_names_are_masked_unless_asked(plan: Programme) -> None:
    """The page travels by mail and chat: first characters only, no ID number, no telephone, no household number."""
    page = _page(plan)
    for person in (*plan.helpers, *plan.recipients):
        assert person.name not in page
        assert person.id_number not in page
    assert not any(helper.phone in page for helper in plan.helpers)
    assert not any(recipient.number in page for recipient in plan.recipients)
    full = _page(plan, masked=False)
    assert all(recipient.name in full for recipient in plan.recipients)


def test_no_address_outside_is_in_it(plan: Programme) -> None:
    """Nothing that a browser could fetch: no source, link or style from elsewhere."""
    page = _page(plan)
    assert re.findall(r"(?:src|href|action|data)=\"([^\"#]*)\"", page) == ["data:,"]
    assert not re.search(r"url\((?!#)|@import|https?://|//[a-z]", page.replace("http-equiv", ""))


def test_the_policy_names_this_style_and_this_script(plan: Programme) -> None:
    """The browser runs what we wrote and nothing that came with the data; one changed character would stop it."""
    page = _page(plan)
    policy = unescape(re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1])  # type: ignore[index]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    for kind, tag in (("style-src", "style"), ("script-src", "script")):
        inside = re.search(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)[1]  # type: ignore[index]
        digest = base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()
        assert f"{kind} 'sha256-{digest}'" in policy
    assert not re.search(r"\sstyle=|\son\w+=", page)


def test_chapters_in_order(plan: Programme) -> None:
    """What was decided comes first; a shortage, when there is one, right behind it."""
    keys = [s.key for s in report_document(plan, samples.answer(plan)).sections]
    assert keys == ["decided", "aims", "load", "distance", "map", "search", "excluded", "ask", "rules"]
    keys = [s.key for s in report_document(plan, samples.shortage(plan)).sections]
    assert keys == ["decided", "shortage", "map", "excluded", "ask", "rules"]


def test_same_bytes(plan: Programme) -> None:
    """Two runs, one hash."""
    assert _page(plan) == _page(plan)


def test_english_leaves_no_chinese_heading(plan: Programme) -> None:
    """Headings, buttons and sentences come from the catalogue; only the office's own data stay Chinese."""
    page = _page(plan, lang="en")
    for tag in ("h2", "h3", "th", "label", "button", "dt"):
        for words in re.findall(rf"<{tag}[^>]*>(.*?)</{tag}>", page):
            if "方案" not in words and "本单位" not in words:
                assert not re.search(r"[\u4e00-\u9fff]", words), words


def test_two_languages_do_not_double_what_is_large() -> None:
    """Rows to search in and the map stand once: of 3,000 pairs the second language adds less than a fifth."""
    plan = samples.programme(3_000, 3_020)
    answer = samples.answer(plan)
    one = len(page_bytes(report_document(plan, answer)))
    documents = report_documents(plan, answer)
    two = page_bytes(*documents)
    assert len(two) < one * 1.2
    assert two.count(b'class="drawing map"') == 2  # a wide and a narrow one
    assert page_bytes(*reversed(documents)) != two


def test_languages_that_do_not_match_stand_apart() -> None:
    """A column that is empty in one language only, or one more sentence, must not cost the whole page."""
    first = Table((Column("a", "甲"), Column("b", "乙")), (("x", "y"),), searchable=True)
    second = Table((Column("a", "A"),), (("x",),), searchable=True)
    pages = [
        Document("t", lang, Meta(date(2026, 9, 1)), (Section("s", "S", blocks),))
        for lang, blocks in (
            ("zh", (first, Paragraph("多一句"))),
            ("en", (second,)),
            ("en", (second, Paragraph("more"))),
        )
    ]
    for other in pages[1:]:
        page = page_bytes(pages[0], other).decode()
        assert "多一句" in page
        assert 'data-label="乙"' in page
        assert 'data-label="A"' in page


def test_hostile_names_are_text() -> None:
    """Markup in a name is shown as it was typed, in tables, drawings and data."""
    plan = samples.programme(20, 30, special=(samples.SCRIPT, "</script><b>", "\u2028\u2029'\"&"))
    page = _page(plan, masked=False)
    assert page.count("<script") == 2
    assert "<img" not in page
    assert "<b>" not in page


def _document(*blocks: object) -> str:
    section = Section("s", "S", blocks)  # type: ignore[arg-type]
    return page_bytes(Document("t", "zh", Meta(date(2026, 9, 1)), (section,))).decode()


def test_any_document_becomes_a_page() -> None:
    """Comparison and change tables come from other rooms: bands, hidden columns, plain headings and paragraphs."""
    table = Table((Column("a", "A"), Column("b", "B", hidden=True)), (("x", "y"),), bands=(Band(0, "band"),))
    page = _document(table, Heading("head"), Paragraph("text", lead=True), Paragraph("plain"))
    assert '<td class="left" data-label="A">x</td>' in page
    assert ">y<" not in page
    assert "band" in page
    assert "head" in page


@pytest.mark.parametrize("form", ["bar", "line"])
@pytest.mark.parametrize("horizontal", [True, False])
@pytest.mark.parametrize("stacked", [True, False])
def test_charts_show_every_value(form: str, horizontal: bool, stacked: bool) -> None:
    """Each value is in the drawing as a number, so that colour is never needed; lines name it on their points."""
    chart = Chart(
        "c",
        ("甲", "乙", "丙"),
        (Series("s", (101, 202, 303)), Series("t", (111, 222, 333))),
        form=form,  # type: ignore[arg-type]
        horizontal=horizontal,
        stacked=stacked,
    )
    for width in (720.0, NARROW):
        drawing = chart_svg(chart, "zh", "x", width)
        for value in (101, 202, 303, 111, 222, 333):
            assert f"{value}<" in drawing
        assert "NaN" not in drawing
        assert max(float(x) for x in re.findall(r' x="([\d.]+)"', drawing)) <= width


@pytest.mark.parametrize("most", [5, 80, 100])
def test_the_value_above_the_highest_bar_is_in_the_picture(most: int) -> None:
    """A bar that reaches the top of the scale still has room for its number, and the legend stays clear of it."""
    for series in ((Series("s", (most, 1)),), (Series("s", (most, 1)), Series("t", (1, most)))):
        drawing = chart_svg(Chart("c", ("甲", "乙"), series), "zh", "x")
        heights = [float(y) for y in re.findall(rf'y="([\d.]+)" text-anchor="middle" class="value">{most}<', drawing)]
        assert heights
        assert min(heights) >= (12 if len(series) == 1 else 30)


def test_a_tree_folds_and_keeps_every_node_under_its_parent() -> None:
    """The root and as many levels as fit stand open; what is written in a node is text, never markup."""
    nodes = (TreeNode("局"), TreeNode("甲校", 0, "责任人"), TreeNode("乙<校>", 0), TreeNode("1班", 1))
    small = tree_outline(Tree("t", nodes))
    assert small.count("<li>") == 4
    assert small.count("<details open>") == 2
    assert small.index("1班") < small.index("乙&lt;校&gt;")
    wide = (TreeNode("局"), *(TreeNode(f"{n}校", 0) for n in range(SHOWN)), *(TreeNode(f"{n}班", 1) for n in range(3)))
    large = tree_outline(Tree("t", wide))
    assert (large.count("<details open>"), large.count("<details>")) == (1, 1)
    assert tree_outline(Tree("t", ())) == ""


def test_charts_without_data_are_drawn_empty() -> None:
    """No departments, or nothing but zeros, must not divide by zero."""
    for categories, values in (((), ()), (("a",), (0,))):
        for form in ("bar", "line"):
            for horizontal in (True, False):
                chart = Chart("c", categories, (Series("s", values),), form=form, horizontal=horizontal)  # type: ignore[arg-type]
                assert chart_svg(chart, "zh", "x").startswith("<svg")


def test_bars_with_long_names_lie_down() -> None:
    """Twelve villages with long names have no room side by side: one row each instead."""
    names = tuple(f"某某乡某某村第{i}组" for i in range(12))
    upright = chart_svg(Chart("c", ("1", "2"), (Series("s", (1, 2)),)), "zh", "x")
    lying = chart_svg(Chart("c", names, (Series("s", tuple(range(12))),)), "zh", "x")
    assert 'class="grid"' in upright
    assert 'class="grid"' not in lying
    assert all(name in lying for name in names)


def _map(*points: MapPoint, background: tuple[Outline, ...] = ()) -> str:
    return map_svg([MapBlock("m", points, (MapLine(0, len(points) - 1, 3),), background)], ["zh"])


def test_the_map_keeps_north_up_and_proportions() -> None:
    """A degree north is longer than a degree east: at 60 degrees twice as long on the drawing."""
    square = [
        MapPoint(n, a, b) for n, a, b in (("a", 59_500_000, 0), ("b", 60_500_000, 0), ("c", 59_500_000, 1_000_000))
    ]
    drawing = _map(*square)
    (ax, ay), (bx, by), (cx, cy) = [
        (float(x), float(y)) for x, y in re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)"', drawing)
    ]
    assert by < ay
    assert (ax, ay) == (bx, cy)
    assert (ay - by) / (cx - ax) == pytest.approx(2.0, rel=0.01)


def test_places_that_coincide_and_single_places_are_drawn() -> None:
    """A programme with one village, or all at one point, still has a map."""
    one = MapPoint("甲", 30_000_000, 106_000_000)
    for drawing in (_map(one), _map(one, one)):
        assert drawing.count("<circle") >= 1
        assert "nan" not in drawing.lower()
    assert map_svg([MapBlock("m", ())], ["zh"]) == ""


def test_a_far_background_does_not_shrink_the_places() -> None:
    """A map of the whole country behind two villages: the villages still fill the drawing."""
    near = (MapPoint("a", 30_000_000, 106_000_000), MapPoint("b", 30_200_000, 106_200_000))
    country = Outline(((20_000_000, 75_000_000), (50_000_000, 75_000_000), (50_000_000, 130_000_000)), True, "x")
    xs = [float(x) for x in re.findall(r'<circle cx="([\d.]+)"', _map(*near, background=(country,)))]
    assert max(xs) - min(xs) > 200


def test_axis_steps_are_round() -> None:
    """1, 2, 5, 10, 20, 50 and so on; the last tick is not below the largest value."""
    assert [round_step(most) for most in (1, 5, 6, 11, 26, 51, 410, 999)] == [1, 1, 2, 5, 10, 20, 100, 200]
    for most in range(1, 500, 7):
        scale = ticks(most)
        assert scale[0] == 0
        assert scale[-2] < most <= scale[-1]
        assert len(scale) <= 6
