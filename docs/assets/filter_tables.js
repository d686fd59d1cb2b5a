// Long tables get a field above them that leaves only the rows in which every word occurs.
(function () {
  "use strict";
  const LONG = 12; // rows

  function addFilter(table, number) {
    const rows = Array.from(table.tBodies[0].rows);
    const texts = rows.map((row) => row.textContent.toLowerCase());
    const box = document.createElement("p");
    box.className = "table-filter";
    const label = document.createElement("label");
    const field = document.createElement("input");
    const count = document.createElement("span");
    field.type = "search";
    field.id = "table-filter-" + number;
    field.placeholder = "words, in any column";
    label.htmlFor = field.id;
    label.textContent = "Show rows with ";
    count.setAttribute("aria-live", "polite");

    function show() {
      const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      rows.forEach((row, i) => {
        row.hidden = !words.every((word) => texts[i].includes(word));
        shown += row.hidden ? 0 : 1;
      });
      count.textContent = ` ${shown} of ${rows.length} rows`;
    }

    field.addEventListener("input", show);
    show();
    box.append(label, field, count);
    table.before(box);
  }

  function addFilters() {
    document.querySelectorAll(".md-content table").forEach((table, number) => {
      if (table.tBodies.length && table.tBodies[0].rows.length >= LONG) addFilter(table, number);
    });
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", addFilters);
  else addFilters();
})();
