"""What is measured: every outcome, series and curve with its unit, label and estimator, once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pullthrough.parameters.checking.extended import own_outcomes


@dataclass(frozen=True)
class Outcome:
    """One number a run.

    Attributes:
        name, unit, label: for tables and figures.
        estimator: how it is computed, in words.
        better: +1 if more is better, -1 if less is, 0 if that depends on whom you ask.
    """

    name: str
    unit: str
    label: str
    estimator: str
    better: int


@dataclass(frozen=True)
class Measure:
    """A series (a value a quarter) or a curve (a value for each ``x_label``)."""

    name: str
    unit: str
    label: str
    x_label: str = "quarter"


_OUTCOMES = (
    Outcome("adoption_rate", "share", "Adoption rate within 10 years",
            "cumulative incidence of first entry into service 10 years after the first public money, among technologies that "
            "got it in the window; Aalen-Johansen, abandonment competes, the unfinished are censored", 1),
    Outcome("time_to_adoption", "years", "Time to adoption",
            "median years from first public money (from the idea, if there was none) to service, of first adoptions in the window", -1),
    Outcome("adoptions_per_year", "per year", "Adoptions", "technologies entering service for the first time, per year", 1),
    Outcome("adoption_value", "GBP million per year", "Adoptions by value",
            "price of the contracts by which technologies entered service for the first time", 1),
    Outcome("adoptions_no_worse", "per year", "Adoptions no worse than the proven product",
            "adoptions whose merit, ln (quality x fit) as the tender judged it, is at least that of the proven product of the "
            "incumbent drawn for the same need, offered or not", 1),
    Outcome("adoptions_below_proven", "share", "Adoptions worse than the proven product", "the others, over adoptions", -1),
    Outcome("adoption_merit", "ln", "Merit gained by adoptions",
            "mean over adoptions of merit less that of the proven product drawn for the same need; 0.7 is twice as good", 1),
    Outcome("equipment_merit", "ln", "Merit gained by all equipment",
            "the same over all contracts delivered, whoever won, weighted by price; the proven product itself counts zero", 1),
    Outcome("new_entrant_rate_awards", "share", "New entrants among award winners",
            "organisations that had never won an award before the year, over all that won one in it; mean over years", 1),
    Outcome("new_entrant_rate_contracts", "share", "New entrants among contractors",
            "contractors that had never won a contract before the year, over all that won one in it; mean over years", 1),
    Outcome("new_entrant_value_awards", "share", "New entrants' share of award money",
            "award money of organisations in their first winning year, over all award money", 1),
    Outcome("new_entrant_value_contracts", "share", "New entrants' share of contract value",
            "contract value of domestic contractors in their first winning year, over all of it", 1),
    Outcome("entrants_per_year", "per year", "Firms entering defence", "potential entrants that entered, per year", 1),
    Outcome("entrant_survival_3", "share", "Entrants still in defence after 3 years",
            "Kaplan-Meier estimate for firms that entered in the window", 1),
    Outcome("entrant_survival_5", "share", "Entrants still in defence after 5 years", "as for 3 years", 1),
    Outcome("entrant_survival_10", "share", "Entrants still in defence after 10 years", "as for 3 years", 1),
    Outcome("sme_share_direct", "share", "SME share of spend, direct", "payments to SMEs over all payments to industry", 1),
    Outcome("top10_share", "share", "Top-10 suppliers' share of spend",
            "payments to the ten best-paid suppliers of a calendar year over all payments; mean over years", 0),
    Outcome("public_cost", "GBP million per year", "Public cost of pull-through",
            "awards spent, officials, notices, extra procurement staff, overruns, failed integration, training places, help for "
            "exports and screening of investment, less what late payment saves; not the price of equipment, which is bought in "
            "any case", -1),
    Outcome("total_payments", "GBP million per year", "Payments to industry and academia",
            "all that government pays them: contracts and support at home and abroad, overruns, awards spent, second sources; "
            "of public_cost it holds these and failed integration, not officials, training, clusters nor exports", 0),
    Outcome("funding_left", "GBP million per year", "Money of calls not awarded",
            "paid into the pots of all instruments, less awarded from them; it waits there, or returns where nothing may be "
            "carried over", -1),
    Outcome("funding_left_share", "share", "Share of call money not awarded", "the same over what was paid into the pots", -1),
    Outcome("cost_per_adoption", "GBP million", "Public cost per adoption", "public cost over adoptions in the window", -1),
    Outcome("private_leverage", "1", "Private R&D per public pound",
            "own and investors' money, at home and abroad, over public money spent on development", 1),
    Outcome("private_rd", "GBP million per year", "Private R&D",
            "own and investors' money, at home and abroad, spent on development", 1),
    Outcome("procurement_time", "years", "Procurement time",
            "mean years from the first opening of a tender, relaunches included, to contract, of contracts let in the window", -1),
    Outcome("procedure_time", "years", "Length of the procedure",
            "mean years from the last opening of a tender to contract, of contracts let in the window", -1),
    Outcome("unmet_per_year", "per year", "Requirements cancelled", "requirements given up for want of budget, per year", -1),
    Outcome("slips_per_year", "per year", "Slips of published tenders",
            "quarters by which published tenders were put off for want of budget, summed, per year", -1),
    Outcome("trust", "1", "Trust in the published plan", "mean over segments and quarters of the weight that industry gives it", 1),
    Outcome("money_returned", "GBP million per year", "Tendered money returned unspent",
            "tendered budget above what may be carried over at a year's end", 0),
    Outcome("sme_share_indirect", "share", "SME share of spend, indirect",
            "payments of suppliers to SMEs for defence work, over all payments to industry", 1),
    Outcome("hhi", "1", "Concentration of suppliers (HHI)",
            "10,000 x sum of squared shares in the payments of a calendar year; suppliers not modelled one by one count as very "
            "small; mean over years", -1),
    Outcome("skills_gap", "share", "Skilled people missing",
            "people that development needs beyond those at hand, by region, over people needed; valued at their cost, over the "
            "window", -1),
    Outcome("novel_share", "share", "Novel technology in contracts", "contracts won by novel technology over all contracts", 1),
    Outcome("integration_failure_rate", "share", "Failed integrations", "failed over attempted integrations of novel technology", -1),
    Outcome("call_success_rate", "share", "Success rate of innovation calls", "awards over proposals, innovation calls", 0),
    Outcome("call_sme_share", "share", "SMEs' share of call money", "money to SMEs over all money, innovation calls", 0),
    Outcome("call_newcomer_share", "share", "Newcomers among call winners",
            "winners of a year's innovation calls that had never won one before, over all winners; mean over years", 1),
    Outcome("stock_trl_4_6", "technologies", "Projects at TRL 4-6", "mean number not yet in service", 0),
    Outcome("bridged", "share", "Valley of death crossed within 5 years",
            "cumulative incidence of TRL 7 five years after TRL 4, among those reaching TRL 4 in the window; Aalen-Johansen", 1),
    Outcome("distance_at_tender", "1", "Distance from need at tender",
            "mean distance between need and the technologies developed for it when the tender opens", -1),
    Outcome("distance_engaged", "1", "Distance from need at tender, engaged",
            "the same for technologies whose owners had been engaged", -1),
    Outcome("gap_closed", "share", "Share of the gap closed by steering",
            "mean over engaged technologies of 1 - distance when the tender opens / distance at first engagement", 1),
    Outcome("winner_distance", "1", "Distance of winners from need", "mean over novel technology that won in the window", -1),
    Outcome("delivery_time", "years", "Delivery time", "mean years from contract to acceptance, delivered in the window", -1),
    Outcome("need_to_service", "years", "Need to service",
            "mean years from conception of a requirement to delivery, delivered in the window", -1),
    Outcome("exports", "GBP billion per year", "Defence export orders",
            "value of orders won abroad in defence segments, those counted as security left out", 1),
    Outcome("security_exports", "GBP billion per year", "Security export orders",
            "value of orders won abroad in segments counted as security", 1),
    Outcome("export_share_air", "share", "Air share of defence export orders", "orders in air segments over defence orders", 0),
    Outcome("export_campaigns", "per year", "Export campaigns entered", "campaigns entered, security included, per year", 0),
    Outcome("export_win_rate", "share", "Export campaigns won", "orders over campaigns entered, by number, security included", 1),
    Outcome("export_uk_content", "share", "UK content of defence export orders",
            "value of the work done in the United Kingdom over the value of the orders", 1),
    Outcome("export_public_cost", "GBP million per year", "Public cost of exports",
            "promotion, officials of contracts between governments, and losses borne under them; part of public_cost", -1),
    Outcome("rivals_gain", "1", "Rivals' gain in quality",
            "ln quality that foreign suppliers hold from technology transfer and from technologies lost to them; mean over the "
            "segments that export, last quarter run", -1),
    Outcome("foreign_capital", "GBP million per year", "Foreign growth capital", "money of foreign investors spent on development", 1),
    Outcome("foreign_deals_per_year", "per year", "Foreign growth deals", "harmless deals made, per year", 0),
    Outcome("foreign_owned_share", "share", "SMEs in foreign hands",
            "SMEs in defence that a foreign investor has taken over, over all SMEs in defence, last quarter run", 0),
    Outcome("contested_acquisitions", "per year", "Malign acquisitions not recognised",
            "technologies whose control was lost abroad, per year", -1),
    Outcome("harmless_offers_lost", "per year", "Harmless offers lost to screening",
            "offers called in without need and withdrawn, per year", -1),
    Outcome("screening_public_cost", "GBP million per year", "Public cost of screening", "officials; part of public_cost", -1),
    Outcome("single_source_share", "share", "Spend without competition",
            "contracts let after a single offer at their price, and support work in proportion to the support base that came "
            "without competition (at the start a share set in the world), over all spend", 0),
    Outcome("single_source_tenders", "share", "Tendered value without competition",
            "price of contracts let after a single offer over that of all contracts let in the window", 0),
    Outcome("route_open", "share", "Route: open competition", "price of contracts let in the window on this route over that of all", 0),
    Outcome("route_uk", "share", "Route: UK competition", "as for open competition", 0),
    Outcome("route_single", "share", "Route: onshore single source", "as for open competition", 0),
    Outcome("route_codeveloped", "share", "Route: co-development", "as for open competition", 0),
    Outcome("route_import", "share", "Route: import", "as for open competition", 0),
    Outcome("price_to_value", "share", "Price paid over value", "prices over budgeted values of contracts let in the window", -1),
    Outcome("turned_away_per_year", "per year", "Novel offers turned away",
            "novel technologies that would have been offered and that the route did not admit, last opening, per year", -1),
    Outcome("onshore_share", "share", "Work done in the UK",
            "price paid to suppliers at home over all work of contracts let in the window; a partner nation's part, which it pays "
            "itself, counts as work abroad", 0),
    Outcome("onshore_share_open", "share", "Work done in the UK, open segments", "the same, by sovereignty class of the segment", 0),
    Outcome("onshore_share_independence", "share", "Work done in the UK, operational independence",
            "the same, by sovereignty class of the segment", 1),
    Outcome("onshore_share_imperative", "share", "Work done in the UK, strategic imperatives",
            "the same, by sovereignty class of the segment", 1),
    Outcome("availability", "share", "Availability", "quarters of capabilities in service in which supply held, over all of them", 1),
    Outcome("outages_per_year", "per year", "Losses of supply", "capabilities in service that lost their supply, per year", -1),
    Outcome("jobs", "jobs", "Jobs paid by defence",
            "defence revenue of the organisations modelled, over turnover per employee; mean over years", 1),
    Outcome("mean_degree", "ties", "Ties of an organisation",
            "ties of organisations inside defence over their number, in the mean of quarters", 0),
    Outcome("cross_kind_ties", "share", "Ties between kinds of organisation",
            "ties between a prime, an SME inside, an academic group or a firm outside defence and another kind, over all ties; ends of years", 1),
    Outcome("largest_component", "share", "Largest connected group",
            "organisations that hang together by ties, over all that have one, at the end of the run", 0),
    Outcome("knowledge_learnt", "1 per year", "Knowledge learnt from partners",
            "distance in technology space that an organisation inside defence moves towards partners in a year", 1),
    Outcome("knowledge_leaked", "share", "Knowledge learnt by rivals", "part of it that passed between firms of one segment", -1),
    Outcome("diversity", "1", "Spread of projects",
            "root mean square distance of projects from the mean of their segment; mean over quarters", 1),
    Outcome("engagements_of_members", "share", "Engagement of members of clusters",
            "engagements of members over all engagements", 0),
    Outcome("cluster_members", "organisations", "Members of clusters",
            "members of all regional clusters, mean over quarters", 0),
    Outcome("cluster_members_from_elsewhere", "share", "Members from a neighbouring region",
            "members of a cluster that are not of its region, over all members", 0),
    Outcome("noticing_rate", "per year", "Firms outside that look at defence", "looks at defence over firms outside, a year", 1),
    Outcome("settlers_share", "share", "Entrants that settle elsewhere",
            "entrants that settle in a neighbouring region with a cluster instead of their own, over all entrants", 0),
    Outcome("network_cost", "GBP million per year", "Public cost of clusters and outreach", "part of the public cost", -1),
    Outcome("focus_adoptions", "per year", "Adoptions, region",
            "by the owner's region, in the region of the study (observe.region)", 1),
    Outcome("focus_entrants", "per year", "Entrants, region", "by the region in which they settle", 1),
    Outcome("focus_knowledge", "1 per year", "Knowledge learnt, region", "distance moved by all organisations of the region", 1),
    Outcome("focus_jobs", "jobs", "Jobs paid by defence, region", "as for jobs", 1),
    Outcome("focus_share", "share", "Share of payments and awards, region",
            "defence revenue and award money of the organisations modelled, over those of all regions", 0),
    Outcome("neighbours_adoptions", "per year", "Adoptions, neighbours", "the same for the regions that border on it", 1),
    Outcome("neighbours_entrants", "per year", "Entrants, neighbours", "as for the region", 1),
    Outcome("neighbours_knowledge", "1 per year", "Knowledge learnt, neighbours", "as for the region", 1),
    Outcome("neighbours_jobs", "jobs", "Jobs paid by defence, neighbours", "as for the region", 1),
    Outcome("neighbours_share", "share", "Share of payments and awards, neighbours", "as for the region", 0),
    Outcome("entrant_awarded_3", "share", "Entrants with an award within 3 years",
            "cumulative incidence of a first award, for firms that entered in the window; leaving competes", 1),
    Outcome("entrant_contracted_5", "share", "Entrants with a direct contract within 5 years",
            "the same for a first direct contract", 1),
    Outcome("entrant_stay_awarded", "share", "Entrants with an early award that stay 5 years more",
            "Kaplan-Meier estimate from 2 years after entry, of those still there then that had won an award by then", 0),
    Outcome("entrant_stay_unawarded", "share", "Entrants without one that stay 5 years more",
            "the same for those that had not", 0),
    Outcome("call_success_first", "share", "Success rate of SMEs without an earlier award",
            "awards over proposals, innovation calls, of SMEs that had never won an award of any instrument", 0),
    Outcome("call_success_again", "share", "Success rate of SMEs with an earlier award", "the same for those that had", 0),
    Outcome("award_gini", "1", "Inequality of public development money (Gini)",
            "over organisations with a project first funded in the window, public money spent on these projects", 0),
    Outcome("award_top_tenth", "share", "Share of the best-funded tenth", "the same money of the tenth that got most", 0),
    Outcome("projects_per_winner", "1", "Funded projects per organisation",
            "projects first funded in the window over organisations that own one", 0),
    Outcome("repeat_projects", "share", "Projects of organisations funded before",
            "projects first funded in the window that are not the first funded one of their owner", 0),
    Outcome("second_instrument", "share", "Funded projects paid by a second instrument",
            "of projects first funded in the window and at least five years before the last quarter", 0),
    Outcome("private_awarded", "share", "Funded projects with private money",
            "of projects first funded in the window, those that ever got own or investors' money", 0),
    Outcome("private_unawarded", "share", "Unfunded projects with private money",
            "of projects begun in the window that never got public money, the same", 0),
    Outcome("adopted_mature", "share", "Mature technology in service within 5 years",
            "cumulative incidence of service five years after TRL 7, among those reaching it in the window; Aalen-Johansen", 1),
    Outcome("call_awards_from_smes", "share", "SMEs among call awards, by number", "awards of innovation calls to SMEs, over all", 0),
    Outcome("call_awards_from_academia", "share", "Universities among call awards, by number", "awards of innovation calls to "
            "universities, over all", 0),
    Outcome("supplier_survival_3", "share", "New suppliers still selling after 3 years",
            "share of suppliers whose first award, contract or share in one is in the window that sell again 3 years later or after; "
            "a supplier is gone after its last sale once two years have passed without one; Kaplan-Meier", 1),
    Outcome("supplier_survival_5", "share", "New suppliers still selling after 5 years", "the same after 5 years", 1),
    Outcome("supplier_survival_10", "share", "New suppliers still selling after 10 years", "the same after 10 years", 1),
    Outcome("departures_withdrew", "share", "Departures by decision", "SMEs that left defence in the window for want of prospects and "
            "went on outside, over all that left", 0),
    Outcome("departures_failed", "share", "Departures for want of cash", "the same of those that could not pay for staying", 0),
    Outcome("departures_closed", "share", "Departures for other reasons", "the same of those that closed by the hazard of their size", 0),
    Outcome("departures_acquired", "share", "Departures by acquisition", "the same of those that a prime at home bought", 0),
    Outcome("capability_gain", "ln", "Capability gained by SMEs", "ln capability gained since founding by work, science and skilled "
            "people, mean over SMEs inside defence and quarters of the window", 1),
    Outcome("capability_from_work", "ln", "Capability gained by work", "the part of it from experience of work", 1),
    Outcome("capability_from_science", "ln", "Capability gained by science", "the part of it from public knowledge absorbed", 1),
    Outcome("capability_from_people", "ln", "Capability gained by skilled people", "the part of it from skilled people at hand; below "
            "zero where they are short", 1),
    Outcome("civil_growth", "ln", "Growth of SMEs' civil business", "ln civil turnover over that at founding, mean over SMEs inside "
            "defence and quarters of the window", 1),
    Outcome("public_knowledge", "ln", "Public knowledge", "ln of public knowledge over that at the end of the burn-in, mean over "
            "segments and quarters of the window", 1),
    Outcome("proposals_forgone", "share", "Proposals forgone for want of staff time", "proposals worth writing that nobody had time "
            "to write, over these and those written", -1),
    Outcome("licences_per_year", "per year", "University licences", "university technologies taken over by firms", 1),
    Outcome("spin_outs_per_year", "per year", "University spin-outs", "firms founded in defence with a university's technology", 1),
    Outcome("acquisitions_per_year", "per year", "SMEs bought by primes", "SMEs bought by primes at home, which become the design authority of their technology", 0),
    Outcome("adopted_from_civil", "share", "Adoptions of civil technology", "first adoptions of technology that entrants brought "
            "into defence, over all", 0),
    Outcome("adopted_from_sme", "share", "Adoptions of SMEs' ideas", "the same of ideas of SMEs inside defence", 0),
    Outcome("adopted_from_prime", "share", "Adoptions of primes' ideas", "the same of primes' ideas", 0),
    Outcome("adopted_from_academic", "share", "Adoptions of university ideas", "the same of ideas of universities, whoever brought "
            "them into service", 0),
    Outcome("adopted_handed_over", "share", "Adoptions after hand-over", "adoptions of university ideas that a firm had taken over, "
            "over all adoptions", 0),
    Outcome("yield_civil", "share", "Yield of civil technology", "technologies brought by entrants in the window that have entered "
            "service by the end of the run, over all brought", 1),
    Outcome("yield_sme", "share", "Yield of SMEs' ideas", "the same of ideas of SMEs inside defence", 1),
    Outcome("yield_prime", "share", "Yield of primes' ideas", "the same of primes' ideas", 1),
    Outcome("yield_academic", "share", "Yield of university ideas", "the same of university ideas", 1),
    Outcome("adoptions_by_tender", "per year", "Adoptions by tender", "technologies entering service for the first time as the answer "
            "to a tender, per year", 0),
    Outcome("adoptions_by_follow_on", "per year", "Adoptions by follow-on order", "the same, ordered by the user that an R&D award had "
            "in view", 0),
    Outcome("adoptions_by_insertion", "per year", "Adoptions by insertion", "the same, put into equipment in service by its design "
            "authority", 0),
    Outcome("adoptions_by_upgrade", "per year", "Adoptions by upgrade competition", "the same, put into equipment in service after an "
            "open upgrade competition", 0),
    Outcome("adoptions_by_rapid", "per year", "Adoptions by rapid purchase", "the same, bought ready in small numbers", 0),
    Outcome("adoptions_by_urgent", "per year", "Adoptions by urgent purchase", "the same, for an urgent need of operations", 0),
    Outcome("adoptions_by_trial", "per year", "Adoptions after a trial purchase", "the same, ordered by the user that had a few on "
            "trial", 0),
    Outcome("orders_outside_tenders", "per year", "Orders outside tenders", "orders placed on any way but a tender, first and later ones", 0),
    Outcome("orders_delivered", "per year", "Orders outside tenders delivered", "those accepted in the window", 0),
    Outcome("orders_value", "GBP million per year", "Value of orders outside tenders", "their prices when placed", 0),
    Outcome("uptake_cost", "GBP million per year", "Public cost of ways outside tenders", "officials and engineers at work on them; part "
            "of public_cost", -1),
    Outcome("completed_in_service", "share", "Completed projects with a user that enter service", "cumulative incidence of service five "
            "years after a project with a user in view was completed, of those completed in the window; Aalen-Johansen", 1),
    Outcome("awards_with_user", "share", "Awards with a user in view", "awards whose call asked for a user, or whose owner had met the "
            "sponsor of the need that it works for, over all awards", 0),
    Outcome("trials_per_year", "per year", "Trial purchases", "technologies of which a few were bought to be tried", 0),
    Outcome("trials_passed", "share", "Trials passed", "over trial purchases", 0),
)  # fmt: skip
MODEL_OUTCOMES: dict[str, Outcome] = {o.name: o for o in _OUTCOMES}


class _Outcomes(Mapping[str, Outcome]):
    """Every outcome by name: those of the model, then those of the extension that this process works with."""

    def __getitem__(self, name: str) -> Outcome:
        found: Outcome = MODEL_OUTCOMES[name] if name in MODEL_OUTCOMES else own_outcomes()[name]
        return found

    def __iter__(self) -> Iterator[str]:
        yield from MODEL_OUTCOMES
        yield from own_outcomes()

    def __len__(self) -> int:
        return len(MODEL_OUTCOMES) + len(own_outcomes())


OUTCOMES: Mapping[str, Outcome] = _Outcomes()

_FLOW_SERIES = {
    "adoptions": ("per quarter", "Adoptions"),
    "contracts": ("per quarter", "Contracts let"),
    "novel_contracts": ("per quarter", "Contracts for novel technology"),
    "proposals": ("per quarter", "Proposals"),
    "awards": ("per quarter", "Awards"),
    "award_money": ("GBP thousand per quarter", "Award money"),
    "entrants": ("per quarter", "Firms entering defence"),
    "exits": ("per quarter", "Firms leaving defence"),
    "unmet": ("per quarter", "Requirements cancelled"),
    "slips": ("quarters per quarter", "Slips of published tenders"),
    "integration_failures": ("per quarter", "Failed integrations"),
    "engagements": ("per quarter", "Engagements"),
    "abandoned": ("per quarter", "Technologies abandoned"),
    "public_rd": ("GBP thousand per quarter", "Public R&D money spent"),
    "spend": ("GBP thousand per quarter", "Payments to industry"),
    "spend_sme": ("GBP thousand per quarter", "Payments to SMEs"),
    "spend_sme_indirect": ("GBP thousand per quarter", "Payments of suppliers to SMEs"),
    "call_proposals": ("per quarter", "Proposals to innovation calls"),
    "call_awards": ("per quarter", "Awards of innovation calls"),
    "call_money": ("GBP thousand per quarter", "Award money of innovation calls"),
    "export_orders": ("GBP thousand per quarter", "Defence export orders"),
    "export_orders_air": ("GBP thousand per quarter", "Defence export orders, air"),
    "security_orders": ("GBP thousand per quarter", "Security export orders"),
    "export_revenue": ("GBP thousand per quarter", "Export work done in the United Kingdom"),
    "foreign_capital": ("GBP thousand per quarter", "Foreign growth capital spent"),
    "contested": ("per quarter", "Malign acquisitions not recognised"),
}
_OTHER_SERIES = {
    "public_cost": ("GBP thousand per quarter", "Public cost of pull-through"),
    "trust": ("1", "Trust in the published plan"),
    "skills_gap": ("share", "Skilled people missing"),
    "private_rd": ("GBP thousand per quarter", "Private R&D money spent"),
    "adoptions_year": ("per year", "Adoptions of the last four quarters"),
    "entrants_year": ("per year", "Firms entering defence in the last four quarters"),
    "exports_year": ("GBP billion per year", "Defence export orders of the last four quarters"),
    "security_exports_year": ("GBP billion per year", "Security export orders of the last four quarters"),
    "export_share_air_year": ("share", "Air share of defence export orders of the last four quarters"),
    "top10_paid": ("GBP thousand", "Payments to the ten best-paid suppliers in the year so far"),
    "ties": ("ties", "Ties between organisations"),
    "cluster_members": ("organisations", "Members of clusters"),
    "active_smes": ("firms", "SMEs in defence"),
    "open_requirements": ("requirements", "Open requirements"),
    "new_entrant_rate_awards": ("share", "New entrants among award winners of the year"),
    "new_entrant_rate_contracts": ("share", "New entrants among contractors of the year"),
    "single_source_share": ("share", "Spend without competition"),
    "availability": ("share", "Availability"),
    **{f"stock_trl_{k}": ("technologies", f"Projects at TRL {k}") for k in range(1, 10)},
}
FLOW_SERIES = tuple(_FLOW_SERIES)
SERIES: dict[str, Measure] = {
    name: Measure(name, unit, label) for name, (unit, label) in (_FLOW_SERIES | _OTHER_SERIES).items()
}


@dataclass(frozen=True)
class Event:
    """Something that happens at most once to one entity, told by its key and quarter.

    Attributes:
        name: of the list columns ``event_<name>_key`` and ``event_<name>_quarter``.
        label, past: what is counted, and what is said of one of them.
    """

    name: str
    label: str
    past: str


EVENTS: dict[str, Event] = {
    e.name: e
    for e in (
        Event("adopted", "Technologies adopted", "entered service for the first time"),
        Event("entered", "Firms entering defence", "entered defence for the first time"),
    )
}

CURVES: dict[str, Measure] = {
    m.name: m
    for m in (
        Measure("cumulative_incidence", "share", "Share adopted", "quarters since first public money"),
        Measure("cumulative_abandonment", "share", "Share abandoned", "quarters since first public money"),
        Measure("funnel_stock", "technologies", "Mean number of projects", "TRL"),
        Measure("funnel_entered", "technologies per year", "Technologies reaching the TRL", "TRL"),
        Measure("distance_by_first_trl", "1", "Distance from need at tender", "TRL at first engagement"),
        Measure("gap_closed_by_first_trl", "share", "Share of the gap closed by steering", "TRL at first engagement"),
        Measure("entrant_survival", "share", "Share still in defence", "quarters since entry"),
        Measure("regional_share", "share", "Share of payments and awards", "region"),
        Measure("adoptions_by_region", "per year", "Adoptions by region of the owner", "region"),
        Measure("entrants_by_region", "per year", "Firms entering defence", "region"),
        Measure("knowledge_by_region", "1 per year", "Knowledge learnt from partners", "region"),
        Measure("jobs_by_region", "jobs", "Jobs paid by defence", "region"),
        Measure("members_by_region", "organisations", "Members of the cluster", "region"),
    )
}
