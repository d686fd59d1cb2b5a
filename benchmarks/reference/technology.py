"""A technology, from idea to service or abandonment: what it is, how its owner sees a need, how it moves towards it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pullthrough.world import geometry, ledger
from pullthrough.world.codes import (
    ABANDONED,
    DEVELOPING,
    DRAW_IDEA_POSITION,
    DRAW_NOTICE_READ,
    DRAW_QUALITY,
    EVALUATION,
    KEY_TECHNOLOGY,
    NEVER,
    PUBLISHED,
    SHELF,
    TOP_TRL,
)
from reference import draws, work

if TYPE_CHECKING:
    from reference.funding_body import FundingBody
    from reference.organisations import Organisation
    from reference.things import Requirement


@dataclass(slots=True, eq=False)
class Technology:
    """One technology of one organisation."""

    key: int
    owner: Organisation
    owner_key: int
    origin: int
    trl: int
    ln_quality: float
    x: list[float]
    begun: int
    reached: list[int]
    status: int = SHELF
    target: Requirement | None = None
    believed_distance: float = 0.0
    prospect: float = 0.0
    engagements: int = 0
    first_engaged_trl: int = NEVER
    first_engaged_for: Requirement | None = None
    first_engaged_distance: float = 0.0
    step_cost: int = 0
    step_spent: int = 0
    tries: int = 0
    grant: int = 0
    grant_from: int = 0
    grant_share: float = 0.0
    rejected: int = NEVER
    rejected_by: int = 0
    paid_by: int = 0
    public_spent: int = 0
    own_spent: int = 0
    investor_spent: int = 0
    spent_now: int = 0
    grant_owed: float = 0.0
    idle: int = 0
    funded: int = NEVER
    adopted: int = NEVER
    ended: int = NEVER
    orders: int = 0
    call: FundingBody | None = None
    call_value: float = 0.0
    call_cost: int = 0
    tender: Requirement | None = None
    tender_seen: int = NEVER
    tender_of: Requirement | None = None
    tender_distance: float = 0.0

    @property
    def available(self) -> bool:
        """Alive, and not bound by a tender or contract."""
        return self.status <= DEVELOPING

    @property
    def orphaned(self) -> bool:
        """Whether the owner has gone: another firm sits in its slot."""
        return self.owner.key != self.owner_key

    def precision(self, need: Requirement, engagements: int) -> float:
        """How sharply the owner sees a requirement."""
        return self.owner.precision(need.status >= PUBLISHED, engagements, self.owner.model.rules)

    def believed_need(self, need: Requirement, tau: float) -> list[float]:
        """Posterior mean of what the owner heard, with its one error, and the segment's centre of need."""
        mu = need.sponsor.mu
        if tau <= 0.0:
            return mu
        spread = self.owner.model.rules.need.spread
        prior = 1.0 / (spread * spread)
        root = math.sqrt(tau)
        error = need.error_of(self.owner_key)
        return [(tau * (y + e / root) + prior * m) / (tau + prior) for y, m, e in zip(need.y, mu, error, strict=True)]

    def believed_gap(self, need: Requirement, tau: float) -> float:
        """Distance from the need as the owner believes it."""
        total = 0.0
        for mine, wanted in zip(self.x, self.believed_need(need, tau), strict=True):
            total += (mine - wanted) * (mine - wanted)
        return math.sqrt(total)

    def prospect_of(self, need: Requirement, gap: float, tau: float) -> float:
        """Expected margin from a requirement, given the gap that steady work would leave."""
        owner = self.owner
        model = owner.model
        left = gap * owner.gap_left(self.trl, model.levers.procurement.minimum_trl, model.rules)
        fit = owner.expected_fit(left, tau, model.rules)
        trust = model.rules.private_money.trust
        return owner.prospect(fit, float(need.value), need.sponsor.rivals, trust, model.rules)

    @property
    def expected_margin(self) -> float:
        """Expected margin: from the target, or from tenders to come as experience suggests."""
        owner = self.owner
        return max(self.prospect, owner.speculative_prospect(owner.sponsor.value_median, owner.model.rules))

    def take_target(self, need: Requirement, gap: float, worth: float) -> None:
        """Choose a requirement to work for."""
        if self.target is not need:
            self.engagements = 0
        self.target = need
        self.believed_distance = gap
        self.prospect = worth

    def release(self) -> None:
        """Forget the target."""
        self.target = None
        self.prospect = 0.0
        self.engagements = 0

    def record_distance_at_tender(self) -> None:
        """Write down how far it was from the need it was developed for when that tender opened."""
        need = self.target
        assert need is not None
        self.tender_of = need
        self.tender_seen = need.opened
        self.tender_distance = geometry.distance(self.x, need.y)

    def read_notices(self, notices: list[Requirement]) -> None:
        """Leave a target whose tender has gone; look at a few published requirements and keep the best prospect."""
        if self.target is not None and self.target.status >= EVALUATION:
            self.record_distance_at_tender()
            self.release()
        if not notices:
            return
        model = self.owner.model
        required_trl = model.levers.procurement.minimum_trl
        offered = len(notices)
        for n in range(model.rules.signal.notices_read):
            u = draws.uniform(self.key, DRAW_NOTICE_READ, model.t, n)
            need = notices[min(int(u * offered), offered - 1)]
            if need is self.target or not self.owner.can_be_ready(
                self.trl, required_trl, need.planned - model.t, model.rules
            ):
                continue
            tau = self.precision(need, 0)
            gap = self.believed_gap(need, tau)
            worth = self.prospect_of(need, gap, tau)
            if worth > self.prospect:
                self.take_target(need, gap, worth)

    def steer(self) -> None:
        """Move the design towards the need its owner believes in; then see the prospect afresh."""
        need = self.target
        assert need is not None
        rate = self.owner.steering_rate(self.trl, self.owner.model.rules)
        tau = self.precision(need, self.engagements)
        gap = 0.0
        for d, wanted in enumerate(self.believed_need(need, tau)):
            move = wanted - self.x[d]
            self.x[d] += rate * move
            gap += move * move
        self.believed_distance = (1.0 - rate) * math.sqrt(gap)
        self.prospect = self.prospect_of(need, self.believed_distance, tau)

    def return_grant(self) -> None:
        """What is left of a grant goes back to the public purse."""
        self.owner.model.move(ledger.GRANTS, ledger.TREASURY, self.grant)
        self.grant = 0

    def abandon(self) -> None:
        """End it."""
        model = self.owner.model
        self.return_grant()
        self.status = ABANDONED
        self.ended = model.t
        self.release()
        if not self.orphaned:
            self.owner.projects -= 1
        model.flow.abandoned += 1


def begin(owner: Organisation, trl: int, origin: int, spread: float) -> None:
    """Begin the next technology of an organisation, near its own knowledge."""
    model = owner.model
    key = draws.child(owner.key, KEY_TECHNOLOGY, owner.ideas_begun)
    luck = model.rules.ideas.quality_spread * draws.normal(key, DRAW_QUALITY, 0, 0)
    x = [k + spread * draws.normal(key, DRAW_IDEA_POSITION, 0, d) for d, k in enumerate(owner.k)]
    reached = [NEVER] * (TOP_TRL + 1)
    reached[trl] = model.t
    tech = Technology(key, owner, owner.key, origin, trl, math.log(owner.capability) + luck, x, model.t, reached)
    tech.step_cost = work.cost_of_step(tech, model.rules)
    owner.ideas_begun += 1
    owner.projects += 1
    owner.sponsor.technologies.append(tech)
    model.flow.ideas += 1
