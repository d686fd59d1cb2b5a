"""What the columns mean of the tables that studies of policies write."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

Line = tuple[str, str, str, str]
INTERVAL = "lower and upper end of its 95 % t-interval"

ATTRIBUTION = {
    "outcome": ("", "name of the outcome"),
    "unit": ("", "unit of all that follows but n and share"),
    "measure": ("", "part of the package; 'all together' is the whole"),
    "value": ("see unit", "Shapley value: what the measure adds, mean over orders of putting the measures together"),
    "ci_low": ("see unit", INTERVAL),
    "ci_high": ("see unit", INTERVAL),
    "n": ("replicates", "replicates in which every run that is needed is defined"),
    "share": ("1", "value over the effect of the whole"),
    "alone": ("see unit", "the measure by itself less the baseline; empty where orders were drawn"),
    "alone_low": ("see unit", INTERVAL),
    "alone_high": ("see unit", INTERVAL),
    "last": ("see unit", "the package less the package without the measure; empty where orders were drawn"),
    "last_low": ("see unit", INTERVAL),
    "last_high": ("see unit", INTERVAL),
    "method": ("", "every set: all combinations were run; orders drawn: each replicate ran orders of its own"),
}
LEVERS = {
    "plan": ("", "name of the plan in study.levers.plans"),
    "lever": ("", "path of the lever"),
    "given": ("", "other levers set at every dose"),
    "dose": ("of the lever", "its value"),
    "kind": ("", "channel: shows the mechanism; headline: what policy is for; loss: what the lever may make worse"),
    "outcome": ("", "name of the outcome"),
    "unit": ("", "unit of baseline, policy, difference and interval"),
    "baseline": ("see unit", "mean over pairs at the first dose"),
    "policy": ("see unit", "mean over pairs at this dose"),
    "difference": ("see unit", "mean over pairs of this dose less the first"),
    "ci_low": ("see unit", INTERVAL),
    "ci_high": ("see unit", INTERVAL),
    "n": ("pairs", "pairs in which the outcome is defined in both runs"),
    "share_better": ("1", "share of pairs in which this dose is better"),
}
VERDICTS = {
    "plan": LEVERS["plan"],
    "lever": LEVERS["lever"],
    "from": ("of the lever", "first dose"),
    "to": ("of the lever", "last dose"),
    "channel": ("", "outcome expected to move"),
    "expected": ("", "more or less of it at the last dose, as written before running"),
    "because": ("", "why"),
    "difference": ("of the channel", "last dose less the first, mean over pairs"),
    "ci_low": ("of the channel", INTERVAL),
    "ci_high": ("of the channel", INTERVAL),
    "n": ("pairs", "pairs in which the channel is defined in both runs"),
    "found": ("", "as expected, the other way, or not seen (the interval holds zero)"),
    "channels_moved": ("", "outcomes of the lever's channel whose interval leaves out zero at any dose"),
    "headlines_moved": ("", "likewise of the headline"),
    "worse": ("", "outcomes that got worse at any dose, of the headline and of what the lever's note names"),
    "defect": ("", "what is wrong with the lever by the rules of decision D153; empty if nothing"),
}
EQUAL_COST = {
    "step": ("", "try, on the first replicates; study: all replicates at the scale taken"),
    "lever": ("", "budget that is scaled"),
    "in": ("", "scenario in which it is"),
    "scale": ("see by", "scale tried"),
    "by": ("", "factor: the lever is multiplied; amount: it is set, GBP thousand a year"),
    "cost": ("GBP million", "discounted public cost of the scaled scenario over the window, mean over replicates"),
    "cost_other": ("GBP million", "that of the other scenario"),
    "difference": ("GBP million", "cost less cost_other"),
    "ci_low": ("GBP million", INTERVAL),
    "ci_high": ("GBP million", INTERVAL),
    "n": ("replicates", "pairs of runs"),
}
REPLAY = {
    "panel": ("", "name of the published series"),
    "title": ("", "what it is"),
    "unit": ("", "unit of mean, quantiles and published"),
    "kind": ("", "figure: a published figure and the model over the same quarters; year: the model in a year"),
    "name": ("", "of the figure, or the year"),
    "start": ("", "first quarter of the period"),
    "quarters": ("quarters", "length of the period"),
    "scenario": ("", "name of the scenario"),
    "n": ("runs", "runs in which the model's value is defined"),
    "mean": ("see unit", "mean of the model's value over runs"),
    "q05": ("see unit", "quantile 0.05 over runs"),
    "q95": ("see unit", "quantile 0.95 over runs"),
    "published": ("see unit", "as published, at prices of the time"),
    "inside": ("", "whether the published figure lies inside, above or below the band from q05 to q95"),
    "reliability": ("", "A official, audit or peer-reviewed; B press report of an official figure; C secondary"),
    "source": ("", "of the published figure"),
    "note": ("", "how far the two can be compared"),
}


def lines_of(file: str, columns: Mapping[str, tuple[str, str]]) -> Iterator[Line]:
    """The lines of the data dictionary for one file."""
    for column, (unit, meaning) in columns.items():
        yield file, column, unit, meaning
