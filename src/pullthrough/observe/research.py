"""Outcomes of R&D: what is spent by whom at which TRL, what it costs for what is ordered, and what users take of it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pullthrough.observe.outcome import Outcome
from pullthrough.observe.projects import FIVE_YEARS, incidence
from pullthrough.observe.window import Window, mean, ratio
from pullthrough.world.codes import CLASS_NAMES, NEVER, NOVEL
from pullthrough.world.ledger import THOUSANDS_PER_MILLION
from pullthrough.world.tables import FLOW_NAMES, Tables

OUTCOMES = (
    Outcome("public_rd", "GBP million per year", "Public R&D on technology", "public money spent on development of technologies, by calls and "
            "under contract", 0),
    Outcome("public_rd_whole", "GBP million per year", "Public R&D in all", "public money spent on development of technologies, and the "
            "share of support spend that is R&D of programmes not modelled one by one", 0),
    Outcome("sponsored_rd", "GBP million per year", "Public R&D under contract", "public money spent on development under contract to sponsors", 0),
    Outcome("development_contracts_per_year", "per year", "Development contracts", "steps of technology taken under contract by sponsors", 0),
    Outcome("industry_rd_share", "share", "Industry's share of defence R&D", "private money spent on development, over it and public R&D in all", 0),
    Outcome("public_rd_early", "share", "Public R&D at TRL 1 to 3", "share of public R&D on technology", 0),
    Outcome("public_rd_middle", "share", "Public R&D at TRL 4 to 6", "share of public R&D on technology", 0),
    Outcome("public_rd_late", "share", "Public R&D at TRL 7 and above", "share of public R&D on technology", 0),
    Outcome("public_rd_academic", "share", "Universities' share of public R&D", "spent on technology that universities own, over public R&D on "
            "technology", 0),
    Outcome("rd_over_orders", "share", "R&D over first orders", "all money spent on the development of technologies first ordered in the window, "
            "over the price of their first orders", 0),
    *(Outcome(f"rd_over_orders_{name}", "share", f"R&D over first orders, {name}", "all money spent on the development of "
              "technologies of this class first ordered in the window, over the price of their first orders", 0)
      for name in CLASS_NAMES),
    Outcome("selected_with_user", "share", "Contract let, with a user in view", "cumulative incidence of a first contract or order five years after a "
            "publicly funded project with a user in view was completed; Aalen-Johansen", 1),
    Outcome("selected_without_user", "share", "Contract let, without a user in view", "cumulative incidence of a first contract or order five "
            "years after a publicly funded project without a user in view came to TRL 7; Aalen-Johansen", 1),
    Outcome("chance_of_sale", "share", "Chance of a novel offer", "published chance that a novel offer of usual fit wins a tender, mean over "
            "segments at the end of the run", 0),
    Outcome("state_of_the_art", "ln", "Progress of what is in service", "ln by which today's best in service beats the proven products of the start, "
            "mean over segments at the end of the run", 1),
    Outcome("guarded_per_year", "per year", "Offers kept back by primes", "partners' technology that an incumbent did not offer beside its own "
            "product", -1),
)  # fmt: skip

PROVEN_TRL = 7  # shown in use: completed, as a bid asks for it
PRIVATE = ("own_rd", "investor_rd", "foreign_capital")


def measure(
    window: Window, tables: Tables, noted: NDArray[np.int64]
) -> tuple[dict[str, float], dict[str, NDArray[np.float64]]]:
    """R&D money by source, TRL and class; contracts for completed projects with and without a user; progress and guard."""
    total = dict(zip(FLOW_NAMES, noted[window.start : window.stop].sum(axis=0).tolist(), strict=True))
    public = total["public_rd"]
    whole = public + share_of_programmes(tables) * total["spend"]
    private = sum(total[name] for name in PRIVATE)
    late = public - total["public_rd_early"] - total["public_rd_middle"]
    outcomes = {
        "public_rd": ratio(public / THOUSANDS_PER_MILLION, window.years),
        "public_rd_whole": ratio(whole / THOUSANDS_PER_MILLION, window.years),
        "sponsored_rd": ratio(total["sponsored_rd"] / THOUSANDS_PER_MILLION, window.years),
        "development_contracts_per_year": ratio(total["development_contracts"], window.years),
        "industry_rd_share": ratio(private, private + whole),
        "public_rd_early": ratio(total["public_rd_early"], public),
        "public_rd_middle": ratio(total["public_rd_middle"], public),
        "public_rd_late": ratio(late, public),
        "public_rd_academic": ratio(total["public_rd_academic"], public),
        "chance_of_sale": mean(np.asarray(tables.segments.chance, dtype=float)),
        "state_of_the_art": mean(np.asarray(tables.segments.art, dtype=float)),
        "guarded_per_year": ratio(total["guarded"], window.years),
    }
    return outcomes | over_orders(window, tables) | selected(window, tables), {}


def series(window: Window, tables: Tables, noted: NDArray[np.int64]) -> dict[str, NDArray[np.float64]]:
    """Public R&D in all, shape (quarters shown,)."""
    shown = slice(window.burn_in, window.end + 1)
    flow = noted[shown].astype(float)
    programmes = share_of_programmes(tables) * flow[:, FLOW_NAMES.index("spend")]
    return {"public_rd_whole": flow[:, FLOW_NAMES.index("public_rd")] + programmes}


def share_of_programmes(tables: Tables) -> float:
    """Share of payments to industry that is R&D of programmes which are not modelled one by one."""
    rules = tables.rules[0]
    return float(rules.sponsored.programmes * (1.0 - rules.market.tendered_share))


def over_orders(window: Window, tables: Tables) -> dict[str, float]:
    """R&D spent on technologies whose first contract was let in the window, over its price; all, and by class."""
    tech, need = tables.technologies, tables.requirements
    spent = tech.public_spent + tech.own_spent + tech.investor_spent + tech.foreign_spent
    price = np.zeros(len(tech))
    let = (need.winner == NOVEL) & (need.technology >= 0) & (need.let != NEVER)
    rows = need.technology[let]
    first = need.let[let] == tech.selected[rows]
    price[rows[first]] = need.price[let][first]
    ordered = window.holds(tech.selected) & (price > 0)
    found = {"rd_over_orders": ratio(float(spent[ordered].sum()), float(price[ordered].sum()))}
    by_class = rules_by_class(tables)
    for class_row, name in enumerate(CLASS_NAMES):
        mine = ordered & (tech.category == class_row) & by_class
        found[f"rd_over_orders_{name}"] = ratio(float(spent[mine].sum()), float(price[mine].sum()))
    return found


def rules_by_class(tables: Tables) -> bool:
    """Whether technologies are told apart by class at all."""
    return bool(tables.rules[0].classes.in_force)


def selected(window: Window, tables: Tables) -> dict[str, float]:
    """Incidence of a first contract within five years of completion, with and without a user in view."""
    tech = tables.technologies
    with_user, _ = incidence(window, tech.completed, tech.selected, tech.ended, FIVE_YEARS)
    without = np.where((tech.funded != NEVER) & (tech.completed == NEVER), tech.reached[:, PROVEN_TRL], NEVER)
    no_user, _ = incidence(window, without, tech.selected, tech.ended, FIVE_YEARS)
    return {"selected_with_user": float(with_user[FIVE_YEARS]), "selected_without_user": float(no_user[FIVE_YEARS])}
