"""The tables of the state: one record type each, with the meaning and unit of every field.

Money is whole GBP thousand (int64), so that sums are the same in any order; time is in quarters since the start of the
burn-in; ``NEVER`` (-1) marks a quarter that has not come, ``NO_ROW`` (-1) a row that does not exist.
"""

from __future__ import annotations

from collections import namedtuple
from dataclasses import fields, is_dataclass
from typing import Any, NamedTuple, get_type_hints

import numpy as np

from pullthrough.parameters.schema.policy import Levers
from pullthrough.parameters.schema.rules_development import TechnologyClass
from pullthrough.parameters.schema.world import World
from pullthrough.world.codes import MOST_INVITED
from pullthrough.world.tables_market import MARKET_FLOWS


def organisation_type(dimensions: int) -> np.dtype[Any]:
    """A prime, an SME or an academic group; a potential entrant is an SME outside defence.

    What is looked at together stands together, 64 bytes in a line, the size of a line of the processor's cache. With two
    dimensions a record has six such lines.
    """
    return _record(
        # of the owner of a project
        ("key", "u8"),  # identity for the draws: seed, slot and generation
        ("segment", "u4"),
        ("region", "u4"),
        ("projects", "i4"),  # live technologies
        ("kind", "i1"),
        ("standing", "i1"),  # OUTSIDE or ACTIVE
        ("foreign_owned", "?"),  # a foreign investor has taken it over
        ("cash", "i8"),
        ("rd_left", "i8"),  # own R&D money not yet spent this quarter
        ("belief_contract", "f8"),  # believed chance that a bid wins
        ("work_now", "i8"),  # GBP thousand of development done this quarter
        ("civil_work_now", "i8"),  # of it of civil use
        # of proposals and bids
        ("belief_award", "f8"),  # believed chance that a proposal is funded
        ("awards", "i4"),
        ("first_project", "i4"),  # head of the list of its projects that seek money this quarter
        ("upkeep", "i8"),  # GBP thousand a quarter, of staying a defence supplier
        ("attention", "f8"),  # GBP thousand of staff time left for proposals, bids and meetings
        ("practice", "f8"),  # proposals written, faded
        ("proposals_now", "i4"),  # this quarter
        ("bids_now", "i4"),  # novel offers of its technology this quarter
        ("proposals_yearly", "f8"),  # usual number of its proposals, and of its offers, a year
        ("bids_yearly", "f8"),
        # of its size and what it can do
        ("employees", "f8"),
        ("ln_employees", "f8"),
        ("turnover", "i8"),  # civil turnover and last year's defence revenue
        ("civil_turnover", "i8"),  # GBP thousand a year
        ("rd_intensity", "f8"),  # own R&D over turnover
        ("capability", "f8"),  # a_i; median 1 at founding
        ("hazard", "f8"),  # of closing in a quarter for reasons outside defence
        ("contracts", "i4"),  # won directly
        ("delivered", "i4"),  # contracts delivered, as leader or owner of the technology
        ("track_record", "f8"),  # the same, faded: the experience that counts in a bid
        # of money from defence, and experience
        ("defence_revenue", "i8"),  # of last year, but for what the supply chain shares out by size
        ("chain_this_year", "i8"),  # of this year's, what the supply chain shares out by size
        ("revenue_this_year", "i8"),  # from defence, direct and as a subcontractor
        ("revenue_counted", "i8"),  # of this year's defence revenue, already turned into experience
        ("paid_this_year", "i8"),  # by the customer, directly
        ("support_base", "i8"),  # GBP thousand a year of support and repeat business with the customer
        ("experience", "f8"),  # E, in quarters of work of all its staff, faded
        ("talent", "f8"),  # ln capability at founding
        # of growth
        ("rd_capital", "f8"),  # GBP thousand of defence R&D of civil use, depreciated
        ("civil_start", "i8"),  # civil turnover at founding
        ("employees_start", "f8"),
        ("turnover_start", "i8"),  # with what support work it began with
        ("stake", "f8"),  # share of the firm that outside investors hold
        ("debt", "i8"),  # innovation loans to be repaid
        ("outside_option", "i8"),  # value of staying civil over the entry horizon
        ("entered", "i4"),  # quarter of entry into defence; 0 for those there at the start
        ("poor_quarters", "i4"),  # in a row with prospects below upkeep
        # and the rest
        ("k", "f8", (dimensions,)),  # knowledge position
        ("slot", "i4"),  # place in the population; a new firm takes the slot of one that died
        ("generation", "i4"),
        ("first_sale", "i4"),  # first and last quarter with an award, a contract or a share in one
        ("last_sale", "i4"),
        ("first_award", "i4"),
        ("first_contract", "i4"),
        ("last_award_year", "i4"),
        ("first_call", "i4"),  # first award of an innovation call
        ("last_call_year", "i4"),
        ("last_contract_year", "i4"),
        ("ideas_begun", "i4"),
        ("last_offer", "i4"),  # quarter of the last offer of foreign capital for one of its projects
    )


def technology_type(dimensions: int) -> np.dtype[Any]:
    """A technology, from idea to service or abandonment; what is looked at together stands together, as of organisations."""
    return _record(
        # of every project in every quarter
        ("status", "i4"),
        ("trl", "i4"),
        ("owner", "u4"),
        ("target", "i4"),  # requirement it is developed for
        ("tender", "i4"),  # requirement it is offered or contracted for
        ("segment", "u4"),
        ("grant", "i8"),  # awarded and not yet spent
        ("step_cost", "i8"),  # of the present step
        ("step_spent", "i8"),
        ("spent_now", "i8"),  # this quarter
        ("grant_from", "i4"),  # quarter from which it can be spent
        ("idle", "i4"),  # quarters in a row without money
        # of what it is worth to its owner
        ("prospect", "f8"),  # expected margin from the target, GBP thousand
        ("owner_key", "u8"),  # differs from the key of the row when a new firm has taken the slot
        ("key", "u8"),
        ("x", "f8", (dimensions,)),  # position in technology space
        ("ln_quality", "f8"),
        ("engagements", "i4"),  # quarters of engagement about the target
        ("region", "u4"),  # of its owner when it was begun
        ("worth", "f8"),  # GBP thousand, what is ordered of it at first; 0 where there is one class for all
        ("whole_cost", "f8"),  # usual cost of all steps from TRL 1 to 8; 0 likewise
        ("sponsor", "i4"),  # requirement whose sponsor has it developed under contract; NO_ROW if none
        ("under_contract", "?"),  # the running grant is a development contract, not an award
        ("capital", "i8"),  # growth capital promised by a foreign investor and not yet drawn
        # of calls
        ("rejected_by", "i8"),  # calls that rejected it lately, one bit each
        ("paid_by", "i8"),  # instruments that have paid for it, one bit each
        ("rejected", "i4"),  # quarter of the last rejection by a call
        ("call", "i4"),  # instrument to which it is proposed this quarter
        ("call_value", "f8"),  # expected gain per pound of that proposal
        ("call_cost", "i8"),  # cost of that proposal
        ("next_project", "i4"),  # next of its owner's projects that seek money this quarter
        ("funded", "i4"),  # quarter of first public money: entry into funded development
        ("grant_share", "f8"),  # share of cost that it covers
        ("grant_owed", "f8"),  # owed for each pound drawn: nothing, or if it is a loan the pound and its interest
        # and the rest
        ("believed_distance", "f8"),  # to the target, as its owner believes it
        ("origin", "i4"),
        ("category", "i4"),  # class of technology
        ("selected", "i4"),  # quarter in which a contract or order for it was first let; NEVER before
        ("born_kind", "i4"),  # kind of the organisation that began it
        ("way", "i4"),  # by which it entered service first; NEVER before
        ("user", "i4"),  # requirement whose user its present award has in view; NO_ROW if none
        ("completed", "i4"),  # quarter in which a project with a user in view was first completed
        ("match", "i4"),  # requirement whose user it would serve best, as sought last; NO_ROW if none
        ("match_trl", "i4"),  # its TRL then; 0: not sought yet
        ("tried", "i4"),  # quarter in which a few were bought on trial
        ("passed", "?"),  # whether it passed
        ("handed_over", "i4"),  # quarter in which a university let it go; NEVER if not
        ("first_engaged_trl", "i4"),  # TRL when first engaged by anybody; NEVER if not
        ("first_engaged_for", "i4"),  # requirement then
        ("tries", "i4"),  # of the present step
        ("first_engaged_distance", "f8"),  # from it, then
        ("public_spent", "i8"),
        ("own_spent", "i8"),
        ("investor_spent", "i8"),
        ("begun", "i4"),
        ("reached", "i4", (10,)),  # quarter in which TRL k was reached, index k
        ("adopted", "i4"),  # quarter of first entry into service
        ("ended", "i4"),  # quarter of abandonment
        ("orders", "i4"),  # contracts delivered: the first is adoption, later ones diffusion
        ("tender_seen", "i4"),  # quarter in which the tender of a target last opened
        ("tender_of", "i4"),  # that target
        ("tender_distance", "f8"),  # distance from that need then
        ("capital_from", "i4"),  # quarter from which it can be drawn
        ("offshore", "?"),  # control was lost abroad
        ("foreign_spent", "i8"),
    )


def requirement_type(dimensions: int) -> np.dtype[Any]:
    """One military requirement, from conception to delivery."""
    return _record(
        # what every quarter looks at, so that it shares cache lines
        ("status", "i4"),
        ("segment", "u4"),
        ("planned", "i4"),  # quarter in which the tender shall open
        ("published", "i4"),
        ("key", "u8"),
        ("value", "i8"),
        ("y", "f8", (dimensions,)),  # the need
        ("let_due", "i4"),
        ("delivery_due", "i4"),
        # and the rest
        ("tier", "i4"),
        ("route", "i4"),  # acquisition route
        ("way", "i4"),  # into service: a tender, or an order outside tenders
        ("of_plan", "?"),  # a need of the sponsor's plan, whatever way it is met; else an order's own row
        ("host", "i4"),  # equipment in service that an order is for, a row of this table; NO_ROW if none
        ("serving", "f8"),  # in service: merit of what serves now
        ("improved", "i4"),  # in service: quarter in which novel technology came in last; NEVER if none did
        ("developed", "i4"),  # technology that its sponsor has developed under contract; NO_ROW if none
        ("in_hand", "?"),  # in service: an order for it is under way
        ("appraised", "i4"),  # launches for which a route was chosen
        ("refused", "i4"),  # novel offers that the route did not admit
        ("asked_early", "?"),  # whether a partner nation was looked for ahead of the tender
        ("together", "i4"),  # quarters of work with a partner nation ahead of the tender; 0 if there is none
        ("codeveloped", "?"),  # with a partner nation: more reach abroad, and part of the work done there
        ("supplier_lost", "?"),  # in service, and its first supplier has closed
        ("out_until", "i4"),  # in service: quarter from which it is available again
        ("conceived", "i4"),
        ("opened", "i4"),
        ("let", "i4"),
        ("delivered", "i4"),
        ("ring_fenced", "?"),  # only novel offers, lower TRL, shorter procedure
        ("fence", "i4"),  # what the fence brought: ANYWAY, RELABELLED or ADDITIONAL; NOT_FENCED if it was not fenced
        ("protected", "?"),  # government has committed itself to its date
        ("invited", "i4", (MOST_INVITED,)),  # technologies engaged
        ("invitations", "i4"),
        ("bidders", "i4"),  # novel, legacy and foreign offers
        ("winner", "i4"),  # NOVEL, LEGACY, FOREIGN or NOTHING
        ("contractor", "i4"),  # organisation that is paid; NO_ROW for a supplier abroad
        ("contractor_key", "u8"),
        ("led_jointly", "?"),  # by small firms none of which could lead it alone
        ("technology", "i4"),
        ("price", "i8"),
        ("merit", "f8"),  # of what won: ln (quality x fit)
        ("proven_merit", "f8"),  # of the incumbent's proven product drawn for this need, offered or not
        ("paid", "i8"),
        ("trl_gap", "i4"),  # short of READY_TRL at contract
        ("assurance", "i4"),  # quarters of procedure gone through
        ("slips", "i4"),
        ("first_planned", "i4"),  # quarter for which its tender was planned at conception
        ("approval_left", "f8"),  # quarters of work on approvals still to be done
        ("approval_slips", "i4"),  # quarters by which its tender waited for them
        ("held_up", "f8"),  # part of a quarter by which officials are behind with it
        ("promised", "i4"),  # quarter of delivery in the contract
        ("relaunches", "i4"),
        ("failures", "i4"),  # integrations that failed
        ("winner_distance", "f8"),  # of the winning technology from the need; nan if not novel
        ("loser_distance", "f8"),  # of the best losing technology
    )


def segment_type(dimensions: int) -> np.dtype[Any]:
    """One segment: its need, money and published experience."""
    return _record(
        ("key", "u8"),
        ("mu", "f8", (dimensions,)),  # centre of need
        ("sovereignty", "i4"),
        ("budget_share", "f8"),
        ("rate", "f8"),  # requirements conceived a quarter, in the mean
        ("most", "i4"),  # most of them in a quarter
        ("mean_value", "f8"),  # of a requirement, GBP thousand
        ("mean_lead", "f8"),  # quarters from conception to tender, weighted by value: the time that a plan covers
        ("planned_value", "i8"),  # of requirements whose tender has not opened
        ("value_median", "f8"),
        ("value_spread", "f8"),
        ("import_quality", "f8"),
        ("import_price", "f8"),
        ("export_sector", "i4"),
        ("export_market", "f8"),  # GBP thousand a year, of campaigns that UK industry could enter
        ("export_campaigns", "f8"),  # a quarter
        ("export_trend", "f8"),  # growth of ln value a year
        ("capital_offers", "f8"),  # offers of foreign capital a quarter at openness 1
        ("references", "f8"),  # technologies in service that customers abroad can look at
        ("equipped", "f8"),  # contracts of suppliers at home delivered, faded like references
        ("shared", "f8"),  # of these, developed with a partner nation
        ("leaked", "f8"),  # ln quality that foreign rivals gained from transfer and losses
        ("export_backlog", "i8"),  # UK work of export orders, still to be done
        ("criticality", "f8"),  # of its technology
        ("cooperation", "f8"),  # international opportunity
        ("shock_abroad", "?"),  # supply from abroad is cut off this quarter
        ("shock_home", "?"),  # the domestic supply chain is broken this quarter
        ("account", "i8"),  # tendered budget at hand
        ("development", "i8"),  # money for development under contract at hand
        ("chance", "f8"),  # chance that a novel offer of usual fit wins a tender, as published
        ("usual_fit", "f8"),  # usual expected fit of novel offers
        ("art", "f8"),  # ln by which today's best in service beats the products of the start, smoothed
        ("ring_fence", "i8"),  # of it kept for novel technology
        ("conceived", "i4"),  # requirements so far
        ("rivals", "f8"),  # usual number of novel bids for a tender, as published
        ("first", "u4"),  # first place of its technologies in the roster
        ("past", "u4"),  # one past the last
        ("first_ripe", "u4"),  # likewise those mature enough for some tender
        ("past_ripe", "u4"),
        ("first_free", "u4"),  # likewise those free to listen to sponsors
        ("past_free", "u4"),
        ("first_notice", "u4"),  # likewise its published requirements in the notices
        ("past_notice", "u4"),
        ("first_served", "u4"),  # likewise its equipment in service in the served
        ("past_served", "u4"),
        ("first_member", "u4"),  # likewise its organisations in the members
        ("past_member", "u4"),
        ("first_supplier", "u4"),  # likewise its organisations with support work in the suppliers
        ("past_supplier", "u4"),
        ("first_heir", "u4"),  # likewise those that may take over support work in the heirs
        ("past_heir", "u4"),
        ("lean", "f8"),  # ln priority of the segment in this year's budget, before it is made to add up
        ("priority", "f8"),  # factor on its share of the tendered budget
        ("reserved", "i8"),  # of the account, for protected requirements
        ("foreign_record", "f8"),  # contracts delivered by foreign suppliers, faded
        ("trust", "f8"),  # industry's trust in the segment's published plan
        ("kept", "i4"),  # published tenders that opened on their date this quarter
        ("slipped", "i4"),  # that slipped this quarter
        ("dropped", "i4"),  # that were cancelled this quarter
        ("kept_value", "i8"),  # value of those that opened on their date
        ("broken_value", "i8"),  # value of those whose date was first missed
        ("chain_pool", "i8"),  # passed on by its primes to SMEs this quarter
        ("chain_weight", "i8"),  # civil turnover of its SMEs inside defence
        ("research_now", "i8"),  # GBP thousand of academic research this quarter
        ("research_flow", "f8"),  # the same, smoothed over the burn-in
        ("research_young", "f8"),  # research on its way to public knowledge, in two stages
        ("research_ripening", "f8"),
        ("knowledge", "f8"),  # G, public knowledge, GBP thousand of research, faded
        ("knowledge_start", "f8"),  # G_0, when the burn-in ended
        ("ln_knowledge", "f8"),  # ln (G / G_0); 0 where there is no science
    )


def instrument_type() -> np.dtype[Any]:
    """One funding instrument: its rules and its pot."""
    return _record(
        ("key", "u8"),
        ("opens_every", "i4"),
        ("trl_min", "i4"),
        ("trl_max", "i4"),
        ("admits_kind", "i1", (3,)),  # by kind of organisation
        ("for_segments", "i8"),  # one bit each; 0: all
        ("newcomers_only", "?"),
        ("theme", "i4"),
        ("award_cap", "i8"),
        ("cost_share", "f8"),
        ("partner_needed", "?"),
        ("once", "?"),
        ("loan", "?"),
        ("bit", "i8"),  # its place in `paid_by`
        ("loan_rate", "f8"),
        ("proposal_cost", "i8"),
        ("decision_time", "i4"),
        ("weight_quality", "f8"),
        ("weight_fit", "f8"),
        ("weight_newcomer", "f8"),
        ("assessor_noise", "f8"),
        ("carry_over", "?"),
        ("innovation_call", "?"),
        ("takes_proposals", "?"),  # this quarter
        ("user_needed", "?"),  # a proposal must name a user this quarter
        ("pot", "i8"),
        ("proposals", "i8"),  # in all
        ("awards", "i8"),
        ("success_ratio", "f8"),  # its published success rate over that of all innovation calls
    )


AGENCY = np.dtype(
    [
        ("contracts_let", "i8"),
        ("relaunches", "i8"),
        ("cancelled", "i8"),
        ("seed_key", "u8"),  # root of every key
        ("support_total", "i8"),  # support base of all suppliers at the start, GBP thousand a year
        ("others_base", "i8"),  # of those that are not modelled one by one
        ("abroad_base", "i8"),  # of suppliers outside UK industry
        ("uncompeted_base", "i8"),  # support base under contracts let without competition
        ("standing_works", "i8"),  # pieces of lasting support work, the first rows of `works`
        ("leavers", "i8"),  # organisations with support work that left defence since it was last let
        ("lets_support", "?"),  # support base is divided into contracts that end
        ("sme_chain", "f8"),  # SMEs' share of what primes pass on
        ("owed", "i8"),  # by the customer for bills not yet paid
        ("asked", "f8"),  # work that meetings, approvals and tenders ask of officials this quarter, GBP thousand
        ("work", "f8"),  # all that officials are asked for in a quarter, smoothed
        ("pool", "f8"),  # what they can do in a quarter
        ("speed", "f8"),  # of their work: 1 with officials enough
        ("rd_money", "f8"),  # GBP thousand a quarter of public R&D, smoothed
        ("rd_money_start", "f8"),  # the same when the burn-in ended
        ("opportunity", "f8"),  # GBP thousand a year that defence offers a newcomer
        ("opportunity_start", "f8"),  # the same when the burn-in ended
        ("development_now", "i8"),  # GBP thousand for development under contract this quarter, out of support spend
    ],
    align=True,
)

NEWS = np.dtype(
    [
        ("award_rate", "f8"),  # published success rate of innovation calls
        ("award_yearly_new", "f8"),  # awards a year for each firm that entered within the horizon of entry
        ("contract_rate", "f8"),  # contracts and subcontracts for each bid by an SME
        ("contract_yearly_new", "f8"),  # contracts and subcontracts a year likewise
        ("award_mean", "f8"),  # mean award to SMEs, GBP thousand
        ("award_mean_new", "f8"),  # mean award to firms that entered within the horizon of entry, GBP thousand
        ("calls_in_force", "i4"),  # innovation calls that have a budget this quarter
        ("open_to_smes", "i4"),  # of these, those that admit SMEs
    ],
    align=True,
)

PLACE = np.dtype(
    [
        ("kind", "i4"),
        ("region", "i4"),
        ("employees_low", "f8"),
        ("employees_high", "f8"),
        ("rd_intensity", "f8"),
        ("share_up_to", "f8"),  # cumulative share of organisations of this kind founded up to this place
    ],
    align=True,
)


class Clock(NamedTuple):
    """Where a run stands: the one row of its table, as whole numbers."""

    t: int  # quarter
    year: int
    technologies: int  # rows in use
    requirements: int
    careers: int
    live: int  # technologies that are live
    listed: int  # technologies that the roster has seen
    open: int  # requirements in the list of those still open
    year_began: int  # first quarter of the year
    served_from: int  # no requirement before this row is open or still in service
    lines: int  # rows in use of the lines between those chosen and those not
    works: int  # rows in use of support work


CLOCK = np.dtype([(name, "i4") for name in Clock._fields], align=True)

CAREERS = np.dtype(
    [
        ("key", "u8"),
        ("entered", "i4"),
        ("left", "i4"),
        ("first_award", "i4"),
        ("first_contract", "i4"),
        ("cause", "i4"),  # why it left: FAILED, CLOSED, WITHDREW, ACQUIRED
        ("first_sale", "i4"),
        ("last_sale", "i4"),
    ],
    align=True,
)


def listener_type(dimensions: int) -> np.dtype[Any]:
    """What every sponsor looks at of a technology that is free to listen, so that it lies close together."""
    return _record(
        ("technology", "u4"),  # its row
        ("trl", "i4"),
        ("owner", "u4"),
        ("half", "u8"),  # half of a draw for it and somebody else
        ("worth", "f8"),  # what is ordered of it at first
        ("x", "f8", (dimensions,)),
    )


def served_type(dimensions: int) -> np.dtype[Any]:
    """What whoever looks for a user looks at of a piece of equipment in service, for the same reason."""
    return _record(
        ("requirement", "u4"),  # its row
        ("delivered", "i4"),
        ("serving", "f8"),  # merit of what serves now
        ("improved", "i4"),  # quarter in which novel technology came in last; NEVER if none did
        ("y", "f8", (dimensions,)),
    )


HEIR = np.dtype(  # what every closing firm looks at of a supplier of its segment, for the same reason
    [
        ("organisation", "i4"),  # its row; NO_ROW once it has closed
        ("half", "u8"),  # half of a draw for it and somebody else
    ],
    align=True,
)
CANDIDATE = np.dtype(  # what every call looks at of a technology without a grant, for the same reason
    [
        ("technology", "u4"),  # its row
        ("trl", "i4"),
        ("paid_by", "i8"),
        ("call", "i4"),  # instrument to which it is proposed this quarter; NO_ROW if to none
    ],
    align=True,
)

BID = np.dtype(
    [
        ("technology", "u4"),
        ("lead", "u4"),
        ("cost", "i8"),
        ("believed_merit", "f8"),
        ("fit", "f8"),  # as its owner expects
        ("distance", "f8"),
    ],
    align=True,
)

STOCKS = np.dtype(
    [
        ("trl", "i8", (10,)),  # projects at TRL k that are not yet in service
        ("targeted", "i8"),  # projects that work for a requirement
        ("active_smes", "i8"),
        ("outside", "i8"),
        ("top10_paid", "i8"),  # to the ten best-paid suppliers this year so far
        ("open_requirements", "i8"),
    ],
    align=True,
)

# Flows of one quarter, set to zero when the next begins. Counts and GBP thousand, all whole.
FLOW_NAMES = (
    "adoptions",
    "diffusions",
    "contracts",
    "novel_contracts",
    "unmet",
    "integration_failures",
    "integrations",
    "proposals",
    "awards",
    "call_proposals",
    "call_proposals_new",
    "call_awards",
    "call_winners",
    "call_winners_new",
    "call_awards_new",
    "call_money",
    "call_money_sme",
    "award_money",
    "award_winners",
    "award_winners_new",
    "award_money_new",
    "contract_winners",
    "contract_winners_new",
    "contract_value",
    "contract_value_new",
    "sme_bids",
    "sme_wins",
    "entrants",
    "exits",
    "deaths",
    "ideas",
    "funded_starts",
    "abandoned",
    "engagements",
    "public_rd",
    "own_rd",
    "investor_rd",
    "administration",
    "haste_cost",
    "engagement_cost",
    "notice_cost",
    "overruns",
    "failure_losses",
    "spend",
    "spend_sme",
    "let_value",
    "work_wanted",
    "work_missing",
    "training_cost",
    "firm_training",
    "slips",
    "kept_dates",
    "returned",
    "moved",
    "spend_sme_indirect",
    "coordination_cost",
    "float_gain",
    "campaigns",
    "campaigns_won",
    "export_orders",
    "export_orders_air",
    "security_orders",
    "export_content",
    "export_revenue",
    "export_cost",
    "export_losses",
    "capital_offers",
    "foreign_deals",
    "foreign_capital",
    "offers_blocked",
    "offers_withdrawn",
    "contested",
    "screening_cost",
    "route_cost",
    "capabilities",
    "unavailable",
    "outages",
    "second_source_cost",
    "assurance_cost",
    "meetings",
    "ties_formed",
    "knowledge",  # learnt, in millionths of a unit of distance
    "knowledge_leaked",  # of this, between firms of one segment
    "cluster_cost",
    "cluster_fees",
    "outreach_cost",
    "regional_engagements",
    "call_proposals_sme",
    "call_proposals_sme_new",
    "call_awards_sme",
    "offered",  # money paid into the pots of instruments
    "call_awards_academic",  # awards of innovation calls to universities
    "awards_sme",  # awards of any instrument to SMEs
    "award_money_sme",
    "awards_recent",  # awards of innovation calls to firms that entered within the horizon of entry
    "award_money_recent",
    "sme_wins_recent",  # contracts and subcontracts likewise
    "withdrawals",  # firms that left defence and went on outside
    "failures",  # that closed for want of cash
    "acquisitions",  # that a prime at home bought
    "proposals_forgone",  # proposals worth writing that nobody had time to write
    "licences",
    "spin_outs",
    "licence_fees",
    "stakes",  # investors' money for a share of a firm
    "direct_orders",  # orders outside tenders
    "needs_by_order",  # of these, orders that answer a need of the plan, which is not tendered
    "direct_value",  # their prices
    "awards_with_user",  # awards with a user in view
    "windows_used",  # upgrade windows of equipment in service that were left to somebody
    "trials",
    "trials_passed",
    "development_contracts",  # steps of technology taken under contract by sponsors
    "development_value",  # what they will cost
    "sponsored_rd",  # of public R&D, spent under such contracts
    "public_rd_early",  # of public R&D, spent at TRL 1 to 3
    "public_rd_middle",  # at TRL 4 to 6
    "public_rd_academic",  # spent by universities
    "guarded",  # partners' technology that a prime did not offer beside its own product
    "uptake_cost",  # officials and engineers at work on ways outside tenders
    "value_on_date",  # value of published tenders that opened on their date
    "value_due",  # the same, and of those whose date was first missed
    "engagements_security",  # engagements for needs of segments counted as security
    "subcontracts_won",  # packages of primes' chains won by a firm that did not have them
    "chain_entrants",  # of these, first subcontracts of a firm
    "packages_lost",  # packages whose supplier closed, or passed into hands abroad
    "deliveries_delayed",  # contracts delayed by a package of their contractor's chain
    "offers_barred",  # offers from abroad for technology of strategic imperatives, which the state refuses
    *MARKET_FLOWS,
    "granted",  # tender budget
    "approval_cost",  # officials at work on approvals before tenders
    "approval_slips",  # quarters by which tenders waited for approvals
    "idle_officials",  # paid beyond the usual number, and not needed
)
FLOW = np.dtype([(name, "i8") for name in FLOW_NAMES], align=True)


def _record(*columns: tuple[Any, ...]) -> np.dtype[Any]:
    return np.dtype(list(columns), align=True)


def scalar_record(schema: type) -> np.dtype[Any]:
    """Record type of the numbers of a schema: nested groups become nested records, lists and names are left out."""
    columns: list[tuple[str, Any]] = []
    hints = get_type_hints(schema)
    for field in fields(schema):
        hint = hints[field.name]
        if is_dataclass(hint):
            nested = scalar_record(hint)  # type: ignore[arg-type]
            if nested.names:
                columns.append((field.name, nested))
        elif hint in (float, float | None):
            columns.append((field.name, "f8"))
        elif hint in (int, int | None):
            columns.append((field.name, "i8"))
    return np.dtype(columns, align=True)


RULES = scalar_record(World)
LEVERS = scalar_record(Levers)
CLASS = scalar_record(TechnologyClass)

Tables = namedtuple(
    "Tables",
    [
        "clock",  # (1,) CLOCK
        "rules",  # (1,) RULES
        "levers",  # (quarters,) LEVERS: what the policies in force set in each quarter
        "budgets",  # (quarters, instruments) GBP thousand a year
        "spend",  # (quarters,) with industry at budget.factor 1, GBP thousand a year at 2021 prices
        "threat",  # (quarters, segments): what threats add to plans
        "organisations",
        "technologies",  # grows
        "requirements",  # grows
        "segments",
        "instruments",
        "classes",  # CLASS: classes of technology
        "agency",  # (1,) AGENCY
        "news",  # (1,) NEWS
        "careers",  # grows: one row for each firm that left
        "places",  # where organisations are founded: region, size, weight
        "members",  # organisations by segment, rows of `organisations`; primes first
        "suppliers",  # of these, those with support work this quarter
        "heirs",  # HEIR: of these, those that may take over the support work of one that closes this quarter
        "roster",  # live technologies by segment, rows of `technologies`
        "ripe",  # of these, those mature enough for some tender this quarter
        "free",  # listener_type: of these, those free to listen to sponsors this quarter
        "unfunded",  # CANDIDATE: of these, those that calls can fund this quarter
        "open",  # requirements not yet met or cancelled, in the order in which they came
        "served",  # served_type: equipment in service by segment
        "notices",  # published requirements by segment, rows of `requirements`
        "live",  # live technologies in the order in which they came
        "scores",  # room for a call's ranking
        "score_rows",
        "bids",  # room for the bids of one tender
        "gap_left",  # (kinds, 10) by kind of organisation and TRL, as they see it this quarter
        "sponsor_gap_left",  # (10,) by TRL, as sponsors see it this quarter
        "short_all",  # (MOST_INVITED + 1,) room for a sponsor's short list
        "short_all_scores",
        "short_newcomers",
        "short_newcomers_scores",
        "best_paid",  # (10,) room for the observer
        "stocks",  # (quarters,) STOCKS: what the observer noted
        "marks",  # (quarters,) MARKS: what else it noted
        "labour",  # (regions,) LABOUR
        "dealings",  # (organisations,) DEALINGS
        "accounts",  # the ledger's balances
        "export_office",  # (1,) EXPORT_OFFICE
        "investment_screening",  # (1,) INVESTMENT_SCREENING
        "flow",  # (1,) FLOW
        "roadmaps",  # (quarters, segments): quarters of notice in a segment
        "cluster_strength",  # (quarters, regions): the levers of clusters
        "networks",  # NETWORK, one row an organisation
        "ties",  # (organisations x MOST_TIES,) TIE
        "clusters",  # CLUSTER, one row a region
        "neighbours",  # (regions, regions): 1 where they border on each other
        "locals",  # organisations by region, rows of `organisations`
        "cluster_members",  # members by cluster, likewise
        "short_members",  # (MOST_INVITED,) room for a sponsor's short list
        "short_members_scores",
        "regional",  # (quarters, regions) REGIONAL: what happened in each region
        "regional_notes",  # (quarters, regions) REGIONAL_NOTE: what the observer noted of each region
        "network_notes",  # (quarters,) NETWORK_NOTE
        "spread",  # (quarters, segments): sums of positions of projects
        "chains",  # CHAIN, one row a prime: the first rows of organisations
        "subcontracts",  # (primes x MOST_SUBCONTRACTS,) SUBCONTRACT
        "supply",  # SUPPLY, one row an organisation
        "treatments",  # TREATMENT: what a counterfactual study forces; none in any other run
        "lines",  # LINE: grows: one row for each call, tender, first invitation or takeover that chose
        "works",  # WORK: grows: support work under contracts
        "peers",  # lasting work by segment and size class, rows of `works`
        "work_classes",  # (segments, WORK_CLASSES) WORK_CLASS
        "left_work",  # (organisations,): 1 if it left defence, and support work, since that was last let
        "field",  # (MOST_RIVALS,) room for those who bid for a support contract
    ],
)


def read_clock(tables: Tables) -> Clock:
    """The clock as whole numbers, all at once: NumPy takes its time to read a field of a record."""
    return Clock(*tables.clock.item(0))
