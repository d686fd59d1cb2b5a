"""The page: head, summary, views, where it comes from; with the programs that draw it inside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from pullthrough import __version__
from pullthrough.observe.registry import OUTCOMES
from pullthrough.present import glossary
from pullthrough.present.pages.charts.facts import Facts
from pullthrough.present.pages.charts.view import View
from pullthrough.present.pages.report import parts, summary
from pullthrough.present.pages.report.document import PAGE, VEGA, data, document, script
from pullthrough.present.pages.report.parts import block, escaped
from pullthrough.text.quoting import command

KICKER = "Research and development pull-through in UK defence: a simulation"
FILES = {
    "effects.csv": "every outcome",
    "summary.csv": "a row a run",
    "series_quantiles.csv": "series over time",
    "curves_quantiles.csv": "curves",
    "data_dictionary.csv": "what each column means",
    "manifest.json": "settings, seeds, versions",
    "runs": "everything",
}
"""What lies beside the page."""
TERMS = ("pair", "baseline", "adoption", "merit", "technology readiness level", "public cost", "entrant", "ensemble")
"""Words of the glossary that every report explains, as far as it has them."""


def page(facts: Facts, views: Sequence[View], folder: Path | None = None, ensemble: Path | None = None) -> str:
    """The whole page.

    Args:
        facts: what was compared.
        views: in the order in which they are shown.
        folder: of the study, if it has one: for an ensemble in it, and its name.
        ensemble: folder of an ensemble of the same comparison.
    """
    body = content(facts, views, folder, ensemble)
    return document(heading(facts), body, data(views), [script(path) for path in (*VEGA, PAGE)])


def heading(facts: Facts) -> str:
    """The title of the page: that of the experiment, or what was compared."""
    title = (facts.manifest.get("config", {}).get("experiment") or {}).get("title")
    if title:
        return str(title)
    if not any(facts.effects(name) for name in facts.tested):
        return facts.title(facts.tested[-1])
    return f"{' · '.join(facts.names[1:])} against {facts.names[0]}"


def content(facts: Facts, views: Sequence[View], folder: Path | None = None, ensemble: Path | None = None) -> str:
    """Everything between the head and the programs."""
    links = {OUTCOMES[name].label: f"word-{name}" for name in OUTCOMES}
    used = _words(facts, links, views)
    links = {label: anchor for label, anchor in links.items() if anchor in {a for a, _, _ in used}}
    places = [
        ("summary", "Summary"),
        *((v.name, v.title) for v in views),
        ("words", "Words"),
        ("source", "Where this comes from"),
    ]
    nav = "".join(f'<li><a href="#{escaped(name)}">{escaped(title)}</a></li>' for name, title in places)
    about = facts.manifest
    question = (about.get("config", {}).get("experiment") or {}).get("question")
    version = about.get("versions", {}).get("pullthrough", __version__)
    stamp = (
        f"Run {about.get('run_id', '–')} · pullthrough {version} · "
        f"{str(about.get('finished') or about.get('started') or '')[:10]}"
    )
    return (
        f'<header><p class="kicker">{KICKER}</p><h1>{escaped(heading(facts))}</h1>'
        f"{parts.paragraph(str(question), 'question') if question else ''}"
        f'<p class="stamp">{escaped(stamp)}</p></header>\n'
        f'<main id="main">{first_screen(facts, links, folder, ensemble, [v.finding for v in views if v.finding])}\n'
        f'<nav aria-label="On this page"><h2>On this page</h2><ol>{nav}</ol></nav>\n'
        f"{''.join(parts.section(view, links) for view in views)}\n"
        f"{block('words', 'Words', parts.definitions(used))}\n"
        f"{source(facts, folder)}</main>\n"
        f"<footer>{parts.paragraph('Simulated under stated assumptions; not a forecast. ' + stamp)}</footer>"
    )


def first_screen(
    facts: Facts,
    links: dict[str, str],
    folder: Path | None = None,
    ensemble: Path | None = None,
    found: Sequence[str] = (),
) -> str:
    """What was compared, six numbers, what was found, what gets worse, what not to conclude."""
    lines = summary.lines(facts, folder, ensemble)
    everything = any(line.everything for line in lines)
    told = "".join(parts.paragraph(text) for text in summary.compared(facts))
    found = [*summary.in_a_sentence(facts), *found]
    groups = f"<h3>What was found</h3>{parts.listed(found)}" if found else ""
    groups += "".join(f"<h3>{escaped(title)}</h3>{parts.paragraph(text)}" for title, text in summary.paragraphs(facts))
    cautions = parts.listed(summary.cautions(facts, everything))
    body = (
        f'<div class="compared">{told}</div>{_six(lines, links, everything) if lines else ""}'
        f'<div class="said"><div>{groups}</div>'
        f'<aside aria-labelledby="cautions"><h3 id="cautions">What not to conclude</h3>{cautions}</aside></div>'
    )
    return block("summary", "Summary", body)


def _six(lines: Sequence[summary.Line], links: dict[str, str], everything: bool) -> str:
    several, levels = any(line.scenario for line in lines), any(line.levels for line in lines)
    heads = [
        "Outcome",
        *(["Scenario"] if several else []),
        *(["Baseline → policy"] if levels else []),
        "Difference",
        "By chance: 95 % interval",
        *(["Everything varied: nine in ten"] if everything else []),
        "Verdict",
    ]
    rows = []
    for line in lines:
        cells = [
            *([line.levels] if levels else []),
            line.difference,
            line.chance,
            *([line.everything or "–"] if everything else []),
        ]
        said = zip(heads[2 if several else 1 : -1], cells, strict=True)
        name = parts._linked(line.label, links)
        rows.append(
            f'<tr><th scope="row">{name}</th>'
            + (f'<td class="wraps" data-label="Scenario">{escaped(line.scenario)}</td>' if several else "")
            + "".join(f'<td data-label="{escaped(head)}">{escaped(cell)}</td>' for head, cell in said)
            + f'<td data-label="Verdict"><span class="verdict {line.verdict.replace(" ", "-")}">'
            + f"{escaped(line.verdict)}</span></td></tr>"
        )
    return (
        '<div class="scroll" tabindex="0" role="region" aria-label="The main numbers"><table class="six"><thead><tr>'
        + "".join(f'<th scope="col">{escaped(head)}</th>' for head in heads)
        + f"</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )


def _words(facts: Facts, links: dict[str, str], views: Sequence[View]) -> list[tuple[str, str, str]]:
    """The definitions of the outcomes that are shown, and of the words that every report uses."""
    shown = {
        row[0].partition(" (")[0] for view in views for t in (view.table,) for row in t.rows if isinstance(row[0], str)
    }
    found = []
    for term in TERMS:
        if entry := glossary.find(term):
            found.append((f"term-{glossary.anchor(entry.term)}", entry.term, _unlinked(entry.means)))
    for name, outcome in OUTCOMES.items():
        if outcome.label in shown or name in summary._chosen(facts):
            found.append(
                (links[outcome.label], outcome.label, f"{outcome.estimator[:1].upper()}{outcome.estimator[1:]}.")
            )
    return found


def _unlinked(markdown: str) -> str:
    """Markdown without its links and emphasis."""
    import re

    return re.sub(r"\[([^\]]+)\]\([^)]*\)", r"\1", markdown).replace("*", "")


def source(facts: Facts, folder: Path | None) -> str:
    """The command, the run, and what else there is."""
    about = facts.manifest
    words = about.get("command") or command([])
    rows = list(_origin(facts))
    table = "".join(f'<tr><th scope="row">{escaped(k)}</th><td>{escaped(v)}</td></tr>' for k, v in rows)
    limits = parts.listed(str(text) for text in about.get("limits", ()))
    body = (
        f'<p>The same again:</p><pre tabindex="0"><code>{escaped(words)}</code></pre>'
        f'<table class="origin"><tbody>{table}</tbody></table>{_beside(folder)}<h3>Limits of use</h3>{limits}'
    )
    return block("source", "Where this comes from", body)


def _beside(folder: Path | None) -> str:
    """The files beside the page, as far as they are there; nothing for a page without a folder."""
    there = [f"`{name}` ({words})" for name, words in FILES.items() if folder and (folder / name).exists()]
    return parts.paragraph(f"Beside this file: {', '.join(there)}.") if there else ""


def _origin(facts: Facts) -> Iterator[tuple[str, str]]:
    about = facts.manifest
    yield "Run", f"{about.get('run_id', '–')} (fingerprint {str(about.get('fingerprint', '–'))[:16]})"
    yield (
        "Program",
        f"pullthrough {about.get('versions', {}).get('pullthrough', __version__)}, code "
        f"{str(about.get('code', '–'))[:10]}",
    )
    yield (
        "Runs",
        f"{about.get('runs', about.get('total_runs', '–'))}, of which {about.get('failures', 0)} "
        f"failed; root seed {about.get('seed', '–')}",
    )
    yield "World", str(about.get("world", "–"))
    for name in facts.scenarios:
        yield ("Baseline" if name == facts.against else "Tested"), f"{facts.title(name)} ({name})"
    if about.get("finished"):
        yield "Finished", str(about["finished"])
