"""The report in a real browser: asks for nothing, finds people, fits every screen, runs nothing that came with the data."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from optimizer.domain import Programme
from optimizer.explain.documents import report_document, report_documents
from optimizer.output.html import page_bytes
from tests.output import samples

pytestmark = pytest.mark.browser

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
NAMES = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    executable = next((path for name in NAMES if (path := shutil.which(name))), None)
    if executable is None:
        pytest.skip("no Chromium on this machine; `apt-get install chromium` brings one")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=executable, args=FLAGS)
        yield made
        made.close()


@pytest.fixture(scope="module")
def plan() -> Programme:
    return samples.programme(60, 70, special=(samples.SCRIPT, "</script><svg onload=window.executed=1>"))


@pytest.fixture(scope="module")
def page_file(plan: Programme, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "report.html"
    document = report_document(plan, samples.answer(plan), samples.findings(plan), masked=False)
    path.write_bytes(page_bytes(document))
    return path


@pytest.fixture
def opened(browser: Any, page_file: Path) -> Iterator[tuple[Any, list[str], list[str]]]:
    """The page, what it asked for, and what it complained of."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    requests: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(page_file.as_uri())
    yield page, requests, complaints
    page.close()


def test_nothing_leaves_the_page(opened: tuple[Any, list[str], list[str]], page_file: Path) -> None:
    """One request, for the page itself; scrolling, searching and printing ask for no more, and nothing is blocked."""
    page, requests, complaints = opened
    page.mouse.wheel(0, 20_000)
    page.fill("input[type=search]", "张")
    page.emulate_media(media="print")
    page.wait_for_timeout(100)
    assert [url for url in requests if not url.startswith("data:")] == [page_file.as_uri()]
    assert complaints == []


def test_hostile_names_are_shown_and_not_run(opened: tuple[Any, list[str], list[str]]) -> None:
    """A name with a script in it stands on the page as text, in the search results too."""
    page, _, complaints = opened
    page.fill("input[type=search]", "<script>")
    assert "<script>window.executed=1" in page.inner_text(".search tbody")
    page.fill("input[type=search]", "onload")
    assert "<svg onload=window.executed=1>" in page.inner_text(".search tbody")
    assert page.evaluate("window.executed") is None
    assert complaints == []


PAYLOADS = [
    f"{start}{act}{end}"
    for start in ("", '"', "'", "-->", "</textarea>", "]]>", "\\", "${", "{{")
    for act, end in (
        ("<script>executed=1</script>", ""),
        ("<img src=x onerror=executed=1>", ""),
        ("<svg/onload=executed=1>", ""),
        (" onmouseover=executed=1 x=", '"'),
        ("javascript:executed=1", ""),
        ("</script><script>executed=1</script>", ""),
        ("</style><script>executed=1</script>", ""),
        ("<a href=javascript:executed=1>x</a>", ""),
    )
]


def test_no_payload_runs(browser: Any, tmp_path: Path) -> None:
    """72 ways to smuggle a script through names, departments, villages, places, titles and findings."""
    plan = samples.programme(90, 100, special=tuple(PAYLOADS))
    hostile = iter(PAYLOADS * 3)
    plan = plan.altered(
        title=PAYLOADS[0],
        seed=PAYLOADS[1],
        office={"填报单位": PAYLOADS[2], "附件号": PAYLOADS[3]},
        helpers=tuple(h.altered(unit=next(hostile), post=next(hostile)) for h in plan.helpers),
        recipients=tuple(r.altered(township=PAYLOADS[5]) for r in plan.recipients),
    )
    path = tmp_path / "hostile.html"
    document = report_document(plan, samples.answer(plan), samples.findings(plan), masked=False)
    path.write_bytes(page_bytes(document))
    page = browser.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(path.as_uri())
    page.click(".more")
    page.mouse.move(600, 400)
    assert page.evaluate("window.executed") is None
    assert page.locator("main img, main iframe, main a[href^=javascript]").count() == 0
    assert page.locator("main script:not([type='application/json'])").count() == 0
    assert complaints == []
    page.close()


def test_the_policy_is_the_second_wall(browser: Any, page_file: Path, tmp_path: Path) -> None:
    """The control: the same script smuggled past the escaping is stopped by the policy, and runs without it."""
    page = browser.new_page()
    html = page_file.read_text(encoding="utf-8").replace("<main ", "<script>window.executed=1</script><main ", 1)
    bare = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", html)
    for content, ran in ((html, None), (bare, 1)):
        (tmp_path / "x.html").write_text(content, encoding="utf-8")
        page.goto((tmp_path / "x.html").as_uri())
        assert page.evaluate("window.executed") == ran
    page.close()


def test_a_person_is_found(opened: tuple[Any, list[str], list[str]], plan: Programme) -> None:
    """By name, by village and department together, and an unknown name finds nobody."""
    page, _, _ = opened
    name = plan.recipients[-1].name
    expected = sum(name == recipient.name for recipient in plan.recipients)
    page.fill("input[type=search]", name)
    assert page.locator(".search tbody tr").count() == expected
    assert name in page.inner_text(".search tbody")
    # 15 households a village; of those in 边岩村 all are served by the first two departments
    page.fill("input[type=search]", "边岩村")
    assert page.locator(".search tbody tr").count() == 15
    page.fill("input[type=search]", "查无此人")
    assert page.locator(".search tbody tr").count() == 0
    assert page.inner_text(".found") == "找到 0 条，共 60 条"


def test_all_rows_can_be_shown(opened: tuple[Any, list[str], list[str]]) -> None:
    """The first 30, then all 60 on request."""
    page, _, _ = opened
    assert page.locator(".search tbody tr").count() == 30
    page.click(".more")
    assert page.locator(".search tbody tr").count() == 60
    assert not page.is_visible(".more")


def test_masked_names_answer_to_full_ones(browser: Any, plan: Programme, tmp_path: Path) -> None:
    """On the masked page a full name finds whoever fits first character and length."""
    path = tmp_path / "masked.html"
    path.write_bytes(page_bytes(report_document(plan, samples.answer(plan))))
    page = browser.new_page()
    page.goto(path.as_uri())
    name = plan.recipients[-1].name
    page.fill("input[type=search]", name)
    shown = page.locator(".search tbody tr").all_inner_texts()
    page.close()
    assert shown
    assert all(name[0] + "*" * (len(name) - 1) in row for row in shown)


@pytest.mark.parametrize("width", [320, 390, 768, 1280, 1920])
def test_no_screen_scrolls_sideways(opened: tuple[Any, list[str], list[str]], width: int) -> None:
    """From a telephone to a wide screen the page is exactly as wide as the window."""
    page, _, _ = opened
    page.set_viewport_size({"width": width, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_drawings_fit_their_screen(opened: tuple[Any, list[str], list[str]]) -> None:
    """Of the two drawings of every chart and map exactly one is visible, and its words keep a readable size."""
    page, _, _ = opened
    for width, seen in ((1280, "wide"), (390, "narrow")):
        page.set_viewport_size({"width": width, "height": 900})
        other = "narrow" if seen == "wide" else "wide"
        assert page.locator(f".{seen} svg").count() >= 5
        assert all(page.locator(f".{seen} svg").nth(i).is_visible() for i in range(5))
        assert not any(page.locator(f".{other} svg").nth(i).is_visible() for i in range(5))
        heights = page.evaluate(
            "s => [...document.querySelectorAll(`.${s} svg text`)].map(t => t.getBoundingClientRect().height)", seen
        )
        assert min(heights) >= 11


def test_the_keyboard_reaches_everything(opened: tuple[Any, list[str], list[str]]) -> None:
    """Tab goes to the skip link first, then the print button and the contents; the search box has a label."""
    page, _, _ = opened
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#content"
    assert page.get_by_label("输入姓名、部门、地点或编号").count() == 1
    assert page.get_by_role("img").count() >= 5
    assert page.get_by_role("navigation", name="目录").count() == 1


def test_words_stand_out_from_their_ground(opened: tuple[Any, list[str], list[str]]) -> None:
    """WCAG AA: contrast of at least 4.5 for every word of the page, computed from the colours in use."""
    page, _, _ = opened
    script = """() => {
      const rgb = c => (c.match(/[\\d.]+/g) || []).map(Number);
      const part = v => { v /= 255; return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; };
      const light = c => 0.2126 * part(c[0]) + 0.7152 * part(c[1]) + 0.0722 * part(c[2]);
      const ground = e => { for (; e; e = e.parentElement) { const c = rgb(getComputedStyle(e).backgroundColor);
        if (c.length === 3 || (c.length === 4 && c[3] === 1)) return c; } return [255, 255, 255]; };
      const bad = [];
      for (const e of document.querySelectorAll('h1,h2,h3,p,li,td,th,dt,dd,a,button,label,summary,figcaption,span')) {
        if (!e.innerText || !e.innerText.trim() || e.className === 'skip') continue;
        const [a, b] = [light(rgb(getComputedStyle(e).color)), light(ground(e))].sort((x, y) => y - x);
        if ((a + 0.05) / (b + 0.05) < 4.5) bad.push(e.tagName + ' ' + e.className + ' ' + e.innerText.slice(0, 20));
      }
      return bad; }"""
    assert page.evaluate(script) == []


def test_paper_shows_whom_one_searched_for(opened: tuple[Any, list[str], list[str]]) -> None:
    """The first 30 of 60 rows on paper would pass for all of them: without a search the chapter is left out, with one it
    shows everybody found."""
    page, _, _ = opened
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert not page.is_visible("section#search")
    page.emulate_media(media="screen")
    assert page.is_visible("section#search")
    page.fill("input[type=search]", "教务处 ")
    found = int(re.findall(r"\d+", page.inner_text(".found"))[0])
    assert found > 0
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.is_visible("section#search")
    assert page.locator(".search tbody tr:visible").count() == found


def test_a_telephone_shows_fewer_at_first(browser: Any, page_file: Path) -> None:
    """Each row is a card there; ten of them leave the next chapter within reach."""
    page = browser.new_page(viewport={"width": 390, "height": 800})
    page.goto(page_file.as_uri())
    assert page.locator(".search tbody tr").count() == 10
    page.close()


@pytest.fixture
def both(browser: Any, plan: Programme, tmp_path: Path) -> Iterator[tuple[Any, list[str]]]:
    """The report in two languages, opened in Chinese, and everything that it asked for or complained of."""
    path = tmp_path / "both.html"
    path.write_bytes(page_bytes(*report_documents(plan, samples.answer(plan), samples.findings(plan), masked=False)))
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    seen: list[str] = []
    page.on("request", lambda request: seen.append(request.url))
    page.on("console", lambda message: seen.append(message.text))
    page.on("pageerror", lambda error: seen.append(str(error)))
    page.goto(path.as_uri())
    seen.clear()
    yield page, seen
    page.close()


def _headings(page: Any) -> str:
    return str(
        page.evaluate(
            "[...document.querySelectorAll('h1,h2,h3,th,dt,button,label,nav a')].filter(e => e.checkVisibility()).map(e => e.innerText).join('|')"
        )
    )


def test_one_page_speaks_both_languages(both: tuple[Any, list[str]], plan: Programme) -> None:
    """A button switches every heading, the title and what was searched, asks for nothing and remembers nothing."""
    page, seen = both
    page.fill("input[type=search]", plan.recipients[-1].name)
    before = page.locator(".search tbody tr").count()
    assert "目录" not in _headings(page)
    assert "What was decided" not in page.inner_text("body")
    page.click("#tongue")
    said = _headings(page)
    plain = re.sub(r"中文|方案第三条[^|]*", "", said.replace(plan.title, ""))  # the office's own words stay
    assert not re.search(r"[\u4e00-\u9fff]", plain), plain
    assert page.evaluate("document.documentElement.lang") == "en"
    assert not re.search(r"[\u4e00-\u9fff]", page.title().replace(plan.title, ""))
    assert page.locator(".search tbody tr").count() == before
    assert "of 60 found" in page.inner_text(".found")
    assert page.locator(".map .wide svg").count() == 1
    page.click("#tongue")
    assert page.evaluate("document.documentElement.lang") == "zh-CN"
    assert seen == []
    page.click("#tongue")
    page.reload()
    assert page.evaluate("document.documentElement.lang") == "zh-CN"
    stored = page.evaluate(
        "(() => { try { return localStorage.length + document.cookie.length } catch { return 0 } })()"
    )
    assert stored == 0


def test_print_shows_the_language_in_view(both: tuple[Any, list[str]]) -> None:
    """What is on the screen is what comes out of the printer, and only that; the button stays on the screen."""
    page, _ = both
    page.click("#tongue")
    page.emulate_media(media="print")
    assert not page.is_visible("#tongue")
    assert page.locator("[data-l=zh]:visible").count() == 0
    assert page.locator("[data-l=en]:visible").count() > 10


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_english_fits_every_screen_too(both: tuple[Any, list[str]], width: int) -> None:
    """English words are longer; the page is as wide as the window all the same."""
    page, _ = both
    page.click("#tongue")
    page.set_viewport_size({"width": width, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_page_of_one_language_has_no_button(opened: tuple[Any, list[str], list[str]]) -> None:
    """Pages of other rooms come in one language."""
    assert not opened[0].is_visible("#tongue")


def test_it_prints_on_a4(opened: tuple[Any, list[str], list[str]]) -> None:
    """A PDF of several A4 pages; contents and search box stay on the screen."""
    page, _, _ = opened
    page.emulate_media(media="print")
    assert not page.is_visible("nav")
    assert not page.is_visible("input[type=search]")
    data = page.pdf(prefer_css_page_size=True)
    assert data.startswith(b"%PDF")
    # A4 is 595 x 842 points; Chromium writes 594.95996 841.91998
    assert b"/MediaBox [0 0 594.9" in data or b"/MediaBox [0 0 595" in data
