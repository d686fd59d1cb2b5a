// Levers, pins and pictures as they come. Talks to the server that gave the page, and to nobody else.
(function () {
  "use strict";
  const { state: shared, prepare, draw, tabulate } = window.pullthroughPage;
  const $ = (id) => document.getElementById(id);
  const state = { scenario: "as_enacted", against: "no_change", start: "2027Q1", levers: {}, pins: [], seed: 1, pairs: 8, ...shared.data.first };
  const base = location.pathname;
  let running = null;
  let waiting = null;
  let levers = {};
  let followed = {};
  const dirty = new Set();

  try {
    if (location.hash.length > 1) Object.assign(state, JSON.parse(decodeURIComponent(location.hash.slice(1))));
  } catch (error) { console.warn("the link holds no view", error); }

  function element(tag, properties = {}, ...children) {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children);
    return made;
  }

  function say(text) { $("status").textContent = text; }

  function trouble(texts) { $("problems").replaceChildren(...texts.map((text) => element("p", { textContent: text }))); }

  function number(value) { return Number(value).toLocaleString("en-GB", { maximumSignificantDigits: 5 }); }

  // The form

  function choices(select, chosen) {
    select.replaceChildren(...shared.data.scenarios.map((s) => element("option", { value: s.name, textContent: s.title, selected: s.name === chosen })));
  }

  async function fill() {
    const reply = await fetch(`${base}form?${new URLSearchParams({ scenario: state.scenario, start: state.start })}`);
    const found = await reply.json();
    if (found.problems) { trouble(found.problems); return; }
    levers = {};
    const open = new Set([...$("groups").querySelectorAll("details[open][data-policy]")].map((d) => d.dataset.policy));
    $("groups").replaceChildren(...found.groups.map((group, i) => {
      const moved = group.levers.some((lever) => lever.name in state.levers);
      const box = element("details", { open: open.has(group.policy) || moved || (i === 0 && !open.size) }, element("summary", { textContent: `${group.title} (${group.levers.length})` }));
      box.dataset.policy = group.policy;
      box.append(...group.levers.map(lever));
      return box;
    }));
  }

  function lever(of) {
    levers[of.name] = of;
    const id = `lever-${of.name.replaceAll(".", "-")}`;
    const set = of.name in state.levers ? state.levers[of.name] : of.value;
    const shown = element("output", { htmlFor: id });
    const slider = element("input", { type: "range", id, min: Math.min(of.low, set), max: Math.max(of.high, set), step: "any" });
    slider.step = of.step; slider.min = Math.min(of.low, set); slider.max = Math.max(of.high, set); slider.value = set;
    slider.dataset.lever = of.name;
    const box = element("div", { className: "lever" });
    box.dataset.words = `${of.name} ${of.title} ${of.meaning}`.toLowerCase();
    const tell = () => {
      const now = state.levers[of.name];
      shown.textContent = `${number(now === undefined ? of.value : now)}${of.unit ? ` ${of.unit}` : ""}`;
      slider.setAttribute("aria-valuetext", shown.textContent);
      box.classList.toggle("moved", now !== undefined);
    };
    slider.addEventListener("input", () => {
      const value = Number(slider.value);
      if (Math.abs(value - of.value) < of.step / 2) delete state.levers[of.name]; else state.levers[of.name] = value;
      tell();
      soon();
    });
    tell();
    const more = element("details", {}, element("summary", { textContent: "What it does, costs and may worsen" }), element("p", { textContent: `${of.name}: ${of.meaning}` }));
    if (of.mechanism) more.append(element("p", { textContent: of.mechanism }));
    if (of.cost) more.append(element("p", { textContent: `Cost: ${of.cost}` }));
    Object.entries(of.worsens).forEach(([outcome, why]) => more.append(element("p", { textContent: `May worsen ${outcome}: ${why}.` })));
    if (of.needs.length) more.append(element("p", { textContent: `Does nothing without ${of.needs.join(", ")}.` }));
    const ends = element("div", { className: "ends" }, element("span", { textContent: number(of.low) }),
      element("span", { textContent: `${of.plausible ? "plausible range" : "admitted range"}; now ${number(of.value)}` }), element("span", { textContent: number(of.high) }));
    box.append(element("div", { className: "row" }, element("label", { htmlFor: id, textContent: of.title }), shown), slider, ends, more);
    return box;
  }

  function pins() {
    $("pins").replaceChildren(...state.pins.map((pin, i) => {
      const moved = Object.entries(pin.levers).map(([name, value]) => `${name} ${number(value)}`).join(", ") || "no lever moved";
      const drop = element("button", { type: "button", textContent: "Remove", ariaLabel: `Remove pin ${i + 1}` });
      drop.addEventListener("click", () => { state.pins.splice(i, 1); pins(); soon(); });
      return element("li", {}, element("span", { textContent: `Pin ${i + 1}: ${pin.scenario}, ${moved}` }), drop);
    }));
    $("pin").disabled = state.pins.length >= 3;
  }

  // Asking: a newer move drops the older one, and a drag asks once it rests for a moment.

  function soon() {
    clearTimeout(waiting);
    waiting = setTimeout(ask, 120);
  }

  async function ask() {
    if (running) running.abort();
    const mine = new AbortController();
    running = mine;
    document.body.dataset.state = "running";
    document.body.dataset.asked = String(Number(document.body.dataset.asked || 0) + 1);
    history.replaceState(null, "", `#${encodeURIComponent(JSON.stringify(state))}`);
    $("link").href = location.href;
    $("main").classList.add("old");
    $("guess").replaceChildren();
    followed = {};
    $("followed").replaceChildren();
    say("Running …");
    try {
      const reply = await fetch(`${base}run`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(state), signal: mine.signal });
      if (!reply.ok) throw new Error(`the explorer answered ${reply.status}`);
      const reader = reply.body.pipeThrough(new TextDecoderStream()).getReader();
      let rest = "";
      for (;;) {
        const { value, done } = await reader.read();
        if (done) break;
        const lines = (rest + value).split("\n");
        rest = lines.pop();
        for (const line of lines) if (running === mine) show(JSON.parse(line));
      }
      if (running === mine && document.body.dataset.state === "running") say("The runs ended before their time; move a lever to ask again.");
    } catch (error) {
      if (error.name !== "AbortError") { say("The explorer does not answer; is it still running?"); document.body.dataset.state = "failed"; }
    }
  }

  // Showing

  function show(found) {
    if (found.dropped) return;
    if (found.guess !== undefined) { guess(found.guess); return; }
    $("guess").replaceChildren();  // runs are there: nothing guessed stands beside them
    if (found.problems) { trouble(found.problems); say("Not run: see what is wrong."); document.body.dataset.state = "refused"; $("main").classList.remove("old"); return; }
    trouble([]);
    $("main").classList.remove("old");
    const done = found.pairs === found.of;
    const interval = found.pairs < 3 ? "; intervals need at least three pairs to mean much" : "";
    say(`${found.pairs} of ${found.of} pairs, ${found.seconds} s${done ? "." : " …"}${interval}`);
    $("first").innerHTML = found.summary;
    shared.data.views = { ...followed, ...found.views };
    const places = $("views");
    Object.keys(found.views).forEach((name) => section(name, found.sections[name], places));
    [...places.children].forEach((old) => { if (!(old.id in found.views)) old.remove(); });
    for (const [name, text] of Object.entries(found.said)) $(name).textContent = text;
    $("report").href = `${base}report?run=${encodeURIComponent(found.run)}`;
    document.body.dataset.pairs = String(found.pairs);
    if (done) document.body.dataset.state = "done";
  }

  // What an emulator expects: in a place of its own, with the numbers of the runs before put away.
  function guess(html) {
    const made = new DOMParser().parseFromString(html, "text/html").querySelector("section");
    $("guess").replaceChildren(made);
    if (made.querySelector("table")) $("first").replaceChildren();
    document.body.dataset.guessed = String(Number(document.body.dataset.guessed || 0) + 1);
  }

  // One pair: what became of a technology and of a firm in both worlds, and who has ties with whom.
  async function follow() {
    const pair = Math.min(Math.max(1, Math.round(Number($("pair").value)) || 1), state.pairs);
    $("pair").value = pair;
    const mine = running;
    $("follow").disabled = true;
    $("following").textContent = `Following pair ${pair} through both worlds …`;
    try {
      const reply = await fetch(`${base}follow`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ ...state, pair: pair - 1 }) });
      const found = await reply.json();
      if (running !== mine) return;
      if (found.problems) { $("following").textContent = found.problems.join("; "); return; }
      followed = found.views;
      Object.assign(shared.data.views, followed);
      Object.keys(followed).forEach((name) => section(name, found.sections[name], $("followed")));
      $("following").textContent = `Pair ${pair}, followed below; the report of this view has it too.`;
      document.body.dataset.followed = String(pair);
      $("followed").scrollIntoView({ block: "start" });
    } catch (error) { $("following").textContent = "The explorer does not answer; is it still running?"; }
    finally { $("follow").disabled = false; }
  }

  function section(name, html, places) {
    const view = shared.data.views[name];
    const made = new DOMParser().parseFromString(html, "text/html").querySelector("section");
    const words = [...made.querySelectorAll(":scope > p.found, :scope > p.says")];
    const shape = JSON.stringify([view.columns, view.tables.map((t) => t.title), words.map((p) => p.className)]);
    let place = $(name);
    if (!place || place.dataset.shape !== shape) {
      made.dataset.shape = shape;
      shared.shown[name] = 0;
      if (place) place.replaceWith(made); else places.append(made);
      prepare({ querySelectorAll: () => [made] });
      watcher.observe(made);
      place = made;
    } else {
      [...place.querySelectorAll(":scope > p.found, :scope > p.says")].forEach((old, i) => old.replaceWith(words[i]));
      tabulate(name);
    }
    dirty.add(name);
    const { top, bottom } = place.getBoundingClientRect();
    if (bottom > -200 && top < window.innerHeight + 200) redraw(name);
  }

  function redraw(name) {
    if (dirty.delete(name)) draw(name).catch((error) => console.error(name, error));
  }

  const watcher = new IntersectionObserver((entries) => entries.filter((e) => e.isIntersecting).forEach((e) => redraw(e.target.id)), { rootMargin: "250px" });

  window.addEventListener("beforeprint", () => [...dirty].forEach(redraw));

  function find() {
    const words = $("find").value.trim().toLowerCase();
    $("groups").querySelectorAll("details[data-policy]").forEach((group) => {
      const fits = [...group.querySelectorAll(".lever")].filter((box) => { box.hidden = Boolean(words) && !box.dataset.words.includes(words); return !box.hidden; });
      group.hidden = !fits.length;
      if (words) group.open = Boolean(fits.length);
    });
  }

  function begin() {
    choices($("scenario"), state.scenario);
    choices($("against"), state.against);
    $("start").value = state.start;
    if (![...$("pairs").options].some((o) => Number(o.value) === state.pairs)) $("pairs").append(element("option", { textContent: state.pairs }));
    $("pairs").value = String(state.pairs);
    $("form").addEventListener("submit", (event) => event.preventDefault());
    $("scenario").addEventListener("change", () => { state.scenario = $("scenario").value; fill(); soon(); });
    $("against").addEventListener("change", () => { state.against = $("against").value; soon(); });
    $("start").addEventListener("change", () => { state.start = $("start").value.trim().toUpperCase(); fill(); soon(); });
    const years = [$("first-year"), $("last-year")];
    const usual = state.usual_years || ["", ""];
    years.forEach((field, i) => {
      field.value = (state.years || usual)[i];
      field.addEventListener("change", () => {
        const told = years.map((one, k) => Number(one.value) || usual[k]);
        if (told.every((year, k) => year === usual[k])) delete state.years; else state.years = told;
        soon();
      });
    });
    $("region").replaceChildren(...shared.data.regions.map((r) => element("option", { value: r.name, textContent: r.title })));
    $("region").value = state.region || shared.data.regions[0].name;
    $("region").addEventListener("change", () => { state.region = $("region").value; soon(); });
    $("pairs").addEventListener("change", () => { state.pairs = Number($("pairs").value); soon(); });
    $("find").addEventListener("input", find);
    $("pin").addEventListener("click", () => { state.pins.push({ scenario: state.scenario, start: state.start, levers: { ...state.levers } }); pins(); soon(); });
    $("follow").addEventListener("click", follow);
    $("reset").addEventListener("click", () => { state.levers = {}; fill(); soon(); });
    pins();
    fill();
    ask();
  }

  begin();
})();
