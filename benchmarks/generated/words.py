"""Words that names are made of."""


def _split(text: str) -> tuple[str, ...]:
    return tuple(text.split())


NOUNS = _split(
    """account adapter agent alert archive audit batch billing bridge broker budget bundle cache campaign
    catalog channel client cluster cohort column command config connector consumer context contract counter
    credit cursor dashboard dataset delivery digest dispatch document domain driver endpoint engine entry
    envelope event export feature feed filter gateway grant group handler health history index
    ingest insight invoice item job journal ledger limit listener locale lookup mailbox member message
    metric mirror monitor notice offer order outbox packet page partner payload payment pipeline plan
    policy pool preview pricing probe profile project prompt quota quote range rating receipt record
    region registry reply report request reserve resolver resource response result retry revision route
    rule sample schedule schema score scope search segment sensor session setting shard shipment signal
    snapshot source span stage statement status storage stream subject summary supply support survey
    table target task team template tenant ticket timeline token topic trace tracker transfer trial
    usage vendor version view volume voucher wallet window worker workspace zone"""
)
"""Things."""

VERBS = _split(
    """apply archive assign build cancel check claim clean close collect combine compare compute confirm
    convert count create decode deliver derive drop encode enrich estimate evaluate expire extract fetch
    filter find finish flush format gather group handle index inspect issue join list load lock lookup
    mark match measure merge move normalize notify open order parse pause plan poll prepare process
    prune publish pull push rank read rebuild receive record reduce refresh register release remove
    render replay report resolve restore resume retry route sample save schedule score seal select send
    settle shift sort split start stop store submit summarize sync tally track transform trim update
    validate verify watch write"""
)
"""What is done to them."""
