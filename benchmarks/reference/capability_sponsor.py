"""One sponsor a segment: its needs, and the lists of what belongs to it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING
from zlib import crc32

import mesa

from pullthrough import agents
from pullthrough.parameters.schema.world import SOVEREIGNTY, Segment
from pullthrough.world import ledger
from pullthrough.world.codes import (
    ABANDONED,
    ACTIVE,
    DEVELOPING,
    DRAW_DRIFT,
    DRAW_NEEDS,
    DRAW_POSITION,
    DRAW_REVISED,
    DRAW_REVISION,
    DRAW_VALUE,
    IN_SERVICE,
    KEY_REQUIREMENT,
    KEY_SEGMENT,
    MOST_NEEDS,
    PLANNED,
    PUBLISHED,
)
from reference import draws, engagement, work
from reference.technology import Technology
from reference.things import Requirement, decides_as

if TYPE_CHECKING:
    from reference.model import ReferenceModel
    from reference.organisations import Organisation, Prime


@decides_as(agents.CapabilitySponsor)
class CapabilitySponsor(mesa.Agent):
    """A segment, with what belongs to it in lists of its own, so that nobody searches."""

    model: ReferenceModel

    def __init__(self, model: ReferenceModel, name: str, segment: Segment) -> None:
        super().__init__(model)
        self.key = draws.child(model.root, KEY_SEGMENT, crc32(name.encode()))
        self.mu = [0.0] * model.rules.dimensions
        self.sovereignty = SOVEREIGNTY.index(segment.sovereignty)
        self.budget_share = segment.budget_share
        self.rate = segment.requirements / 4.0
        self.value_median = segment.value_median
        self.value_spread = segment.value_spread
        self.import_quality = segment.import_quality
        self.import_price = segment.import_price
        self.account = 0
        self.ring_fence = 0
        self.conceived = 0
        self.rivals = model.rules.belief.rivals
        self.members: list[Organisation] = []
        self.primes: list[Prime] = []
        self.suppliers: list[Organisation] = []
        self.technologies: list[Technology] = []
        self.needs: list[Requirement] = []
        self.notices: list[Requirement] = []

    def cache_expected_gaps(self) -> None:
        """Needs are revised, the centre of need drifts, and requirements are conceived."""
        self.revise_needs()
        t, drift = self.model.t, self.model.rules.need.drift
        for d in range(len(self.mu)):
            self.mu[d] += drift * draws.normal(self.key, DRAW_DRIFT, t, d)
        for _ in range(draws.poisson(self.key, DRAW_NEEDS, t, self.rate, MOST_NEEDS)):
            self.conceive()

    def revise_needs(self) -> None:
        """Some of the needs not yet tendered change, and talk about them begins anew."""
        rules, t = self.model.rules, self.model.t
        for need in self.needs:
            u = draws.uniform(need.key, DRAW_REVISION, t, 0)
            if need.status <= PUBLISHED and self.revises(u, rules):
                shocks = [draws.normal(need.key, DRAW_REVISED, t, d) for d in range(len(need.y))]
                moved = zip(need.y, self.mu, shocks, strict=True)
                need.y = [self.revised(y, mu, shock, rules) for y, mu, shock in moved]
                for tech in need.invited:
                    if tech.target is need:
                        tech.engagements = 0

    def conceive(self) -> None:
        """Conceive one requirement."""
        rules, t = self.model.rules, self.model.t
        key = draws.child(self.key, KEY_REQUIREMENT, self.conceived)
        self.conceived += 1
        drawn = self.value_median * math.exp(self.value_spread * draws.normal(key, DRAW_VALUE, 0, 0))
        value = max(1, int(min(drawn, rules.need.value_cap)))
        y = [m + rules.need.spread * draws.normal(key, DRAW_POSITION, 0, d) for d, m in enumerate(self.mu)]
        planned = t + self.lead_time(float(value), rules)
        self.needs.append(Requirement(key, self, y, value, self.tier(float(value), rules), t, planned))

    def publish(self) -> None:
        """Publish requirements near enough to their tender; charge each published one."""
        model = self.model
        horizon, cost = model.levers.pipeline.horizon, int(model.rules.public_cost.notice)
        for need in self.needs:
            if need.status == PLANNED and self.publishes(model.t, need.planned, horizon):
                need.status = PUBLISHED
                need.published = model.t
            if need.status == PUBLISHED:
                model.move(ledger.TREASURY, ledger.OFFICIALS, cost)
                model.flow.notice_cost += cost

    def update_lists(self) -> None:
        """Strike out what has ended; list who has support work."""
        self.suppliers = [org for org in self.members if org.standing == ACTIVE and org.support_base > 0]
        self.technologies = [tech for tech in self.technologies if self.is_live(tech)]
        for tech in self.technologies:
            tech.spent_now = 0
        self.needs = [need for need in self.needs if not need.closed]
        self.notices = [need for need in self.needs if need.status == PUBLISHED]

    def is_live(self, tech: Technology) -> bool:
        """Not abandoned; in service only for a while, and while its owner is there to offer it."""
        if tech.status == ABANDONED:
            return False
        if tech.status == IN_SERVICE:
            return self.model.t - tech.adopted <= self.model.rules.tender.offered_for and not tech.orphaned
        return True

    def engage(self) -> None:
        """Invite suppliers for each requirement within the lead, and hold this quarter's meetings."""
        engagement.engage(self)

    def show_notices(self) -> None:
        """Available projects read notices and choose what they work for."""
        for tech in self.technologies:
            if tech.status <= DEVELOPING:
                tech.read_notices(self.notices)

    def let_steer(self) -> None:
        """Projects at work with a target move towards it."""
        for tech in self.technologies:
            if tech.status == DEVELOPING and tech.target is not None:
                tech.steer()

    def let_finance(self) -> None:
        """Each project asks its owner for money, and failing that an investor."""
        for tech in self.technologies:
            work.finance(tech)

    def let_develop(self) -> None:
        """Each project spends its grant and is carried through the quarter."""
        for tech in self.technologies:
            work.develop(tech)

    def give_up_orphans(self) -> None:
        """Abandon projects whose owner has gone, or has left and has no grant, unless a tender or contract binds them."""
        for tech in self.technologies:
            if tech.status <= DEVELOPING and (tech.orphaned or (tech.owner.standing != ACTIVE and tech.grant == 0)):
                tech.abandon()
