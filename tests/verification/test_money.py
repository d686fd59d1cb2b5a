"""Every pound, every quarter: the ledger is exact, and the flows that are reported are what moved."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from conftest import all_levers, check_books, flow, used

from pullthrough.observe.flows import PAYMENTS
from pullthrough.observe.results import measure
from pullthrough.processes.shared import projects
from pullthrough.world import ledger
from pullthrough.world.codes import ABANDONED, CANCELLED, DEVELOPING, IN_SERVICE, MET, READY_TRL

if TYPE_CHECKING:
    from conftest import Tiny

    from pullthrough.model import PullThroughModel

CASES: dict[str, dict[str, Any]] = {
    "2012": {"reformed": False},
    "reform": {},
    "rich": {"levers": {"funding.science_programme": 50000, "funding.innovation_loan": 50000, "pipeline.horizon": 40}},
    "hasty": {"levers": {"procurement.small_time": 1, "procurement.large_time": 1, "procurement.minimum_trl": 4}},
    "poor": {"world": {"market.spend": 50000, "population.cash_months": 0.5}},
    "deadly": {"world": {"exit.death_hazard": 0.2, "delivery.failure_floor": 0.7}},
    "slow": {"world": {"delivery.time_base": 12, "tender.relaunch_wait": 0, "tender.slip_limit": 0}},
}


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("seed", [1, 2])
def test_the_books_are_exact_in_every_quarter(tiny: Tiny, case: str, seed: int) -> None:
    model = tiny.model(seed=seed, **CASES[case])
    check_books(model)
    for _ in range(model.quarters):
        model.step()
        check_books(model)


def moved(model: PullThroughModel) -> dict[str, np.ndarray]:
    """Change of every account in every quarter of a fresh model, which is run by this."""
    balances = [model.tables.accounts.copy()]
    for _ in range(model.quarters):
        model.step()
        balances.append(model.tables.accounts.copy())
    return dict(zip(ledger.ACCOUNTS, np.diff(balances, axis=0).T, strict=True))


def test_flows_are_what_moved(tiny: Tiny) -> None:
    model = tiny.model({"clusters.premises": 0.0})
    change = moved(model)
    costs = ("administration", "haste_cost", "engagement_cost", "notice_cost", "export_cost", "screening_cost",
             "route_cost", "assurance_cost", "training_cost", "cluster_cost", "cluster_fees", "outreach_cost", "relet_cost",
             "approval_cost", "idle_officials")  # fmt: skip
    # without local authorities' help to entrants, which is a cost of clusters paid to industry
    assert change["OFFICIALS"].tolist() == sum(flow(model, name) for name in costs).tolist()
    back_to_investors = change["INVESTORS"] + flow(model, "investor_rd")
    assert np.all(back_to_investors >= 0), "what they put in is R&D; their stake of what owners take comes back"
    assert not back_to_investors[np.cumsum(flow(model, "stakes")) == 0].any(), "without a stake nothing does"
    assert change["INVESTORS_ABROAD"].sum() >= -flow(model, "foreign_capital").sum(), (
        "what owners abroad took came back"
    )
    sold = flow(model, "export_revenue") - flow(model, "export_losses")
    assert change["CUSTOMERS_ABROAD"].tolist() == (-sold).tolist()
    others = change["OTHERS"] - flow(model, "export_revenue") - flow(model, "second_source_cost")
    support = flow(model, "spend") - change["ABROAD"] - others
    assert np.all(support >= 0), "spend is paid to somebody"
    assert change["POTS"].sum() + flow(model, "award_money").sum() <= model.tables.budgets.sum() / 4 + 1
    assert flow(model, "spend_sme").sum() > 0 and np.all(flow(model, "spend_sme") <= flow(model, "spend"))


def test_every_awarded_pound_is_spent_returned_or_held(tiny: Tiny) -> None:
    model = tiny.run()
    w = model.tables
    awarded, spent = flow(model, "award_money").sum(), flow(model, "public_rd").sum()
    tech = w.technologies[: w.clock.technologies[0]]
    assert tech.public_spent.sum() == spent
    assert tech.own_spent.sum() == flow(model, "own_rd").sum()
    assert tech.investor_spent.sum() == flow(model, "investor_rd").sum()
    assert awarded - spent - tech.grant.sum() >= 0, "what is left was returned with abandoned projects"


def test_what_is_paid_for_equipment_is_the_price(tiny: Tiny) -> None:
    model = tiny.run()
    need = model.tables.requirements[: model.tables.clock.requirements[0]]
    assert np.all(need.paid <= need.price)
    assert np.all(need.price <= need.value)
    assert np.array_equal(need.paid[need.status == MET], need.price[need.status == MET])
    assert np.all(need.paid[need.status == CANCELLED] == 0)


def test_what_organisations_are_paid_in_a_year_is_the_spend_of_that_year(tiny: Tiny) -> None:
    without = ("exit", "exports", "supply_shocks")  # nobody goes, and nobody else is paid, so the sum is complete
    model = tiny.model({f"processes.{name}": False for name in without})
    before, paid, outside = np.zeros(len(ledger.ACCOUNTS), np.int64), [], []
    for _ in range(model.quarters):
        model.step()
        change = model.tables.accounts - before
        outside.append(int(change[ledger.ABROAD] + change[ledger.OTHERS]))
        before = model.tables.accounts.copy()
        paid.append(int(model.tables.organisations.paid_this_year.sum()))
    direct = (flow(model, "spend") - outside).reshape(-1, 4)
    assert paid[3::4] == direct.sum(axis=1).tolist()


def test_a_technology_in_service_holds_no_grant(tiny: Tiny) -> None:
    for seed in range(1, 9):
        tech = used(tiny.run(seed=seed).tables)["technologies"]
        assert tech["grant"][tech["status"] == IN_SERVICE].sum() == 0


def test_a_project_that_is_ready_holds_no_grant(tiny: Tiny) -> None:
    tech = used(tiny.run().tables)["technologies"]
    assert (tech["trl"] == READY_TRL).any()
    assert tech["grant"][tech["trl"] == READY_TRL].sum() == 0


def test_what_was_not_drawn_of_a_loan_is_not_owed(tiny: Tiny) -> None:
    """A firm whose project is given up owes what it spent of the loan, with interest, and no more."""
    loan = {"trl_min": 3, "decision_time": 8, "opens_every": 1}
    nothing_else = {lever: 0.0 for lever in all_levers() if lever.startswith("funding.")}
    model = tiny.run(
        {f"instruments.innovation_loan.{name}": value for name, value in loan.items()},
        levers={**nothing_else, "funding.innovation_loan": 1e5}, quarters=12,
    )  # fmt: skip
    w = model.tables
    tech = used(w)["technologies"]
    lent = np.flatnonzero((tech["grant"] > 0) & (tech["public_spent"] == 0) & (tech["status"] <= DEVELOPING))
    loans = np.bincount(tech["owner"][tech["paid_by"] != 0], minlength=len(w.organisations))
    lent = lent[loans[tech["owner"][lent]] == 1]
    owner = w.organisations[w.technologies.owner[lent[0]]]
    with np.errstate(over="ignore"):
        projects.abandon(w, lent[0])
    assert owner.debt == 0


def test_no_project_whose_money_is_on_its_way_is_given_up_for_want_of_it(tiny: Tiny) -> None:
    model = tiny.model({"processes.exit": False, "development.die_share": 0.0, "instruments.*.decision_time": 3})
    for _ in range(model.quarters):
        before = used(model.tables)["technologies"].copy()
        model.step()
        after = used(model.tables)["technologies"][: len(before)]
        coming = (before["grant"] > 0) & (before["grant_from"] > model.tables.clock.t[0])
        assert not (coming & (before["status"] <= DEVELOPING) & (after["status"] == ABANDONED)).any()


def test_projects_are_counted_as_they_are(tiny: Tiny) -> None:
    model = tiny.model()
    for _ in range(model.quarters):
        model.step()
        w = model.tables
        tech = w.technologies[: w.clock.technologies[0]]
        mine = (tech.status < IN_SERVICE) & (w.organisations.key[tech.owner] == tech.owner_key)
        mine &= tech.adopted < 0
        counted = np.bincount(tech.owner[mine], minlength=len(w.organisations))
        assert np.array_equal(counted, w.organisations.projects)


def test_total_payments_are_what_left_the_public_purse_and_went_to_no_official(tiny: Tiny) -> None:
    """Bills are paid at once, nobody is lent money, and clusters charge no fees, so nothing else moves."""
    model = tiny.run(levers={"procurement.payment_time": 0, "funding.innovation_loan": 0, "exports.g2g": 0,
                             "procurement.ring_fence": 1.0, "procurement.minimum_trl": 5, "procurement.novel_minimum_trl": 5},
                     world={"processes.clusters": False, "calendar.burn_in": 0}, seed=1)  # fmt: skip
    purse = model.tables.accounts[[ledger.TREASURY, ledger.POTS, ledger.SEGMENTS, ledger.ESCROW, ledger.GRANTS]]
    paid = -purse.sum() - model.tables.accounts[ledger.OFFICIALS]
    assert sum(flow(model, name).sum() for name in PAYMENTS) == paid > 0
    assert flow(model, "second_source_cost").sum() > 0 and flow(model, "overruns").sum() > 0
    whole = replace(model.setting, observe=replace(model.setting.observe, first_year=2012))
    found = measure(whole, model.tables, model.flows).outcomes["total_payments"]
    assert found == pytest.approx(paid / 1000.0 / (model.quarters / 4))


def test_money_of_calls_not_awarded_is_what_is_in_the_pots_or_went_back(tiny: Tiny) -> None:
    kept, returning = tiny.run(), tiny.run({"instruments.*.carry_over": False})
    for model in (kept, returning):
        left = flow(model, "offered").sum() - flow(model, "award_money").sum()
        assert left >= model.tables.instruments.pot.sum() >= 0
    offered = flow(kept, "offered").sum()
    assert offered - flow(kept, "award_money").sum() == kept.tables.instruments.pot.sum() > 0
    assert flow(returning, "offered").sum() == offered
