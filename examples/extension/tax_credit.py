"""A tax credit for R&D of SMEs in defence: an extension of the model in one file.

    pullthrough --extension examples/extension/tax_credit.py world=tiny policy.extension.tax_credit_rate=0.2

The state pays a share c (a lever) of what an SME spends of its own R&D budget. Firms that claim it answer: of a pound of
credit they add b pounds to that budget, so that it grows by the factor 1 + b c.
"""

from pullthrough.agents import Organisation
from pullthrough.extension import Extension, Flow, Number, Outcome, after, before
from pullthrough.world import codes, draws, ledger

DRAW_CLAIMS = 10_001


def claims(organisation, rules):
    """Whether a firm is an SME in defence that claims the credit; it has drawn once for all: u < take-up."""
    if organisation.kind != codes.SME or organisation.standing != codes.ACTIVE:
        return False
    return draws.uniform(organisation.key, DRAW_CLAIMS, 0, 0) < rules.extension.tax_credit_take_up


def raise_budgets(state):
    """R&D intensity becomes 1 + b c times what it was without the credit; ``raised`` is the factor now in it."""
    rules = state.rules[0]
    credit = state.levers[state.clock[0].t].extension.tax_credit_rate
    for row in range(len(state.organisations)):
        own = state.extension.organisations[row]
        factor = 1.0
        if claims(state.organisations[row], rules):
            factor += rules.extension.tax_credit_additionality * credit
        if factor != own.raised:
            state.organisations[row].rd_intensity *= factor / own.raised
            own.raised = factor


def pay_credits(state):
    """The Treasury pays c times what has been spent of this quarter's budget."""
    rules = state.rules[0]
    credit = state.levers[state.clock[0].t].extension.tax_credit_rate
    for row in range(len(state.organisations)):
        organisation = state.organisations[row]
        if claims(organisation, rules):
            spent = Organisation.own_rd(organisation, rules) - organisation.rd_left
            paid = int(credit * spent)
            ledger.pay_in(state.accounts, ledger.TREASURY, organisation, paid)
            state.extension.flow[0].tax_credit += paid


ASSUMED = {"reliability": "D", "decided": "assumption", "date": "2026", "review_by": "2027-11-30"}

extension = Extension(
    title="Tax credit for R&D of SMEs",
    processes=(before("private_money", raise_budgets), after("development", pay_credits)),
    levers={
        "tax_credit_rate": Number(
            "1", 0, 0.5, "share of an SME's own defence R&D that the state pays back", 0.0,
            record={**ASSUMED, "source": "what-if; UK relief was worth 0.15 to 0.33 of spending", "plausible": [0, 0.33]},
            effect={
                "mechanism": "R&D costs a firm less, and firms that claim the credit do more of it.",
                "channel": ["tax_credit_cost", "private_rd"],
                "cost": "The credit itself, on all R&D of those that claim, also on what they would have done anyway.",
                "worsens": {"public_cost": "most of the R&D that earns the credit would be done without it"},
            },
        )
    },
    numbers={
        "tax_credit_additionality": Number(
            "1", 0, 3, "R&D that a pound of credit adds, pounds", 1.0,
            record={**ASSUMED, "source": "assumption; evaluations of such credits find about one", "plausible": [0.5, 1.5]},
        ),
        "tax_credit_take_up": Number(
            "1", 0, 1, "share of SMEs that claim", 0.7, record={**ASSUMED, "source": "assumption", "plausible": [0.4, 1]}
        ),
    },
    fields={"organisations": {"raised": 1.0}},
    flows={"tax_credit": Flow("GBP thousand per quarter", "Tax credits paid", public_cost=True)},
    outcomes={
        "tax_credit_cost": Outcome(
            "GBP million per year", "Tax credits paid", "credits paid to SMEs in the window, a year; part of public_cost", -1,
            lambda run: run.yearly("tax_credit") / 1000,
        )
    },
)  # fmt: skip
