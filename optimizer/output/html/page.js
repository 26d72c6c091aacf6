"use strict";
(function () {
  const FIRST = window.matchMedia("(max-width:640px)").matches ? 10 : 30;
  const root = document.documentElement;
  const lang = () => (root.lang.startsWith("zh") ? "zh" : "en");
  const plain = (text) => text.normalize("NFKC").toLowerCase();

  // A masked name such as 张** answers to every name of that first character and length.
  function fits(cell, term) {
    if (cell.includes(term)) return true;
    if (!cell.includes("*") || cell.length !== term.length) return false;
    for (let i = 0; i < cell.length; i += 1) {
      if (cell[i] !== "*" && cell[i] !== term[i]) return false;
    }
    return true;
  }

  // A cell is its text, or the number of words that differ from language to language.
  const textOf = (cell, data, tongue) => (typeof cell === "number" ? data.words[tongue][cell] : cell);

  function rowOf(cells, data) {
    const row = document.createElement("tr");
    cells.forEach((value, i) => {
      const cell = document.createElement("td");
      cell.className = data.align[i];
      cell.dataset.label = data.headers[lang()][i];
      cell.textContent = textOf(value, data, lang());
      row.append(cell);
    });
    return row;
  }

  const redraw = [];

  document.querySelectorAll("[data-search]").forEach((box) => {
    const number = box.dataset.search;
    const data = JSON.parse(document.getElementById("rows" + number).textContent);
    const tongues = Object.keys(data.headers);
    const index = data.rows.map((cells) => cells.flatMap((cell) =>
      typeof cell === "number" ? tongues.map((tongue) => plain(textOf(cell, data, tongue))) : [plain(cell)]));
    const input = box.querySelector("input");
    const body = box.querySelector("tbody");
    const found = box.querySelector(".found");
    const more = box.querySelector(".more");
    let limit = FIRST;

    function show() {
      const terms = plain(input.value).split(/\s+/).filter(Boolean);
      const hits = data.rows.filter((_, i) => terms.every((term) => index[i].some((cell) => fits(cell, term))));
      const shown = document.createDocumentFragment();
      hits.slice(0, limit).forEach((cells) => shown.append(rowOf(cells, data)));
      body.replaceChildren(shown);
      found.textContent = found.dataset[lang()].replace("{found}", hits.length).replace("{total}", data.rows.length);
      more.hidden = hits.length <= limit;
    }

    input.addEventListener("input", () => { limit = FIRST; show(); });
    more.addEventListener("click", () => { limit = Infinity; show(); });
    // On paper: everybody who was searched for; without a search nobody, for the roster itself is a workbook.
    window.addEventListener("beforeprint", () => {
      const asked = input.value.trim() !== "";
      box.closest("section").classList.toggle("unprinted", !asked);
      if (asked) { limit = Infinity; show(); }
    });
    redraw.push(show);
    show();
  });

  const tongue = document.getElementById("tongue");
  tongue.hidden = Object.keys(tongue.dataset).length < 2;
  tongue.addEventListener("click", () => {
    root.lang = lang() === "zh" ? "en" : "zh-CN";
    document.title = tongue.dataset[lang()];
    redraw.forEach((show) => show());
  });

  const print = document.getElementById("print");
  print.hidden = false;
  print.addEventListener("click", () => window.print());
})();
