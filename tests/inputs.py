"""Words used by several tests."""

from __future__ import annotations

TINY = [
    "world=tiny",
    "world.calendar.first_year=2016",
    "world.calendar.last_year=2025",
    "scenario=dsis_core",
    "against=global_competition_2012",
    "observe.first_year=2021",
]
"""The tiny world over years in which the core of the 2021 strategy, the only policy of its scenario, has begun."""

SWEEP = ["study=sweep", "design=grid"]
LEAD = "design.ranges={policy.engagement.lead:[0,8]}"

BAD_DESIGNS = [
    (["study=sweep"], ["design.kind = none", "needs a design", "grid"]),
    (["study=sensitivity", "design=grid", LEAD], ["design.kind = grid", "design=sobol or design=morris"]),
    (["design=grid", LEAD], ["study.kind = compare", "study=sweep"]),
    (["study=sweep", "design=gird"], ["design = gird", "no design of that name", "'grid'"]),
    ([*SWEEP], ["design.kind = grid", "varies nothing", "design.ranges"]),
    ([*SWEEP, "design.graded=[E]"], ["design.graded[0] = E", "one of A, B, C, D"]),
    ([*SWEEP, "design.graded=[D]", "design.fixed=[world.nee]"], ["design.fixed[0] = world.nee"]),
    ([*SWEEP, "design.levels=1", LEAD], ["design.levels = 1", "2 to 1001"]),
    ([*SWEEP, "design.n=0", LEAD], ["design.n = 0", "1 to 1.04858e+06"]),
    ([*SWEEP, "design.ranges={policy.engagement.leed:[0,8]}"], ["leed", "no lever", "'policy.engagement.lead'"]),
    ([*SWEEP, "design.ranges={engagement.lead:[0,8]}"], ["no lever", "'policy.engagement.lead'"]),
    ([*SWEEP, "design.ranges={world.need.drft:[]}"], ["world.need.drft", "'world.need.drift'"]),
    ([*SWEEP, "design.ranges={world.calendar.burn_in:[0,8]}"], ["world.calendar.burn_in", "cannot be varied"]),
    ([*SWEEP, "design.ranges={world.population.innovating_share:[0,1]}"], ["no single number"]),
    ([*SWEEP, "design.ranges={world.processes.exit:[0,1]}"], ["is no number", "design.values"]),
    ([*SWEEP, "design.ranges={policy.engagement.lead:8}"], ["design.ranges.policy.engagement.lead = 8", "a list"]),
    ([*SWEEP, "design.ranges.policy.engagement.lead=[0,88]"], ["policy.engagement.lead", "88", "0 to 40"]),
    ([*SWEEP, "design.ranges={policy.engagement.lead:[8]}"], ["[lowest, highest]", "plausible range"]),
    ([*SWEEP, "design.ranges={policy.engagement.lead:[a,b]}"], ["[lowest, highest]"]),
    ([*SWEEP, "design.ranges={policy.engagement.lead:[8,0]}"], ["lowest value must be below"]),
    ([*SWEEP, "design.ranges={policy.engagement.lead:[0,2.5]}"], ["2.5 must be a whole number", "quarters"]),
    ([*SWEEP, "design.ranges={policy.engagement.lead:[0,99]}"], ["99 must be a whole number from 0 to 40"]),
    ([*SWEEP, "design.ranges={world.need.drift:[0,.nan]}"], ["world.need.drift"]),
    ([*SWEEP, LEAD, "design.log=[policy.engagement.lead]"], ["design.log", "begin above 0"]),
    ([*SWEEP, LEAD, "design.log=[world.need.drift]"], ["design.log = world.need.drift", "not among design.ranges"]),
    ([*SWEEP, "design.values={policy.engagement.lead:[]}"], ["at least one value"]),
    ([*SWEEP, "design.values={policy.engagement.lead:[1,x]}"], ["= x", "whole number"]),
    ([*SWEEP, "design.values={policy.engagement.lead:[1,1]}"], ["a value twice"]),
    ([*SWEEP, LEAD, "design.values={policy.engagement.lead:[1,2]}"], ["policy.engagement.lead", "varied twice"]),
    ([*SWEEP, "design.values={policy.funding.open_cal:[1]}"], ["open_cal", "'policy.funding.open_call'"]),
    ([*SWEEP, "design.cases={regime:{}}"], ["design.cases.regime", "at least one case"]),
    ([*SWEEP, "design.cases={regime:{calm:{world.need.drift:7}}}"], ["regime.calm", "= 7", "0 to 1"]),
    ([*SWEEP, "design.points=[{policy.engagement.lead:8}]"], ["design.points", "design=list"]),
    (["study=sweep", "design=list"], ["design.points = []", "at least one point"]),
    (["study=sweep", "design=list", "design.points=[3]"], ["design.points[0] = 3", "table of names"]),
    (["study=sweep", "design=list", "design.points=[{policy.engagement.lead:88}]"], ["points[0]", "= 88", "0 to 40"]),
    (["study=sweep", "design=list", LEAD, "design.points=[{}]"], ["design.kind = list", "design.points only"]),
    (["study=sweep", "design=morris", "design.levels=5", LEAD], ["design.levels = 5", "even"]),
    (["study=sensitivity", "design=sobol", "design.n=48", LEAD], ["design.n = 48", "power of two", "32 or 64"]),
    (["study=sensitivity", "design=sobol", LEAD, "replicates=1"], ["replicates = 1", "at least 2", "noise"]),
    (
        [
            *SWEEP,
            "design.levels=1001",
            "design.ranges={world.need.drift:[],world.need.spread:[],world.need.lead_base:[]}",
        ],
        ["1,003,003,001 points", "at most 1,000,000"],
    ),
    (
        [*SWEEP, "design.ranges={world.instruments.open_call.trl_min:[1,9]}"],
        ["open_call.trl_min", "must not be above", "of the design"],
    ),
    ([*SWEEP, LEAD, "policy.start=2050Q1"], ["policy.start = 2050Q1", "2025Q4"]),
    (["study.scenarios=[dsis_cor]"], ["study.scenarios[0] = dsis_cor", "'dsis_core'"]),
    (["study.scenarios=[dsis_core,dsis_core]"], ["study.scenarios[1] = dsis_core", "twice"]),
    (["study.scenarios=[global_competition_2012]"], ["baseline already"]),
    (["study.pairs=all"], ["study.pairs = all", "at least two"]),
    (["study.outcomes=[adoption]"], ["study.outcomes[0] = adoption", "'adoption_rate'"]),
    (["-m", "hydra/sweeper=batch"], ["hydra/sweeper = batch", "nothing to sweep"]),
    (["-m", "hydra/sweeper=batch", "seed=1,2"], ["seed = 1,2", "within one study", "leave out hydra/sweeper=batch"]),
    (["-m", "hydra/sweeper=batch", "policy.engagement.leed=0,8"], ["engagement.leed", "'policy.engagement.lead'"]),
    (["-m", "hydra/sweeper=batch", "policy.engagement.lead=interval(0,99)"], ["99 must be a whole number"]),
    (["-m", "hydra/sweeper=batches"], ["hydra/sweeper", "batches"]),
    (["hydra/sweeper=batch", "policy.engagement.lead=0,8"], ["more than one value", "-m"]),
    (["-m", "policy.engagement.lead=interval(0,8)"], ["more than one value", "hydra/sweeper=batch"]),
    (["study=precision", "study.precision.outcome=adoption"], ["precision.outcome", "'adoption_rate'"]),
    (["study=precision", "study.precision.width=0"], ["study.precision.width = 0", "1e-06"]),
    (["study=precision", "replicates=4"], ["replicates = 4", "at least 8"]),
]
"""Designs that cannot be run: words, and what the message says."""
