"""Classes that a user hands in: those that would not be asked as their author thinks are refused in a sentence."""

from __future__ import annotations

from typing import Any

import pytest

from pullthrough.engine.binding import Binder, decision, decisions
from pullthrough.engine.casting import cast


class Trader:
    """Somebody."""

    @decision
    def gain(self, price):
        return price + self.cash

    @decision(of="kind")
    def fair_price(harvest):
        return 100.0 / harvest


class Broker(Trader):
    """A kind of trader."""


class Judge:
    """Somebody else."""

    @decision
    def agrees(self, u):
        return u < 0.5


USUAL: dict[str, type] = {"Trader": Trader, "Broker": Broker, "Judge": Judge}
VIRTUAL = {"Trader": {1: "Broker"}}


def refused(**own: Any) -> str:
    with pytest.raises(TypeError) as raised:
        cast(USUAL, own, VIRTUAL)
    return str(raised.value)


def test_who_is_not_replaced_plays_as_usual() -> None:
    class Mild(Judge):
        @decision
        def agrees(self, luck):  # the name of an argument is its author's affair
            return True

    assert cast(USUAL, {"Judge": Mild}, VIRTUAL) == {**USUAL, "Judge": Mild}
    assert cast(USUAL, USUAL, VIRTUAL) == USUAL


def test_a_role_that_there_is_not_is_refused_with_the_nearest() -> None:
    assert "'Juge': there is no such role; did you mean 'Judge'?" in refused(Juge=Judge)
    assert "the roles are Trader, Broker, Judge" in refused(Xylophone=Judge)


@pytest.mark.parametrize("actor", [Trader, "Judge", Judge(), None])
def test_a_role_is_played_by_a_subclass_of_who_plays_it(actor: Any) -> None:
    assert "Judge: must be played by a subclass of Judge, not by" in refused(Judge=actor)


def test_a_role_that_only_stands_for_others_cannot_be_replaced() -> None:
    class Mine(Trader):
        pass

    assert "Trader: no actor is only that; subclass and name the actors that are: Broker" in refused(Trader=Mine)


def test_a_replaced_decision_has_the_mark() -> None:
    class Forgetful(Judge):
        def agrees(self, u):
            return True

    assert "Forgetful.agrees: replaces a decision and is not marked as one; write @decision def agrees(self, u)" in (
        refused(Judge=Forgetful)
    )


@pytest.mark.parametrize("rule", [None, 0.5, property(lambda self: True), classmethod(lambda cls, u: True)])
def test_a_replaced_decision_is_a_function(rule: Any) -> None:
    assert "Odd.agrees: replaces a decision and is not a plain function" in refused(
        Judge=type("Odd", (Judge,), {"agrees": rule})
    )


@pytest.mark.parametrize(
    "rule",
    [lambda self: True, lambda self, u, mood: True, lambda self, *u: True, lambda self, *, u: True, lambda u: True],
    ids=["too few", "too many", "any number", "by name", "no actor"],
)
def test_a_replaced_decision_takes_the_same_arguments(rule: Any) -> None:
    message = refused(Judge=type("Odd", (Judge,), {"agrees": decision(rule)}))
    assert "Odd.agrees: takes (" in message and "; write @decision def agrees(self, u)" in message


def test_what_holds_for_a_kind_cannot_be_decided_by_each_for_itself() -> None:
    class Canny(Broker):
        @decision
        def fair_price(self, harvest):
            return self.cash / harvest

    assert (
        "Canny.fair_price: this decision is made once for all actors of the role; "
        'write @decision(of="kind") def fair_price(harvest), without self'
    ) in refused(Broker=Canny)


def test_what_each_decides_for_itself_cannot_be_decided_for_a_kind() -> None:
    class Uniform(Judge):
        @decision(of="kind")
        def agrees(u):
            return True

    assert "Uniform.agrees: each actor makes this decision for itself; write @decision def agrees(self, u)" in refused(
        Judge=Uniform
    )


def test_everything_that_is_wrong_is_said_at_once() -> None:
    class Wrong(Judge):
        def agrees(self, u):
            return True

    message = refused(Judge=Wrong, Broker=Judge, Juge=Judge)
    assert [name in message for name in ("Wrong.agrees", "Broker:", "'Juge'")] == [True] * 3


def test_a_decision_of_a_kind_is_called_without_an_actor() -> None:
    assert decisions(Trader) == ["fair_price", "gain"]
    assert Trader.fair_price(50.0) == Broker().fair_price(50.0) == 2.0
    binder = Binder(USUAL, lambda function: function, VIRTUAL)
    assert binder.decisions_of("Broker").fair_price(50.0) == 2.0
    assert not hasattr(binder.decisions_of("Trader"), "fair_price"), "of which kind would not be known"


def test_a_decision_is_of_an_actor_or_of_a_kind() -> None:
    with pytest.raises(ValueError, match="of = 'everybody'"):
        decision(of="everybody")
