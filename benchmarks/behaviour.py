"""What a call's design and a larger budget do: paired differences that docs/explanation/behaviour.md reports.

``python benchmarks/behaviour.py [--seeds 8] [--only budgets,cap]``. Baseline: the rules of 2012 on the uk world, years
2012-2024; each row changes one thing, on the same seeds. Writes nothing.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))  # also without an installation

import numpy as np
from timing import machine

from pullthrough.observe.registry import OUTCOMES
from pullthrough.parameters.compose import compose
from pullthrough.parameters.setting import setting
from pullthrough.study.design import replicate_seed

BASE = ["scenario=global_competition_2012", "observe.first_year=2012", "observe.last_year=2024"]
CALL = "world.instruments.enterprise_call"
CHANGES = {
    "budgets of all instruments with money +20 %": "budgets",
    "budget of the enterprise call x 2": f"{CALL}.budget=x2",
    "demonstration x 2": "world.instruments.demonstration.budget=x2",
    "tendered spend + 20 %": "policy.start=2012Q1 policy.budget.factor=1.2",
    "call: cost share 0.5": f"{CALL}.cost_share=0.5",
    "call: award cap x 2": f"{CALL}.award_cap=x2",
    "call: award cap / 2": f"{CALL}.award_cap=x0.5",
    "call: weight of newcomers 1": f"{CALL}.weight_newcomer=1.0",
    "call: TRL 4-6 only": f"{CALL}.trl_min=4",
    "call: a segment's needs, not any idea": f"{CALL}.theme=segment {CALL}.weight_fit=1.0",
    "call: proposal cost x 3": f"{CALL}.proposal_cost=x3",
}
SHOWN = (
    "call_success_rate", "call_sme_share", "call_newcomer_share", "call_success_first", "call_success_again",
    "entrants_per_year", "private_rd", "private_awarded", "private_unawarded", "adoptions_per_year", "adoption_rate",
    "bridged", "distance_at_tender", "public_cost",
)  # fmt: skip
FLOWS = ("call_proposals", "call_awards", "award_money", "public_rd", "own_rd", "investor_rd")


def main() -> None:
    """Print means and bands of the baseline, then mean paired differences with their 95 % half-widths."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=8, help="runs of each setting (default: 8)")
    parser.add_argument("--only", default="", help="parts of names of changes, separated by commas (default: all)")
    given = parser.parse_args()
    print(machine())
    base = run([], given.seeds)
    print(f"\nBaseline, {given.seeds} seeds: mean (5 to 95 % of seeds)")
    for name, values in base.items():
        known = values[np.isfinite(values)]
        if known.size:
            low, high = np.quantile(known, (0.05, 0.95))
            print(f"{name:30s} {known.mean():12.4g} ({low:.4g} to {high:.4g})")
    if not given.only:
        marginal(given.seeds)
    for title, change in CHANGES.items():
        if any(word in title for word in given.only.split(",")):
            report(title, base, run(words(change), given.seeds))


def words(change: str) -> list[str]:
    """A change as overrides; ``xN`` multiplies the value of the baseline."""
    tables = setting(compose(BASE)).world.instruments
    if change == "budgets":
        return [f"world.instruments.{k}.budget={int(v.budget * 1.2)}" for k, v in tables.items() if v.budget]
    found = []
    for word in change.split():
        key, _, value = word.partition("=")
        if value.startswith("x"):
            _, _, instrument, field = key.split(".")
            value = str(int(getattr(tables[instrument], field) * float(value[1:])))
        found.append(f"{key}={value}")
    return found


def run(overrides: list[str], seeds: int) -> dict[str, np.ndarray]:
    """Every outcome, and sums of some flows a year, by seed."""
    from pullthrough.model import PullThroughModel
    from pullthrough.observe.flows import COLUMN
    from pullthrough.observe.window import Window

    chosen = setting(compose(BASE + overrides))
    found: dict[str, list[float]] = {}
    for i in range(seeds):
        model = PullThroughModel(chosen, rng=replicate_seed(1, i)).run()
        window = Window.of(chosen, int(model.tables.clock.t[0]))
        total = model.flows[window.start : window.stop].sum(axis=0) / window.years
        values = model.results().outcomes | {f"{n} a year": float(total[COLUMN[n]]) for n in FLOWS}
        for name, value in values.items():
            found.setdefault(name, []).append(value)
    return {name: np.array(values) for name, values in found.items()}


def marginal(seeds: int) -> None:
    """Projects that get public money only with twice the budget of the call: what became of them with it and without.

    Keyed draws make them the same projects in both runs. Only projects that had begun in both by then can be paired.
    """
    from pullthrough.model import PullThroughModel
    from pullthrough.observe.window import Window
    from pullthrough.world.codes import NEVER

    settings = [setting(compose(BASE + more)) for more in ([], words(f"{CALL}.budget=x2"))]
    rows: list[list[float]] = []
    for i in range(seeds):
        runs = [PullThroughModel(chosen, rng=replicate_seed(1, i)).run() for chosen in settings]
        window = Window.of(settings[0], int(runs[0].tables.clock.t[0]))
        without, given = (run.tables.technologies[: int(run.tables.clock.technologies[0])] for run in runs)
        _, a, b = np.intersect1d(without.key, given.key, return_indices=True)
        mine = (
            (without.funded[a] == NEVER) & window.holds(given.funded[b]) & (without.owner_key[a] == given.owner_key[b])
        )
        pair = [without[a[mine]], given[b[mine]]]
        private = [t.own_spent + t.investor_spent + t.foreign_spent for t in pair]
        row = [float(mine.sum())]
        for of in (
            [p > 0 for p in private], private, [t.public_spent for t in pair],
            [t.reached[:, 7] != NEVER for t in pair], [t.adopted != NEVER for t in pair],
        ):  # fmt: skip
            row += [float(np.mean(values)) for values in of]
        rows.append(row)
    table = np.array(rows)
    print(f"\nProjects funded only with the larger call: {table[:, 0].mean():.0f} a run, without and with the award")
    names = (
        "with private money, share",
        "private money, GBP thousand",
        "public money, GBP thousand",
        "reached TRL 7",
        "in service",
    )
    for k, name in enumerate(names):
        before, after = table[:, 1 + 2 * k], table[:, 2 + 2 * k]
        half = 2.4 * (after - before).std(ddof=1) / np.sqrt(len(table))
        print(
            f"  {name:30s} {before.mean():9.4g} {after.mean():9.4g}  difference {np.mean(after - before):+.4g} +- {half:.2g}"
        )


def report(title: str, base: dict[str, np.ndarray], changed: dict[str, np.ndarray]) -> None:
    """Print mean paired differences."""
    print(f"\n{title}")
    for name in (*SHOWN, *(f"{n} a year" for n in FLOWS)):
        gap = changed[name] - base[name]
        half = 2.4 * gap.std(ddof=1) / np.sqrt(len(gap))  # t of 7 degrees of freedom
        unit = OUTCOMES[name].unit if name in OUTCOMES else "flow"
        print(f"  {name:28s} {np.nanmean(base[name]):10.4g} {np.nanmean(gap):+10.4g} +- {half:.2g}  {unit}")
    public = changed["public_rd a year"] - base["public_rd a year"]
    private = sum(changed[f"{n} a year"] - base[f"{n} a year"] for n in ("own_rd", "investor_rd"))
    if abs(public.mean()) > 100:
        share = private.mean() / public.mean()
        level = sum(base[f"{n} a year"].mean() for n in ("own_rd", "investor_rd")) / base["public_rd a year"].mean()
        print(f"  private pounds for each public pound more: {share:+.2f}; elasticity {share / level:+.2f}")


if __name__ == "__main__":
    main()
