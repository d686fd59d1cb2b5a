"""Worked examples of the decisions about ties, knowledge, clusters and outreach."""

from __future__ import annotations

from math import exp, log

from worked_example import Example

TIES = {"ties.best_distance": 0.5, "ties.search_saving": 0.75, "ties.notice": 0.1, "ties.news_weight": 0.5}
TRANSFER = {"transfer.rate": 0.1, "transfer.half_intensity": 0.06, "transfer.joint_ideas": 0.25}
CLUSTER = {"clusters.sample": 0.1, "clusters.smes": 90.0, "clusters.others": 60.0, "clusters.ramp": 8,
           "clusters.meet": 0.25, "clusters.notice": 0.04, "clusters.pull": 0.2, "clusters.site_saving": 0.15,
           "clusters.cost": 601.0}  # fmt: skip
TEAM = {"teaming.search_cost": 20.0, **TIES}
OUTREACH = {"outreach.most": 0.06, "outreach.scale": 2000.0}

NETWORKS = (
    # at the best distance every first meeting bears fruit, at twice that 2 / e of them, at none none
    Example("Organisation.forms_tie", {"distance": 0.5, "u": 0.999}, True, {}, TIES),
    Example("Organisation.forms_tie", {"distance": 1.0, "u": 2 * exp(-1) - 0.001}, True, {}, TIES),
    Example("Organisation.forms_tie", {"distance": 1.0, "u": 2 * exp(-1) + 0.001}, False, {}, TIES),
    Example("Organisation.forms_tie", {"distance": 0.0, "u": 0.001}, False, {}, TIES),
    # capability 1.5 on an R&D intensity of 8 %: 0.12 / (0.12 + 0.06)
    Example("Organisation.absorptive_capacity", {}, 2 / 3, {"capability": 1.5, "rd_intensity": 0.08}, TRANSFER),
    # 0.1 x 0.6 x 0.5 at the best distance
    Example("Organisation.share_learnt", {"distance": 0.5, "strength": 0.5, "absorbed": 0.6}, 0.03, {}, TRANSFER | TIES),
    Example("Organisation.draws_on_partner", {"u": 0.24}, True, {}, TRANSFER),
    Example("Organisation.draws_on_partner", {"u": 0.25}, False, {}, TRANSFER),
    Example("Organisation.joins_cluster", {"u": 0.1, "chance": 0.2, "fee": 3}, True, {"cash": 3}),
    Example("Organisation.joins_cluster", {"u": 0.2, "chance": 0.2, "fee": 3}, False, {"cash": 3}),
    Example("Organisation.joins_cluster", {"u": 0.1, "chance": 0.2, "fee": 3}, False, {"cash": 2}),
    # a tie of 0.8 saves 0.6 of the cost
    Example("Prime.search_cost", {"tie": 0.8}, 8.0, {}, TEAM),
    Example("Prime.search_cost", {"tie": 0.0}, 20.0, {}, TEAM),
    # 1 - 0.9 x 0.8 x (1 - 0.1 x 5); more than ten full ties make it certain
    Example("SME.is_told", {"outreach": 0.1, "cluster": 0.2, "friends": 5.0}, 0.64, {}, TIES),
    Example("SME.is_told", {"outreach": 0.1, "cluster": 0.2, "friends": 11.0}, 1.0, {}, TIES),
    Example("SME.is_told", {"outreach": 0.0, "cluster": 0.0, "friends": 0.0}, 0.0, {}, TIES),
    # (0.1 + 1 x 0.3) / (1 + 1)
    Example("SME.weighs_news", {"published": 0.1, "heard": 0.3, "friends": 2.0}, 0.2, {}, TIES),
    Example("SME.weighs_news", {"published": 0.1, "heard": 0.0, "friends": 0.0}, 0.1, {}, TIES),
    Example("SME.relocates", {"u": 0.09, "here": 0.5, "there": 1.0}, True, {}, CLUSTER),
    Example("SME.relocates", {"u": 0.11, "here": 0.5, "there": 1.0}, False, {}, CLUSTER),
    Example("SME.relocates", {"u": 0.001, "here": 1.0, "there": 0.5}, False, {}, CLUSTER),
    # half a cluster of nine modelled SMEs, a quarter of the way and all the way
    Example("RegionalCluster.places", {"full": 90.0, "age": 1.0}, 1.125, {"strength": 0.5}, CLUSTER),
    Example("RegionalCluster.places", {"full": 90.0, "age": 20.0}, 4.5, {"strength": 0.5}, CLUSTER),
    # six of fifteen
    Example("RegionalCluster.reaches", {"members": 6}, 0.4, {"strength": 1.0}, CLUSTER),
    Example("RegionalCluster.reaches", {"members": 15}, 0.5, {"strength": 0.5}, CLUSTER),
    Example("RegionalCluster.running_cost", {}, 300, {"strength": 2.0}, CLUSTER),
    Example("RegionalCluster.introduces", {"u": 0.12}, True, {"reach": 0.5}, CLUSTER),
    Example("RegionalCluster.introduces", {"u": 0.13}, False, {"reach": 0.5}, CLUSTER),
    Example("RegionalCluster.tells", {}, 0.02, {"reach": 0.5}, CLUSTER),
    Example("RegionalCluster.site_factor", {}, 0.94, {"reach": 0.4}, CLUSTER),
    Example("RegionalCluster.site_factor", {}, 0.85, {"reach": 2.0}, CLUSTER),
    # half of the most at ln 2 of the scale
    Example("ProcurementAgency.outreach_reaches", {"money": 2000.0 * log(2)}, 0.03, {}, OUTREACH),
    Example("ProcurementAgency.outreach_reaches", {"money": 0.0}, 0.0, {}, OUTREACH),
)  # fmt: skip
