// Draws the charts of a page from the data in it, and hands out what is shown. Asks nobody for anything.
(function () {
  "use strict";
  const SIGNS = /[=+\-@]/;
  const state = { data: JSON.parse(document.getElementById("data").textContent), shown: {}, drawn: {} };

  // Rows from columns, as Vega takes them.
  function rows(values) {
    const names = Object.keys(values);
    const length = names.length ? values[names[0]].length : 0;
    return Array.from({ length }, (_, i) => Object.fromEntries(names.map((name) => [name, values[name][i]])));
  }

  function tableOf(name) {
    const view = state.data.views[name];
    const chosen = view.tables[state.shown[name] || 0];
    return { ...chosen, values: { ...view.tables[0].values, ...chosen.values } };
  }

  // The figure has a name and a table beside it; marks without words of their own would only be noise to who hears them.
  function silent(config) {
    const quiet = Object.fromEntries(["mark", "axis", "legend", "title", "header"].map((part) => [part, { ...config[part], aria: false }]));
    return { ...config, ...quiet, aria: false };
  }

  async function draw(name) {
    const view = state.data.views[name];
    const place = document.querySelector(`#${CSS.escape(name)} figure.chart`);
    if (!place || !Object.keys(view.spec).length) return;
    const spec = { $schema: "https://vega.github.io/schema/vega-lite/v6.json", ...view.spec, datasets: { table: rows(tableOf(name).values) } };
    const options = {
      ast: true, actions: false, logLevel: 1, renderer: "svg", defaultStyle: false, config: silent(state.data.config),
      tooltip: { disableDefaultStyle: true }, loader: { load: () => Promise.reject(new Error("nothing is loaded")) },
    };
    const old = state.drawn[name];
    const result = await vegaEmbed(place, spec, options);
    if (old) old.finalize();
    state.drawn[name] = result;
    place.dataset.drawn = String(Number(place.dataset.drawn || 0) + 1);
  }

  // A number as it is read: three figures, whole from 1000 on.
  function written(value, column, whole) {
    if (value === null || value === undefined) return "–";
    if (typeof value === "string") return value;
    if (whole) return value.toLocaleString("en-GB").replace("-", "−");
    const percent = column.unit === "share";
    const size = Math.abs(percent ? 100 * value : value);
    const digits = size >= 100 || size === 0 ? 0 : Math.min(9, 2 - Math.floor(Math.log10(size)));
    const text = (percent ? 100 * value : value).toLocaleString("en-GB", { minimumFractionDigits: digits, maximumFractionDigits: digits });
    return text.replace("-", "−") + (percent ? " %" : "");
  }

  function tabulate(name) {
    const view = state.data.views[name];
    const body = document.querySelector(`#${CSS.escape(name)} .numbers tbody`);
    if (!body) return;
    const shown = view.columns.filter((column) => column.shown);
    const told = rows(tableOf(name).values);
    const whole = new Set(shown.filter((column) => told.every((row) => (row[column.name] ?? null) === null || Number.isInteger(row[column.name]))).map((column) => column.name));
    body.replaceChildren(...told.map((row) => {
      const line = document.createElement("tr");
      shown.forEach((column, i) => {
        const cell = document.createElement(i ? "td" : "th");
        if (!i) cell.scope = "row";
        if (!column.text) cell.className = "number";
        cell.textContent = written(row[column.name], column, whole.has(column.name));
        line.append(cell);
      });
      return line;
    }));
  }

  // A cell of CSV; no text is a formula for a spreadsheet.
  function cell(value) {
    if (value === null || value === undefined) return "";
    let text = String(value);
    if (typeof value === "string" && SIGNS.test(text.trimStart().charAt(0)) && Number.isNaN(Number(text))) text = `'${text}`;
    return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  }

  function csv(name) {
    const { columns } = state.data.views[name];
    const lines = rows(tableOf(name).values).map((row) => columns.map((column) => cell(row[column.name])).join(","));
    return [columns.map((column) => cell(column.name)).join(","), ...lines].join("\n") + "\n";
  }

  function save(content, kind, file) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([content], { type: kind }));
    link.download = file;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 5000);
  }

  async function take(name, kind) {
    if (kind === "csv") return save(csv(name), "text/csv", `${name}.csv`);
    const view = state.drawn[name].view;
    if (kind === "svg") return save(await view.toSVG(), "image/svg+xml", `${name}.svg`);
    const canvas = await view.toCanvas(3);
    return canvas.toBlob((blob) => save(blob, "image/png", `${name}.png`));
  }

  // Charts in sight come first, the others when there is time, so that printing finds all of them.
  function drawAll() {
    const waiting = new Set(Object.keys(state.data.views));
    const go = (name) => { if (waiting.delete(name)) return draw(name).catch((error) => fail(name, error)); };
    const watcher = new IntersectionObserver((entries) => entries.filter((e) => e.isIntersecting).forEach((e) => go(e.target.id)), { rootMargin: "300px" });
    waiting.forEach((name) => { const place = document.getElementById(name); if (place) watcher.observe(place); });
    const rest = window.requestIdleCallback || ((todo) => setTimeout(todo, 60));
    const next = () => { const [name] = waiting; if (name === undefined) { document.body.dataset.ready = "true"; watcher.disconnect(); } else Promise.resolve(go(name)).then(() => rest(next)); };
    rest(next);
  }

  function fail(name, error) {
    const place = document.querySelector(`#${CSS.escape(name)} figure.chart`);
    if (place) place.textContent = `This chart could not be drawn (${error.message}); its numbers are below.`;
    console.error(error);
  }

  function prepare(root) {
    root.querySelectorAll("section.view").forEach((section) => {
      const choice = section.querySelector("select");
      if (choice) choice.addEventListener("change", () => { state.shown[section.id] = choice.selectedIndex; tabulate(section.id); draw(section.id); });
      const buttons = section.querySelector(".take");
      buttons.hidden = false;
      buttons.addEventListener("click", (event) => { if (event.target.dataset.save) take(section.id, event.target.dataset.save); });
    });
  }

  window.pullthroughPage = { state, prepare, draw, drawAll, tabulate };
  prepare(document);
  drawAll();
})();
