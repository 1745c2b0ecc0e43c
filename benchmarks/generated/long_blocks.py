"""Ordinary code that is long and more text than code, as much of the real tree is: see `blocks`."""

LONG_FUNCTIONS = (
    '''
    ${NOUN}_PROMPT_NN = """
    You are the ${noun} agent of the ${other} team. A user has asked you to ${verb} what they have.

    Work in this order, and do not skip a step:

    1. Read the ${noun} that the user named, and the ${other} that it belongs to.
    2. Say in one sentence what the ${noun} costs today, in the currency of the user's account.
    3. Compare it with the ${other} of the last thirty days, and name the three largest differences.
    4. Suggest what to ${second}, with the effect on cost, on latency and on quality, each as a number.
    5. Ask before anything is changed. A ${noun} that was changed cannot be restored by you.

    Never name another user's ${noun}. Never guess a number: say that it is not known, and who knows it.

    Answer as JSON with the keys "${noun}", "${other}", "cost", "differences" and "suggestions".
    If the ${other} does not answer within ${number} seconds, answer with an empty list of suggestions.
    """
    ''',
    '''
    async def run_${verb}_${noun}_workflow_NN(context: Dict[str, Any], client: Any) -> Dict[str, Any]:
        """Run the whole ${noun} workflow for one user, from the request to the report.

        The steps are those of the ${other} workflow, but for the last one:

        1. The request is checked against the user's limits.
        2. The ${noun} is fetched, and what is missing in it is filled in.
        3. The ${other} is told, and may refuse.
        4. The result is stored, and everyone who watches the ${noun} hears of it.

        Nothing is stored when a step fails. Each step is logged with the user's id, so that what
        happened can be told afterwards without the user's data.

        Args:
            context: who asks and for what; needs "user_id" and "${noun}_id".
            client: the ${other} service.

        Returns:
            The result, with the keys "status", "${noun}" and "steps".

        Raises:
            ValueError: the request lacks a key, or the ${noun} is not the user's.
        """
        steps: List[str] = []

        # Step 1: what was asked for, and may it be?
        logger.info("=" * 60)
        logger.info("${Verb} ${noun}: step 1 of 4, the request is checked against the limits of the user")

        if "user_id" not in context:
            raise ValueError("the request names no user, so the ${noun} cannot be told apart from others")

        steps.append("checked")

        # Step 2: what is there already? A ${noun} that nobody has touched for ${number} days is fetched
        # again, since the ${other} may have changed it in the meantime and does not say so.
        logger.info("${Verb} ${noun}: step 2 of 4, what the ${other} service knows of it is fetched")

        entry = await client.fetch("${noun}")

        if not entry:
            logger.error("the ${noun} is not there any more; the ${other} service was asked ${number} times")
            return {"status": "missing", "${noun}": None, "steps": steps}

        steps.append("fetched")

        # Step 3: the ${other} may refuse, and then says why in a text that is meant for people.
        logger.info("${Verb} ${noun}: step 3 of 4, the ${other} is told what is going to happen")

        try:
            await client.send("${other}.${verb}", entry)
        except ConnectionError as error:
            logger.error(f"the ${other} could not be told about the ${noun}, nothing was stored: {error}")
            return {"status": "refused", "${noun}": entry, "steps": steps}

        steps.append("told")

        # Step 4: stored, and everyone who watches hears of it. What they make of it is their business.
        logger.info("${Verb} ${noun}: step 4 of 4, the result is stored and those who watch are told")
        logger.info("=" * 60)

        steps.append("stored")

        return {
            "status": "done",
            "${noun}": entry,
            "steps": steps,
        }
    ''',
)
"""Of production code, scripts and helpers."""

LONG_TESTS = (
    '''
    class Test${Noun}${Other}JourneyQQNN:
        """The journey of a ${noun} from the ${other} to the user, as users go through it.

        Business value:
        - Segment: every plan
        - Goal: what a user sees of a ${noun} is what the ${other} holds
        - Value: a ${noun} that is lost costs a user's trust, and then the user

        The tests go through the whole journey on purpose. Each step has tests of its own elsewhere; what is
        tested here is that nothing gets lost between two of them.
        """

        @pytest.mark.asyncio
        async def test_${verb}_${noun}_from_the_first_step_to_the_last(self):
            """
            A ${noun} that a user asks for arrives, whatever the ${other} does in the meantime.

            Steps:
            1. The user asks for the ${noun}.
            2. The ${other} answers late, and once not at all.
            3. The user sees the ${noun} all the same, and sees it once.

            Expected: one event for each step, in their order.
            """
            # Arrange: a client that records what it is sent, and answers after ${number} milliseconds.
            client = AsyncMock()
            client.send.return_value = {"status": "ok"}
            events = []

            # Act, step 1: the user asks. Nothing has been sent before, so the first event is this one.
            print("=" * 70)
            print("STEP 1: the user asks for the ${noun}, and the ${other} is told that somebody did")
            print("=" * 70)

            events.append(await client.send({"type": "${noun}_requested", "user_id": "user_${number}"}))

            # Act, step 2: the ${other} is late. Whoever waits is told so, and does not ask a second time.
            print("STEP 2: the ${other} is late, and everyone who waits for the ${noun} is told so")

            events.append(await client.send({"type": "${noun}_delayed", "user_id": "user_${number}"}))

            # Act, step 3: it arrives.
            print("STEP 3: the ${noun} arrives, and is shown to the user who asked for it")

            events.append(await client.send({"type": "${noun}_arrived", "user_id": "user_${number}"}))

            # Assert: one event a step, each of them accepted.
            assert len(events) == 3, (
                f"CRITICAL: expected one event for each of the three steps of the ${noun} journey, "
                f"but there were {len(events)}. Some step was lost or was done twice, and the user "
                f"would have seen it. See what the ${other} was sent above."
            )
            assert all(event["status"] == "ok" for event in events), (
                "the ${other} refused a step of the journey, though it had accepted the one before it"
            )

            print("SUCCESS: the ${noun} went through all of its steps")
    ''',
    '''
    EXPECTED_${NOUN}_NN = """
    # ${Noun} report

    This is what the ${other} is expected to say about a ${noun} that was looked at by somebody else.

    - status: the ${noun} is there, and may be looked at by the user who asked
    - owner: the ${other}, unless the ${noun} was given away in the last ${number} days
    - what to do: nothing; a ${noun} that is well needs nobody

    The ${other} adds a line for each day on which the ${noun} was not there. There is none here.
    """
    ''',
)
"""Of tests."""
