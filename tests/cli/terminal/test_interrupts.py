"""Signals are passed over, turned into an interrupt, or held back, and mean what they did afterwards."""

import signal

import pytest

from codemods.cli.terminal.interrupts import deferred_signals, endings_as_interrupts, interrupts_go_to_child


def test_an_interrupt_that_is_the_childs_does_nothing() -> None:
    before = signal.getsignal(signal.SIGINT)
    with interrupts_go_to_child():
        signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is before


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_request_to_end_is_an_interrupt(number: signal.Signals) -> None:
    before = signal.getsignal(number)
    with pytest.raises(KeyboardInterrupt), endings_as_interrupts():
        signal.raise_signal(number)
    assert signal.getsignal(number) is before


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_deferred_signal_arrives_after_the_block(number: signal.Signals) -> None:
    steps = []

    def block() -> None:
        with endings_as_interrupts(), deferred_signals():
            signal.raise_signal(number)
            steps.append("finished")

    with pytest.raises(KeyboardInterrupt):
        block()
    assert steps == ["finished"]


def test_a_deferred_signal_arrives_also_where_the_block_fails() -> None:
    def block() -> None:
        with deferred_signals():
            signal.raise_signal(signal.SIGINT)
            raise ValueError

    with pytest.raises(KeyboardInterrupt):
        block()
