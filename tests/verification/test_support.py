"""Support work is held under contracts that end; what everybody holds adds up to the pound in every quarter."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from conftest import check_books, flow

from pullthrough.world.codes import HELD_ABROAD, NEVER, NO_ROW, OPEN_COMPETITION, SINGLE_SOURCE, STRATEGIC_IMPERATIVE

if TYPE_CHECKING:
    from conftest import Tiny

    from pullthrough.model import PullThroughModel

NOBODY_LEAVES = {"processes.exit": False, "processes.takeovers": False, "segments.*.sovereignty": "open"}
BY_RULE = {"acquisition.case_by_case": 0.0, "acquisition.codevelopment": 0.0}
YEARS = 40  # quarters


def check_works(model: PullThroughModel) -> None:
    """Each holder's support base is the sum of its work, and what is not competed adds up."""
    tables = model.tables
    works = tables.works[: int(tables.clock.works[0])]
    held = works.holder >= 0
    base = np.bincount(works.holder[held], works.value[held], len(tables.organisations))
    assert np.array_equal(base, tables.organisations.support_base)
    assert works.value[works.holder == NO_ROW].sum() == tables.agency.others_base[0]
    assert works.value[works.holder == HELD_ABROAD].sum() == tables.agency.abroad_base[0]
    assert works.value[~works.competed].sum() == tables.agency.uncompeted_base[0]
    assert works.value.min() > 0 and works.ends.min() > tables.clock.t[0]


def test_what_suppliers_hold_is_the_sum_of_their_contracts_in_every_quarter(tiny: Tiny) -> None:
    model = tiny.model(
        {"takeovers.rate": 1.0, "takeovers.multiple": 0.0, "development.step_cost": 10.0, "supply.service_life": 12}
    )
    for _ in range(model.quarters):
        model.step()
        check_works(model)
    check_books(model)
    assert flow(model, "work_moved").any() and flow(model, "acquisitions").any() and flow(model, "withdrawals").any()
    assert flow(model, "spend_abroad").any()


def test_nothing_held_abroad_is_of_a_strategic_imperative_at_the_start(tiny: Tiny) -> None:
    tables = tiny.run(quarters=1).tables
    works = tables.works[: int(tables.clock.works[0])]
    kept_at_home = tables.segments.sovereignty[works.segment] == STRATEGIC_IMPERATIVE
    assert kept_at_home.any() and not (works.holder[kept_at_home] == HELD_ABROAD).any()


def test_without_competition_work_stays_with_whoever_stays(tiny: Tiny) -> None:
    alone = tiny.run(NOBODY_LEAVES, {**BY_RULE, "support.competed": 0.0}, quarters=YEARS)
    assert flow(alone, "relets").any() and not flow(alone, "work_moved").any()
    competed = tiny.run(NOBODY_LEAVES, {**BY_RULE, "support.competed": 1.0}, quarters=YEARS)
    assert flow(competed, "work_moved").any()


def test_longer_terms_mean_fewer_contracts(tiny: Tiny) -> None:
    short, long = (tiny.run(NOBODY_LEAVES, {"support.term": term}, quarters=YEARS) for term in (8, 40))
    assert flow(short, "relets").sum() > 2 * flow(long, "relets").sum()


def test_very_large_contracts_that_are_always_amended_are_never_let_anew(tiny: Tiny) -> None:
    model = tiny.run({**NOBODY_LEAVES, "support.amended": 1.0, "support.amended_half": 1.0}, quarters=YEARS)
    assert flow(model, "amendments").any()
    assert flow(model, "relets").sum() < 0.05 * flow(model, "amendments").sum()


def test_work_of_what_leaves_service_ends(tiny: Tiny) -> None:
    model = tiny.model({"supply.service_life": 4, "support.small_term": 0.05})
    ended = 0
    for _ in range(YEARS):
        before = int(model.tables.clock.works[0])
        model.step()
        ended += int(model.tables.clock.works[0]) < before
    assert ended
    works = model.tables.works[: int(model.tables.clock.works[0])]
    assert (works.until[: int(model.tables.agency.standing_works[0])] == NEVER).all()


def test_habit_sends_requirements_to_one_supplier_and_the_rule_does_not(tiny: Tiny) -> None:
    always = {"routes.uncompeted_small": 1.0, "routes.uncompeted_large": 1.0, "segments.*.sovereignty": "open"}
    by_habit, by_rule = (
        tiny.run(always, {**BY_RULE, "acquisition.habit": habit}, reformed=False) for habit in (1.0, 0.0)
    )
    routes = [model.tables.requirements[: int(model.tables.clock.requirements[0])] for model in (by_habit, by_rule)]
    opened = [need.route[need.opened != NEVER] for need in routes]
    assert (opened[0] == SINGLE_SOURCE).any() and (opened[1] == OPEN_COMPETITION).all()


def test_experience_fades_and_foreign_suppliers_have_theirs(tiny: Tiny) -> None:
    abroad = {"tender.foreign_offers": 1.0, "segments.*.import_quality": 3.0, "segments.*.sovereignty": "open"}
    model = tiny.run({**abroad, "tender.experience_fade": 0.0}, {"acquisition.habit": 0.0}, reformed=False)
    need = model.tables.requirements[: int(model.tables.clock.requirements[0])]
    delivered = ((need.delivered != NEVER) & (need.contractor == NO_ROW)).sum()
    assert model.tables.segments.foreign_record.sum() == delivered > 0
    assert np.array_equal(model.tables.organisations.track_record, model.tables.organisations.delivered)
    faded = tiny.run({**abroad, "tender.experience_fade": 0.5}, {"acquisition.habit": 0.0}, reformed=False)
    assert faded.tables.segments.foreign_record.sum() < delivered
