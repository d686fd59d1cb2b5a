"""What a call's design and a larger budget do: the table that docs/explanation/behaviour.md rests on.

python benchmarks/behaviour.py [--seeds 16] [--only budgets,cap]     # prints the table
python benchmarks/behaviour.py --write [--changed]     # writes behaviour.csv beside the page

Baseline: the rules of 2012 on the uk world, 2012 to 2024; each change changes one thing, on the same seeds. Rows of the
baseline have a mean and the band that holds 5 to 95 per cent of seeds, rows of a change the mean paired difference with its
95 per cent interval (t). ``--changed`` leaves a table as it is that the same code has made.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))  # also without an installation

import numpy as np
from scipy.special import stdtrit

from pullthrough import __version__
from pullthrough.observe.registry import OUTCOMES
from pullthrough.parameters.composition.compose import compose
from pullthrough.parameters.policy.setting import setting
from pullthrough.study.design.design import replicate_seed
from pullthrough.study.storage.provenance import code_hash

ROOT = Path(__file__).resolve().parents[1]
BASE = ["scenario=global_competition_2012", "observe.first_year=2012", "observe.last_year=2024"]
CALL = "world.instruments.enterprise_call"
LARGER_CALL = f"{CALL}.budget=x2"
FACTOR = 1.2
CHANGES = {
    "instruments +20 %": "budgets",
    "call x 2": LARGER_CALL,
    "demonstration x 2": "world.instruments.demonstration.budget=x2",
    "tendered spend +20 %": f"policy.start=2012Q1 policy.budget.factor={FACTOR}",
    "cost share 0.5": f"{CALL}.cost_share=0.5",
    "award cap x 2": f"{CALL}.award_cap=x2",
    "award cap / 2": f"{CALL}.award_cap=x0.5",
    "newcomers first": f"{CALL}.weight_newcomer=1.0",
    "TRL 4-6 only": f"{CALL}.trl_min=4",
    "directed": f"{CALL}.theme=segment {CALL}.weight_fit=1.0",
    "proposal cost x 3": f"{CALL}.proposal_cost=x3",
}
SHOWN = (
    "call_success_rate", "call_sme_share", "call_newcomer_share", "call_success_first", "call_success_again",
    "entrants_per_year", "private_rd", "private_awarded", "private_unawarded", "adoptions_per_year", "adoption_rate",
    "bridged", "distance_at_tender", "public_cost",
)  # fmt: skip
FLOWS = ("call_proposals", "call_awards", "award_money", "public_rd", "own_rd", "investor_rd")
HEAD = (
    "change", "outcome", "unit", "value", "q05", "q95", "baseline", "policy", "difference", "ci_low", "ci_high", "n",
)  # fmt: skip
LEAST_PUBLIC = 0.1
"""GBP million a year of public money below which private money for each pound of it says nothing."""

Values = dict[str, np.ndarray]
Line = dict[str, str | float | int]


def main() -> None:
    """Print or write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=16, help="runs of each setting (default: 16)")
    parser.add_argument("--only", default="", help="parts of names of changes, separated by commas (default: all)")
    parser.add_argument("--write", action="store_true", help="write behaviour.csv beside docs/explanation/behaviour.md")
    parser.add_argument("--changed", action="store_true", help="only if other code has made the table")
    given = parser.parse_args()
    home = next(iter(sorted((ROOT / "docs").glob("**/behaviour.md")))).parent
    path, note = home / "behaviour.csv", home / "behaviour.json"
    if given.changed and note.is_file() and json.loads(note.read_text(encoding="utf-8"))["code"] == code_hash():
        return
    began = time.perf_counter()
    lines = list(table(given.seeds, given.only if not given.write else ""))
    if given.write:
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, HEAD, lineterminator="\n")
            writer.writeheader()
            writer.writerows(lines)
        about = {"version": __version__, "code": code_hash(), "seeds": given.seeds}
        note.write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")
        print(f"{path.name}: {len(lines)} rows, {time.perf_counter() - began:.0f} s")
        return
    for line in lines:
        print(*(line.get(name, "") for name in HEAD if name != "unit"), sep="\t")


def table(seeds: int, only: str) -> Iterator[Line]:
    """The rows: baseline, changes, and projects that only the larger call funded."""
    base = run([], seeds)
    for name, values in base.items():
        known = values[np.isfinite(values)]
        if known.size:
            low, high = np.quantile(known, (0.05, 0.95))
            band = {"value": short(known.mean()), "q05": short(low), "q95": short(high)}
            yield {"change": "none", "outcome": name, "unit": unit(name), **band, "n": int(known.size)}
    for title, change in CHANGES.items():
        if any(word in title for word in only.split(",")):
            changed = run(words(change), seeds)
            for name in (*SHOWN, *FLOWS):
                yield paired(title, name, base[name], changed[name])
            yield from answers(title, base, changed)
    if not only:
        yield from marginal(seeds)


def paired(change: str, name: str, before: np.ndarray, after: np.ndarray) -> Line:
    """A mean paired difference with its interval."""
    both = np.isfinite(before) & np.isfinite(after)
    gap = (after - before)[both]
    levels = {"baseline": short(before[both].mean()), "policy": short(after[both].mean())}
    return {"change": change, "outcome": name, "unit": unit(name), **levels, **interval(gap.mean(), gap)}


def interval(centre: float, values: np.ndarray) -> dict[str, float | int]:
    """The t-interval of a mean of values about a centre."""
    n = len(values)
    half = stdtrit(n - 1, 0.975) * values.std(ddof=1) / np.sqrt(n)
    return {"difference": short(centre), "ci_low": short(centre - half), "ci_high": short(centre + half), "n": n}


def answers(title: str, base: Values, changed: Values) -> Iterator[Line]:
    """Private money for each public pound more, and elasticities; the ratio of means, its error by linearisation."""
    private = changed["private_rd"] - base["private_rd"]
    public = changed["public_rd"] - base["public_rd"]
    level = base["private_rd"].mean()
    if "tendered" in title:
        share = private / level / (FACTOR - 1)
        yield {"change": title, "outcome": "elasticity", "unit": "1", **interval(share.mean(), share)}
    elif abs(public.mean()) > max(LEAST_PUBLIC, 2 * public.std(ddof=1) / np.sqrt(len(public))):
        ratio = private.mean() / public.mean()
        spread = ratio + (private - ratio * public) / public.mean()
        yield {"change": title, "outcome": "private_per_public", "unit": "1", **interval(ratio, spread)}
        times = base["public_rd"].mean() / level
        yield {"change": title, "outcome": "elasticity", "unit": "1", **interval(ratio * times, spread * times)}


def unit(name: str) -> str:
    """The unit of an outcome or a flow."""
    if name in OUTCOMES:
        return OUTCOMES[name].unit
    return "per year" if name.startswith("call_") else "GBP million per year"


def short(value: float) -> float:
    """Ten figures, as in the tables of studies."""
    return float(f"{value:.10g}")


def words(change: str) -> list[str]:
    """A change as overrides; ``xN`` multiplies the value of the baseline."""
    tables = setting(compose(BASE)).world.instruments
    if change == "budgets":
        return [f"world.instruments.{k}.budget={int(v.budget * FACTOR)}" for k, v in tables.items() if v.budget]
    found = []
    for word in change.split():
        key, _, value = word.partition("=")
        if value.startswith("x"):
            _, _, instrument, field = key.split(".")
            value = str(int(getattr(tables[instrument], field) * float(value[1:])))
        found.append(f"{key}={value}")
    return found


def run(overrides: list[str], seeds: int) -> Values:
    """Every outcome, and sums of some flows a year, by seed; money in GBP million."""
    from pullthrough.model import PullThroughModel
    from pullthrough.observe.flows import COLUMN
    from pullthrough.observe.window import Window

    chosen = setting(compose(BASE + overrides))
    found: dict[str, list[float]] = {}
    for i in range(seeds):
        model = PullThroughModel(chosen, rng=replicate_seed(1, i)).run()
        window = Window.of(chosen, int(model.tables.clock.t[0]))
        total = model.flows[window.start : window.stop].sum(axis=0) / window.years
        flows = {name: float(total[COLUMN[name]]) / (1 if name.startswith("call_") else 1000) for name in FLOWS}
        for name, value in (model.results().outcomes | flows).items():
            found.setdefault(name, []).append(value)
    return {name: np.array(values) for name, values in found.items()}


def marginal(seeds: int) -> Iterator[Line]:
    """Projects that get public money only with twice the budget of the call: what became of them without it and with it.

    Keyed draws make them the same projects in both runs. Only projects that had begun in both by then can be paired.
    """
    from pullthrough.model import PullThroughModel
    from pullthrough.observe.window import Window
    from pullthrough.world.codes import NEVER

    settings = [setting(compose(BASE + more)) for more in ([], words(LARGER_CALL))]
    found: dict[str, list[tuple[float, float]]] = {}
    number = []
    for i in range(seeds):
        runs = [PullThroughModel(chosen, rng=replicate_seed(1, i)).run() for chosen in settings]
        window = Window.of(settings[0], int(runs[0].tables.clock.t[0]))
        without, given = (run.tables.technologies[: int(run.tables.clock.technologies[0])] for run in runs)
        _, a, b = np.intersect1d(without.key, given.key, return_indices=True)
        mine = (
            (without.funded[a] == NEVER) & window.holds(given.funded[b]) & (without.owner_key[a] == given.owner_key[b])
        )
        number.append(float(mine.sum()))
        pair = [without[a[mine]], given[b[mine]]]
        private = [t.own_spent + t.investor_spent + t.foreign_spent for t in pair]
        for name, of in {
            "with_private_money": [money > 0 for money in private],
            "private_money": private,
            "public_money": [t.public_spent for t in pair],
            "reached_trl_7": [t.reached[:, 7] != NEVER for t in pair],
            "in_service": [t.adopted != NEVER for t in pair],
        }.items():
            found.setdefault(name, []).append((float(np.mean(of[0])), float(np.mean(of[1]))))
    title = "funded by the larger call only"
    yield {
        "change": title,
        "outcome": "projects",
        "unit": "per run",
        "value": short(float(np.mean(number))),
        "n": seeds,
    }
    for name, pairs in found.items():
        before, after = np.array(pairs).T
        yield paired(title, name, before, after) | {"unit": "GBP thousand" if "money" in name[-7:] else "share"}


if __name__ == "__main__":
    main()
