"""A researcher changes behaviour by overriding one decision; the run follows, for that kind of actor alone."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest
from conftest import differing, flow

from pullthrough.agents import SME, CapabilitySponsor, FundingBody, Prime
from pullthrough.engine.binding import decision
from pullthrough.world import codes

if TYPE_CHECKING:
    from conftest import Tiny

    from pullthrough.model import PullThroughModel


class Idle(Prime):
    """A prime without ideas."""

    @decision
    def idea_rate(self, ln_money, rules):
        """None."""
        return 0.0


class Deaf(SME):
    """A firm that never notices defence."""

    @decision
    def notices_defence(self, u, told, rules):
        """Never."""
        return False


class Closed(FundingBody):
    """A funding body that holds no call."""

    @decision
    def opens(self, t):
        """Never."""
        return False


class Silent(CapabilitySponsor):
    """A sponsor that talks to nobody."""

    @decision
    def engages(self, t, planned, lead):
        """Never."""
        return False


def ideas_of(model: PullThroughModel, kind: int) -> int:
    """Technologies begun by organisations of a kind."""
    return int(model.tables.organisations.ideas_begun[model.tables.organisations.kind == kind].sum())


def test_a_decision_is_overridden_for_one_kind_alone(compiled: None, few: Tiny) -> None:
    plain = few.run(quarters=6)
    changed = few.run(compiled=False, quarters=6, actors={"Prime": Idle})
    assert ideas_of(changed, codes.PRIME) == 0 < ideas_of(plain, codes.PRIME)
    assert ideas_of(changed, codes.ACADEMIC) == ideas_of(plain, codes.ACADEMIC) > 0


@pytest.mark.parametrize(
    ("actors", "name"),
    [
        ({"SME": Deaf}, "entrants"),
        ({"FundingBody": Closed}, "proposals"),
        ({"CapabilitySponsor": Silent}, "engagements"),
    ],
)
def test_an_overridden_decision_changes_the_run(compiled: None, few: Tiny, actors: dict[str, type], name: str) -> None:
    assert flow(few.run(quarters=8), name).any()
    assert not flow(few.run(compiled=False, quarters=8, actors=actors), name).any()


def test_an_override_that_says_the_same_changes_nothing(compiled: None, few: Tiny) -> None:
    class Same(Prime):
        @decision
        def idea_rate(self, ln_money, rules):
            return rules.ideas.rate_prime * math.exp(rules.ideas.money_elasticity * ln_money)

    assert not differing(few.run(quarters=8), few.run(compiled=False, quarters=8, actors={"Prime": Same}))


@pytest.mark.slow
def test_compiled_the_override_gives_the_same_bytes(tiny: Tiny) -> None:
    one, other = (tiny.run(quarters=12, compiled=compiled, actors={"Prime": Idle}) for compiled in (True, False))
    assert ideas_of(one, codes.PRIME) == 0
    assert not differing(one, other)


def test_the_subclass_is_what_agents_are_made_of(few: Tiny) -> None:
    model = few.model(compiled=False, actors={"Prime": Idle})
    prime = model.agents_by_type[Idle][0]
    assert prime.idea_rate(0.0, model.tables.rules[0]) == 0.0


class Steadfast(SME):
    """Firms whose work closes every gap."""

    @decision(of="kind")
    def gap_left(trl, required_trl, rules):
        """Nothing."""
        return 0.0


class Pessimist(CapabilitySponsor):
    """Sponsors who expect no steering."""

    @decision(of="kind")
    def gap_left(trl, required_trl, rules):
        """Everything."""
        return 1.0


class Generous(Prime):
    """Primes that pass everything on to SMEs."""

    @decision(of="kind")
    def passes_to_smes(share, target, rules):
        """All."""
        return 1.0


class Contrary(CapabilitySponsor):
    """Sponsors who invite those farthest from the need."""

    @decision
    def invitation_score(self, gap, gap_left):
        """The farther the better."""
        return gap


def test_what_is_decided_for_a_kind_holds_for_everybody_of_it_and_for_nobody_else(few: Tiny) -> None:
    model = few.run(compiled=False, quarters=2, actors={"SME": Steadfast, "CapabilitySponsor": Pessimist})
    assert not model.tables.gap_left[codes.SME].any()
    assert model.tables.gap_left[codes.PRIME].all() and model.tables.gap_left[codes.ACADEMIC].all()
    assert (model.tables.sponsor_gap_left == 1.0).all()
    by_share = {"supply_chain.graph": 0}
    generous = few.run(by_share, compiled=False, quarters=2, actors={"Prime": Generous})
    assert generous.tables.agency.sme_chain[0] == 1.0


def test_any_invitation_score_is_asked_of_every_candidate(compiled: None, few: Tiny) -> None:
    """The short list is cut by a bound on the sponsor's error alone, whatever the score."""
    invited = {}
    for name, actors in (("nearest", None), ("farthest", {"CapabilitySponsor": Contrary})):
        model = few.run({"invitations.judgement": 0.0}, compiled=actors is None, quarters=10, actors=actors)
        tech = model.tables.technologies[: int(model.tables.clock.technologies[0])]
        met = tech["first_engaged_trl"] != -1
        invited[name] = tech["first_engaged_distance"][met].mean()
    assert invited["farthest"] > invited["nearest"]


def test_a_decision_of_a_kind_that_looks_at_one_actor_is_refused(few: Tiny) -> None:
    class Able(SME):
        @decision
        def gap_left(self, trl, required_trl, rules):
            return 0.9 if self.capability > 1.0 else 0.1

    with pytest.raises(TypeError, match=r"Able\.gap_left: this decision is made once for all actors"):
        few.model(compiled=False, actors={"SME": Able})
