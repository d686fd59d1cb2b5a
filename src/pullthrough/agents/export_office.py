"""The office that helps industry to sell abroad."""

from __future__ import annotations

import math

from pullthrough.agents.view import RowAgent
from pullthrough.engine.binding import decision

CERTAIN = 50.0  # ln odds beyond which nothing more is to be gained or lost


class ExportOffice(RowAgent):
    """One export office; ``levers`` are the help in force, ``rules`` the facts of the market abroad."""

    table = "export_office"

    @decision
    def brings_word(self, u, levers, rules):
        """Whether industry hears of a campaign in time: u < 1 - (1 - h_0) exp(-support / S).

        Support is market intelligence and promotion, paid by the public or, in campaigns planned together, by industry; each
        further pound finds fewer campaigns. ``u`` is uniform in (0, 1).
        """
        spent = levers.exports.support + levers.exports.joint
        missed = (1.0 - rules.exports.heard_alone) * math.exp(-spent / rules.exports.support_scale)
        return u < 1.0 - missed

    @decision
    def signs_for_industry(self, u, levers):
        """Whether the government can be party to a contract that a customer asks it to sign: u < availability."""
        return u < levers.exports.g2g

    @decision
    def chance_of_order(self, edge, references, no_government, codeveloped, levers, rules):
        """Chance that the customer takes the UK offer, a logistic function of

        ln odds = o + o_m edge + o_r ln(1 + R) + o_f offset - o_g [asked for and refused] + o_c codeveloped.

        Args:
            edge: ln merit of the UK product less that of the rival's.
            references: R, technologies of the segment in service at home, faded.
            no_government: the customer asks for a contract between governments and cannot have one.
            codeveloped: share of what the segment delivers that was developed with a partner nation.
        """
        odds = rules.exports.odds + rules.exports.odds_merit * edge
        odds += rules.exports.odds_reference * math.log(1.0 + references)
        odds += rules.exports.odds_offset * levers.exports.offset + rules.exports.odds_codeveloped * codeveloped
        if no_government:
            odds -= rules.exports.odds_no_government
        return 1.0 / (1.0 + math.exp(-min(max(odds, -CERTAIN), CERTAIN)))

    @decision
    def uk_content(self, levers, rules):
        """Share of an order that is work in the United Kingdom: c (1 - w offset)."""
        return rules.exports.uk_content * (1.0 - rules.exports.offset_work * levers.exports.offset)

    @decision
    def knowledge_given(self, value, market, levers, rules):
        """Gain in rivals' ln quality from an order: leak x offset x value / a year's market of the segment."""
        return rules.exports.offset_leak * levers.exports.offset * value / market
