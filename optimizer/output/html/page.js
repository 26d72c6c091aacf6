"use strict";
(function () {
  const FIRST = 30;
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

  function rowOf(cells, columns) {
    const row = document.createElement("tr");
    cells.forEach((text, i) => {
      const cell = document.createElement("td");
      cell.className = columns[i].align;
      cell.dataset.label = columns[i].header;
      cell.textContent = text;
      row.append(cell);
    });
    return row;
  }

  document.querySelectorAll("[data-search]").forEach((box) => {
    const number = box.dataset.search;
    const data = JSON.parse(document.getElementById("rows" + number).textContent);
    const index = data.rows.map((cells) => cells.map(plain));
    const input = box.querySelector("input");
    const body = box.querySelector("tbody");
    const found = box.querySelector(".found");
    const more = box.querySelector(".more");
    let limit = FIRST;

    function show() {
      const terms = plain(input.value).split(/\s+/).filter(Boolean);
      const hits = data.rows.filter((_, i) => terms.every((term) => index[i].some((cell) => fits(cell, term))));
      const shown = document.createDocumentFragment();
      hits.slice(0, limit).forEach((cells) => shown.append(rowOf(cells, data.columns)));
      body.replaceChildren(shown);
      found.textContent = found.dataset.words.replace("{found}", hits.length).replace("{total}", data.rows.length);
      more.hidden = hits.length <= limit;
    }

    input.addEventListener("input", () => { limit = FIRST; show(); });
    more.addEventListener("click", () => { limit = Infinity; show(); });
    show();
  });

  const print = document.getElementById("print");
  print.hidden = false;
  print.addEventListener("click", () => window.print());
})();
