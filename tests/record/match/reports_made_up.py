"""Reports by invented outlets: a central bank, a minister's briefing, an accident in a mine."""

from datetime import date

from onrecord.types import Channel, Report, Said, Span, Statement

QUIST, RANVIK, VARRA, MINE = "edda-quist", "teo-ranvik", "varra", "hallow-pit"


def report(
    outlet: str,
    order: int,
    content: str,
    *,
    actors: tuple[str, ...] = (QUIST,),
    speaks_for: tuple[str, ...] = (),
    manner: str = "indirect",
    day: date | None = None,
    said: Said | None = None,
    published: date | None = None,
    question: str = "",
    context: str = "",
    names: tuple[str, ...] = (),
    via: tuple[Channel, ...] = (),
    vector: tuple[float, ...] = (),
) -> Report:
    article = f"article of the {outlet}"
    statement = Statement(
        f"{outlet}-{order}",
        article,
        (),
        (),
        (Span(0, len(content)),),
        manner=manner,  # type: ignore[arg-type]
    )
    return Report(
        statement=statement,
        article_id=article,
        version=1,
        outlet=outlet,
        published=published,
        order=order,
        content=content,
        question=question,
        context=context,
        actors=() if manner == "narrated" else actors,
        speaks_for=speaks_for,
        said=said or (Said(day, precision="day", basis="stated") if day else Said(reason="no date is told")),
        names=names,
        vector=vector,
        via=via,
    )


def bank(outlet: str, versions: tuple[str, ...], **told: object) -> list[Report]:
    return [report(outlet, order, content, **told) for order, content in enumerate(versions)]  # type: ignore[arg-type]


HERALD = bank(
    "Herald",
    (
        "the central bank of Varra has no intention of raising interest rates before the autumn",
        "Inflation is falling faster than we had expected, and households will feel it by September",
        "the collapse of the Dorn savings bank had cost depositors 40 million crowns",
        "she would not resign over the affair",
    ),
)
COURIER = bank(
    "Courier",
    (
        "Varra's central bank does not intend to raise its interest rates before autumn",
        "Inflation is coming down more quickly than we expected, and by September households are going to feel it",
        "depositors lost 40 million crowns when the Dorn savings bank collapsed",
        "there was no question of her resigning over the affair",
    ),
)
GAZETTE = bank(
    "Gazette",
    (
        "there is no plan to raise interest rates at the central bank of Varra until the autumn",
        "the new banknotes would be printed abroad, in the town of Lirne",
        "Dorn savings bank depositors had lost 40 million crowns in its collapse",
    ),
)
