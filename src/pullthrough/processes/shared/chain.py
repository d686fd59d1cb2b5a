"""The supply graph: each prime lets packages of work to firms with names, or to larger firms that are not modelled.

The packages of a prime are a sample of all the work that it passes on and a small firm could carry; the rest of that work is
taken to be shared as they are. Primes are the first rows of the organisations and never close.
"""

from __future__ import annotations

import math
import typing

from pullthrough.agents import SME, Prime
from pullthrough.processes.shared import coordination, membership
from pullthrough.world import draws, ledger
from pullthrough.world.codes import (
    ACTIVE,
    DRAW_DEPENDS,
    DRAW_PACKAGE,
    DRAW_PACKAGE_SIZE,
    DRAW_PACKAGE_STRUCK,
    DRAW_PACKAGE_WHO,
    KEY_PACKAGE,
    MOST_SUBCONTRACTS,
    NEVER,
    NO_ROW,
    QUARTERS_PER_YEAR,
    SHOCKED,
    SUPPLIER_LOST,
    VACANT,
    WHOLE,
)
from pullthrough.world.codes import SME as SME_KIND

if typing.TYPE_CHECKING:
    from pullthrough.world.state import RequirementRow, State, SubcontractRow


def begin(state: State, prime_row: int):
    """Divide a prime's work into packages, once: as many as its size makes, of lognormal sizes, ending one after another."""
    rules = state.rules[0].supply_chain
    chain = state.chains[prime_row]
    prime = state.organisations[prime_row]
    chain.pool = rules.passed_on * rules.small * rules.modelled * prime.support_base
    chain.packages = max(1, min(MOST_SUBCONTRACTS, int(chain.pool / rules.typical + 0.5)))
    for number in range(chain.packages):
        package = state.subcontracts[prime_row * MOST_SUBCONTRACTS + number]
        package.key = draws.child(prime.key, KEY_PACKAGE, number)
        package.weight = math.exp(rules.size_spread * draws.normal(package.key, DRAW_PACKAGE_SIZE, 0, 0))
        package.supplier = NO_ROW
        chain.weight += package.weight
    for number in range(chain.packages):
        package = state.subcontracts[prime_row * MOST_SUBCONTRACTS + number]
        let_package(state, prime_row, package)
        package.ends = state.clock[0].t + 1 + number % rules.term


def let_again(state: State, prime_row: int):
    """See which packages have lost their supplier, let those whose time is over, and take stock of the SMEs' share."""
    rules = state.rules[0].supply_chain
    quarter = state.clock[0].t
    chain = state.chains[prime_row]
    if chain.packages == 0:
        begin(state, prime_row)
    held = 0.0
    for place in range(prime_row * MOST_SUBCONTRACTS, prime_row * MOST_SUBCONTRACTS + chain.packages):
        package = state.subcontracts[place]
        if package.supplier != NO_ROW and state.organisations[package.supplier].key != package.supplier_key:
            package.supplier = NO_ROW
            strike(state, prime_row, package, SUPPLIER_LOST)
        if package.ends <= quarter:
            let_package(state, prime_row, package)
        if package.supplier != NO_ROW:
            held += package.weight
    chain.sme_share = rules.small * held / chain.weight


def let_package(state: State, prime_row: int, package: SubcontractRow):
    """Give a package to the best offer: its supplier's, a larger firm's, or that of an SME at which the prime looks."""
    rules = state.rules[0]
    quarter = state.clock[0].t
    chain = state.chains[prime_row]
    segment = state.segments[state.organisations[prime_row].segment]
    before = package.supplier
    empty = package.broken_until == package.ends  # its supplier was lost, or it is let for the first time
    if before != NO_ROW:
        give_back(state, package)
    package.value = int(chain.pool * package.weight / chain.weight)
    package.ends = quarter + rules.supply_chain.term
    favour = Prime.favours_smes(chain.sme_share, state.levers[quarter].teaming.sme_target, rules)
    luck = draws.normal(package.key, DRAW_PACKAGE, quarter, 0)
    has_it = before == NO_ROW and not empty
    top = Prime.package_score(rules.supply_chain.larger, luck, has_it, False, rules)
    best = NO_ROW
    if before != NO_ROW:
        score = score_of(state, package, before, before, favour)
        if score > top:
            top = score
            best = before
    members = segment.past_member - segment.first_member
    for number in range(rules.supply_chain.looked_at):
        uniform = draws.uniform(package.key, DRAW_PACKAGE_WHO, quarter, number)
        firm_row = state.members[segment.first_member + min(int(uniform * members), members - 1)]
        if number < rules.clusters.fellows:
            firm_row = membership.fellow(state, prime_row, uniform, firm_row)
        score = score_of(state, package, firm_row, before, favour)
        if score > top:
            top = score
            best = firm_row
    if best != NO_ROW:
        take_on(state, prime_row, package, best, best != before)


def score_of(state: State, package: SubcontractRow, firm_row: int, before: int, favour):
    """Score of an SME for a package; minus infinity if it is none, could not carry it, or would not take it."""
    rules = state.rules[0]
    firm = state.organisations[firm_row]
    supply = state.supply[firm_row]
    if firm.kind != SME_KIND or firm.standing == VACANT:
        return -math.inf
    if not SME.can_lead(firm, float(supply.supplied + package.value), rules):
        return -math.inf
    unproven = supply.first == NEVER
    worth = package.value * rules.private_money.margin * rules.supply_chain.term / QUARTERS_PER_YEAR
    if unproven and not SME.takes_subcontract(firm, worth, rules):
        return -math.inf
    luck = draws.normal(draws.pair(package.key, firm.key), DRAW_PACKAGE, state.clock[0].t, 0)
    ln_quality = math.log(firm.capability) + favour
    return Prime.package_score(ln_quality, luck, firm_row == before, unproven, rules)


def take_on(state: State, prime_row: int, package: SubcontractRow, firm_row: int, new):
    """Bind a firm to a package; its first subcontract is its entry into the supply chain."""
    firm = state.organisations[firm_row]
    supply = state.supply[firm_row]
    package.supplier = firm_row
    package.supplier_key = firm.key
    supply.subcontracts += 1
    supply.supplied += package.value
    supply.customer = prime_row
    state.flow[0].subcontracts_won += new
    if supply.first == NEVER:
        supply.first = state.clock[0].t
        ledger.pay_out(state.accounts, firm, ledger.INDUSTRY, int(state.rules[0].supply_chain.qualify))
        state.flow[0].chain_entrants += 1


def give_back(state: State, package: SubcontractRow):
    """End what binds a firm, which is still there, to a package."""
    supply = state.supply[package.supplier]
    supply.subcontracts -= 1
    supply.supplied -= package.value
    package.supplier = NO_ROW


def strike(state: State, prime_row: int, package: SubcontractRow, cause: int):
    """A package fails: nobody supplies it until it is restored, and then it is let again."""
    rules = state.rules[0].supply
    lost = cause == SUPPLIER_LOST
    package.struck = cause
    package.broken_until = state.clock[0].t + (rules.requalify_time if lost else rules.shock_time)
    state.chains[prime_row].struck += 1
    if lost:
        package.ends = package.broken_until
        state.flow[0].packages_lost += 1


def draw_shocks(state: State):
    """A shock to the suppliers at home of a segment reaches each package of its primes with the chance of its reach."""
    rules = state.rules[0].supply
    quarter = state.clock[0].t
    for prime_row in range(len(state.chains)):
        if not state.segments[state.organisations[prime_row].segment].shock_home:
            continue
        for number in range(state.chains[prime_row].packages):
            package = state.subcontracts[prime_row * MOST_SUBCONTRACTS + number]
            if package.struck == WHOLE and draws.uniform(package.key, DRAW_PACKAGE_STRUCK, quarter, 0) < rules.reach:
                strike(state, prime_row, package, SHOCKED)


def what_struck(state: State, requirement: RequirementRow):
    """What has struck a package on which a contract or capability of a prime depends: the worst, or WHOLE."""
    prime_row = requirement.contractor
    chain = state.chains[prime_row]
    if chain.struck == 0:
        return WHOLE
    worst = WHOLE
    for number in range(state.rules[0].supply_chain.depends):
        uniform = draws.uniform(requirement.key, DRAW_DEPENDS, 0, number)
        package = state.subcontracts[
            prime_row * MOST_SUBCONTRACTS + min(int(uniform * chain.packages), chain.packages - 1)
        ]
        if package.struck == SUPPLIER_LOST or worst == WHOLE:
            worst = package.struck
    return worst


def forget_strikes(state: State):
    """What has struck a package is known to all who depend on it."""
    for prime_row in range(len(state.chains)):
        if state.chains[prime_row].struck > 0:
            state.chains[prime_row].struck = 0
            for number in range(state.chains[prime_row].packages):
                state.subcontracts[prime_row * MOST_SUBCONTRACTS + number].struck = WHOLE


def lose_supplier(state: State, firm_row: int):
    """Control of a firm has gone abroad: its customers look for others, and what depends on it waits."""
    if state.supply[firm_row].subcontracts == 0:
        return
    for place in range(len(state.subcontracts)):
        package = state.subcontracts[place]
        if package.supplier == firm_row:
            give_back(state, package)
            strike(state, place // MOST_SUBCONTRACTS, package, SUPPLIER_LOST)


def take_over(state: State, firm_row: int):
    """A firm is bought by a prime at home: its packages go on, in the hands of a larger firm."""
    if state.supply[firm_row].subcontracts == 0:
        return
    for place in range(len(state.subcontracts)):
        if state.subcontracts[place].supplier == firm_row:
            give_back(state, state.subcontracts[place])


def pay_suppliers(state: State, prime_row: int, paid):
    """Pass a quarter's payments on: to firms with names what is due for their packages, the rest stays in INDUSTRY.

    The prime has paid for the work already (into INDUSTRY), so that is where it comes from; working with more SMEs than
    usual costs it extra.
    """
    rules = state.rules[0].supply_chain
    prime = state.organisations[prime_row]
    chain = state.chains[prime_row]
    passed = paid * rules.passed_on
    cost = min(prime.cash, int(passed * coordination.premium(state, prime)))
    ledger.pay_out(state.accounts, prime, ledger.INDUSTRY, cost)
    state.flow[0].coordination_cost += cost
    state.flow[0].spend_sme_indirect += int(passed * chain.sme_share)
    pool = passed * rules.small * rules.modelled
    chain.pool += 0.5 * (QUARTERS_PER_YEAR * pool - chain.pool)
    for number in range(chain.packages):
        package = state.subcontracts[prime_row * MOST_SUBCONTRACTS + number]
        if package.supplier != NO_ROW and package.broken_until <= state.clock[0].t:
            amount = min(int(pool * package.weight / chain.weight), state.accounts[ledger.INDUSTRY])
            pay_supplier(state, package.supplier, amount)


def pay_supplier(state: State, firm_row: int, amount):
    """One firm is paid for a quarter's work; outside defence the margin goes to its owners at once."""
    rules = state.rules[0]
    firm = state.organisations[firm_row]
    margin = amount - int(amount * (1.0 - rules.private_money.margin))
    ledger.pay_in(state.accounts, ledger.INDUSTRY, firm, margin)
    firm.revenue_this_year += amount
    if firm.standing != ACTIVE:
        ledger.pay_out(state.accounts, firm, ledger.CIVIL, margin)
