"""What is known without a network: coordinates in the text, then the names of Jinan, then less and less precisely."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from geodata import choosing, coordinates, divisions, gazetteer, lines, names, naming, wording, writing
from geodata.candidates import Candidate, nowhere
from geodata.naming import Found, Heading
from geodata.providers import Query


@dataclass(frozen=True, slots=True)
class Question:
    """A text, made plain, with what it and the column beside it say of the district."""

    written: str
    text: str
    stated: divisions.Stated
    heads: list[Heading]
    crs: str | None

    @property
    def sure(self) -> bool:
        """Whether the district is stated, so that a common name can be told from its namesakes."""
        return self.stated.district is not None or any(head.township for head in self.heads)


class Offline:
    """The provider that is always asked, and asked first. It answers every text, if only with the reason why not."""

    name = "offline"

    def find(self, query: Query) -> list[Candidate]:
        """Return what is known, best first; never empty."""
        plain = writing.plain(query.text)
        own, column = divisions.stated_in(plain), divisions.stated_as(query.district or "")
        if column is None:
            column, beyond = divisions.ANYWHERE, divisions.elsewhere(writing.plain(query.district or ""))
            if beyond:
                return [nowhere("outside", name=beyond, confidence=0.9, facts={"place": beyond})]
        stated = divisions.both(own, column)
        if stated is None:
            return [nowhere("districts_disagree", facts={"text": own.words, "column": column.words})]
        return _found(Question(query.text, plain, stated, naming.headings(plain, stated), query.crs), query.limit)


def _found(question: Question, limit: int) -> list[Candidate]:
    found: list[Candidate] = []
    for step in STEPS:
        for candidate in step(question):
            if not any(_same(candidate, other) for other in found):
                found.append(_no_surer_than(found, candidate))
        if len(found) >= limit or any(candidate.reason in FINAL for candidate in found):
            break
    return (found or list(_less(question)))[: max(1, limit)]


def _same(one: Candidate, other: Candidate) -> bool:
    return (one.name, one.point, one.precision, one.district) == (
        other.name,
        other.point,
        other.precision,
        other.district,
    )


def _no_surer_than(found: list[Candidate], candidate: Candidate) -> Candidate:
    """What is believed less is also less sure; an ambiguous first answer says nothing of those below it."""
    first = found[0] if found else candidate
    if first.reason == "ambiguous" or candidate.confidence <= first.confidence:
        return candidate
    return replace(candidate, confidence=first.confidence)


def _coordinates(question: Question) -> Iterator[Candidate]:
    yield from coordinates.candidates(question.written, told=question.crs, allowed=question.stated.allowed)


def _outside(question: Question) -> Iterator[Candidate]:
    """Places of other cities and countries end the search: nothing of Jinan that bears the name is meant."""
    if question.stated.allowed != divisions.ALL and question.stated.words != "市中区":
        return  # only 市中区 is also a district of other cities
    where = divisions.elsewhere(question.text)
    if where is None or wording.ROUTE.search(question.text) or names.index().named(question.text):
        return
    if not any(head.township or naming.townships_named(head.rest, question.stated) for head in question.heads):
        yield nowhere("outside", name=where, confidence=0.9, facts={"place": where})


def _names(question: Question) -> Iterator[Candidate]:
    yield from _by_name(naming.exact(question.heads), question)


def _by_name(named: Iterator[Found], question: Question) -> Iterator[Candidate]:
    """Yield the answer of the first name that has one, then every single bearer of an ambiguous name."""
    for found in named:
        answer = choosing.chosen(found, question.stated)
        if answer is not None:
            yield answer
            if answer.reason == "ambiguous":
                yield from choosing.each(found, question.stated)
            return


def _townships(question: Question) -> Iterator[Candidate]:
    seat = choosing.county_seat(question.text, question.stated)
    if seat is not None:
        yield seat
        return
    for head in question.heads:
        if wording.only_work(head.rest) and head.township is not None:
            yield choosing.seat_of(head.township)
            return
        if head.township is not None and naming.named_after_seat(head.rest, head.township):
            yield choosing.near_seat(head.township, question.text)
            return
        named = naming.townships_named(head.rest, question.stated)
        if len(named) == 1:
            yield choosing.seat_of(named[0])
            return


def _lines(question: Question) -> Iterator[Candidate]:
    found = lines.line(question.heads, question.stated) or lines.route(question.text)
    found = found or lines.crossing(question.text, question.stated)
    if found is not None:
        yield found


def _programme(question: Question) -> Iterator[Candidate]:
    if wording.EVERYWHERE.search(question.text):
        district = question.stated.district
        yield nowhere("programme", district=district, confidence=0.7, facts={"text": question.text})


def _beside(question: Question) -> Iterator[Candidate]:
    yield from _by_name(naming.beside(question.heads, question.stated), question)


def _villages(question: Question) -> Iterator[Candidate]:
    """Villages that are listed but not on the map: their township is known, if there is only one of the name."""
    towns = {one.code: one for one in gazetteer.townships()}
    for name, codes in naming.listed_villages(question.heads, question.stated):
        if len(codes) == 1 and (question.sure or not wording.COMMON_VILLAGE.match(names.village_stem(name))):
            yield choosing.in_township(towns[codes[0]], name, reason="village_in_township")
            return
        district = question.stated.district
        yield nowhere(
            "ambiguous",
            precision="district" if district else "unknown",
            district=district,
            name=name,
            confidence=0.6 if district else 0.1,
            facts={"name": name, "count": str(len(codes))},
        )
        return


def _less(question: Question) -> Iterator[Candidate]:
    """Yield what is left when no name helps: a township in front, the stated district, an area, or nothing."""
    stated = question.stated
    township = next((head.township for head in question.heads if head.township and _written_out(head, question)), None)
    if township is not None:
        yield choosing.in_township(township, township.name, reason="in_township")
    elif stated.zone and stated.district is None:
        facts = {"zone": stated.zone}
        yield nowhere("zone_stated", precision="city", name=stated.zone, confidence=0.7, facts=facts)
    elif stated.district is not None:
        facts = {"words": stated.words, "district": divisions.district_name(stated.district)}
        yield nowhere("district_stated", precision="district", district=stated.district, confidence=0.85, facts=facts)
    elif stated.allowed != divisions.ALL:
        yield nowhere("several_districts", precision="city", confidence=0.7, facts={"words": stated.words})
    else:
        yield nowhere("not_found", facts={"text": question.text[:40]})


def _written_out(head: Heading, question: Question) -> bool:
    """Whether the township is written with what it is, or what follows is understood: no part of another name."""
    if head.township is None:
        return False
    before = question.text[: len(question.text) - len(head.rest)]
    written = before.endswith(("街道", "镇", "乡", "街道办事处", "办事处", "街道办"))
    return (written and names.short(head.township) in before) or wording.AT_VILLAGE.fullmatch(head.rest) is not None


Step = Callable[[Question], Iterator[Candidate]]

STEPS: tuple[Step, ...] = (
    _coordinates,
    _outside,
    _names,
    _townships,
    _lines,
    _programme,
    _beside,
    _villages,
)
"""In the order in which they are believed."""

FINAL = frozenset({"outside", "programme", "coordinates_outside", "coordinates_elsewhere"})
"""Answers after which no other is looked for."""
