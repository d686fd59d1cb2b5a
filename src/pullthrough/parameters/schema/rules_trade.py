"""The numbers of the rules about trade and capital across the border (ODD: exports, foreign investment)."""

from __future__ import annotations

from dataclasses import dataclass

from pullthrough.parameters.schema.quantity import quantity

K = "GBP thousand"
Q = "quarters"


@dataclass
class Exports:
    """Campaigns for orders from abroad, and what they bring."""

    value_spread: float = quantity("1", 0, 4, "spread of ln value over campaigns of a segment")
    value_cap: float = quantity(K, 1000, 1e8, "largest single export order")
    trend_years: int = quantity("years", 0, 50, "years after the first for which a segment's export trend goes on")
    heard_alone: float = quantity("1", 0, 1, "share of campaigns that industry hears of in time without public support")
    support_scale: float = quantity(
        "GBP thousand per year", 1, 1e7, "public support that cuts the share not heard of by e"
    )
    campaign_time: int = quantity(Q, 0, 40, "length of a campaign, which sets its cost as a procedure does at home")
    odds: float = quantity("ln odds", -10, 10, "ln odds of an order at equal merit, without a reference")
    odds_merit: float = quantity("ln odds", 0, 10, "gain in ln odds for each unit of ln merit above the rival's")
    odds_reference: float = quantity("ln odds", 0, 5, "gain for each factor e in technologies in service at home")
    odds_offset: float = quantity("ln odds", 0, 5, "gain at full offset")
    odds_no_government: float = quantity(
        "ln odds", 0, 10, "loss if the customer asks for a government-to-government contract and cannot have one"
    )
    odds_codeveloped: float = quantity("ln odds", 0, 5, "gain for a product developed with the customer's country")
    reference_fade: float = quantity(
        "per quarter", 0, 1, "share of the reference of technologies in service that fades"
    )
    g2g_asked: float = quantity("1", 0, 1, "share of customers that ask for a government-to-government contract")
    g2g_officials: float = quantity(K, 0, 1e5, "officials' cost of one government-to-government campaign")
    g2g_loss_chance: float = quantity("1", 0, 1, "chance that the government bears losses on a contract it signed")
    g2g_loss: float = quantity("1", 0, 1, "what that costs it, as a share of the order")
    uk_content: float = quantity("1", 0, 1, "share of an order that is work in the United Kingdom, without offset")
    offset_work: float = quantity("1", 0, 1, "share of the UK work that full offset gives to the customer's industry")
    offset_leak: float = quantity(
        "1", 0, 5, "gain in rivals' ln quality if a segment's whole yearly market were sold with full offset"
    )
    leak_fade: float = quantity("per quarter", 0, 1, "share of rivals' gain that becomes outdated")
    delivery_years: float = quantity("years", 0.25, 30, "mean time in which an order is worked off")
    security_reach: float = quantity(
        "1", 0, 1, "share of the UK work of security exports that goes to the suppliers modelled here"
    )


@dataclass
class ForeignInvestment:
    """Offers of foreign capital for firms, and their screening."""

    malign_share: float = quantity("1", 0, 1, "share of offers made to take control of the technology abroad")
    cover: float = quantity("1", 0, 5, "growth capital offered, as a multiple of the cost still to pay")
    cap: float = quantity(K, 0, 1e7, "largest growth capital of one offer")
    false_alarm_power: float = quantity("1", 1, 50, "k: share of benign offers called in is sensitivity to the k")
    review_time: int = quantity(Q, 0, 20, "delay of a benign offer that is called in")
    withdrawn: float = quantity("1", 0, 1, "share of benign offers that are withdrawn when called in")
    screening_cost: float = quantity(K, 0, 1e4, "officials' cost of examining one offer at full sensitivity")
    review_cost: float = quantity(K, 0, 1e5, "officials' cost of one offer that is called in")
    loss_leak: float = quantity("1", 0, 2, "gain in rivals' ln quality from a technology lost to them")
    exclusive: int = quantity("1", 0, 1, "1: a firm that has an offer hears no other in the same quarter")
    imperatives_barred: int = quantity(
        "1", 0, 1, "1: no firm's technology of a strategic imperative is for sale abroad"
    )
