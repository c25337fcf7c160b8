"""What has another name in the other manual, found where nothing else can be meant, and never guessed.

A thing that is gone and one that is new are the same under two names if what they are is equal, and all that uses the
one uses the other in just the same way; and if no third thing fits either. While looking, every name that is gone or
new is a token in the compared tuples, so that "equal up to these names" is a comparison of tuples.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import field, replace

from engine.difference.comparable import Names
from engine.difference.compare import WHOLE
from engine.difference.facts import Fact, Thing
from engine.difference.model import Kind, Part, Subject
from engine.difference.things import Things, things
from engine.manual.checked import Manual
from engine.record import dataclass

NAMED: Mapping[Kind, str] = {
    "attribute": "attribute",
    "rule": "attribute",
    "variable": "own",
    "entry_rule": "own",
    "constant": "constant",
    "function": "function",
}
"""The kinds whose names formulas use, and what `Names` calls them."""
SAID: frozenset[Part] = frozenset(("citation", "certainty", "note", "reason", "description"))
"""Parts that do not say what a thing is."""
ITSELF, ANOTHER = "\0itself", "\0another"


@dataclass(frozen=True, slots=True)
class Renames:
    """`names`: (kind for `Names`, owner, old name) -> new name. `entries`: label -> new label. `subjects`: a subject
    under its new name -> its old name."""

    names: Mapping[tuple[str, str, str], str] = field(default_factory=dict)
    entries: Mapping[str, str] = field(default_factory=dict)
    subjects: Mapping[Subject, str] = field(default_factory=dict)

    def things(self, before: Manual) -> Things:
        """The older manual with everything under its new name."""
        found = things(before, Names(lambda kind, owner, name: self.names.get((kind, owner, name), name)))
        return {self.subject(thing.subject): self._moved(thing) for thing in found.values()}

    def _moved(self, thing: Thing) -> Thing:
        """A thing that belongs to something under its new name."""
        return thing if thing.inside is None else replace(thing, inside=self.subject(thing.inside))

    def subject(self, old: Subject) -> Subject:
        """The new name of something."""
        if old.kind == "entry":
            label = self.entries.get(old.label, old.label)
            return replace(old, name=label.removeprefix(f"{old.owner}/"))
        kind = NAMED.get(old.kind)
        name = self.names.get((kind, old.owner, old.name), old.name) if kind else old.name
        if old.kind == "entry_rule" and name == old.name:  # it overrides a rule of its level, under the same name
            name = self.names.get(("attribute", old.owner.partition("/")[0], name), name)
        return replace(old, owner=self.entries.get(old.owner, old.owner), name=name)

    def name(self, level: str, attribute: str) -> str:
        """The new name of an attribute of a level."""
        return self.names.get(("attribute", level, attribute), attribute)

    def with_(self, pairs: Mapping[Subject, Subject]) -> Renames:
        """These, and more: old subject -> new one."""
        names, entries, subjects = dict(self.names), dict(self.entries), dict(self.subjects)
        for old, new in pairs.items():
            if old.kind == "entry":
                entries[old.label] = new.label
            else:
                names[NAMED[old.kind], old.owner, old.name] = new.name
            subjects[new] = old.name
        return Renames(names, entries, subjects)


def renames(before: Manual, after: Manual, old: Things, new: Things) -> Renames:
    """Everything that has another name, and is the same. `old`, `new`: what is in the manuals under its own names."""
    found: dict[Subject, Subject] = {}
    while True:
        more = _found(before, after, old, new, Renames().with_(found))
        if not more:
            break
        found.update(more)
    while found:
        wrong = _unlike(before, new, Renames().with_(found), found)
        if not wrong:
            break
        found = {one: other for one, other in found.items() if one not in wrong}
    return Renames().with_(found)


def _found(before: Manual, after: Manual, old: Things, new: Things, known: Renames) -> dict[Subject, Subject]:
    """Pairs that fit each other and nothing else, under the names that are known."""
    there = {known.subject(subject) for subject in old}
    gone = [subject for subject in old if known.subject(subject) not in new and _may_have_another_name(subject)]
    come = [subject for subject in new if subject not in there and _may_have_another_name(subject)]
    if not gone or not come:
        return {}
    olds = _signatures(before, gone, known)
    news = _signatures(after, come, Renames())
    return {
        subjects[0]: news[like][0]
        for like, subjects in olds.items()
        if len(subjects) == 1 and len(news.get(like, ())) == 1
    }


def _may_have_another_name(subject: Subject) -> bool:
    return subject.kind in NAMED or subject.kind == "entry"


def _signatures(manual: Manual, subjects: list[Subject], known: Renames) -> dict[Hashable, list[Subject]]:
    """What each of these is and how it is used, with all their names hidden."""
    hidden = {(NAMED[one.kind], one.owner, one.name): one for one in subjects if one.kind in NAMED}

    def new(kind: str, owner: str, name: str) -> str:
        one = hidden.get((kind, owner, name))
        return known.names.get((kind, owner, name), name) if one is None else _token(one)

    whole = things(manual, Names(new))
    uses: dict[str, list[tuple[Thing, Fact]]] = {}
    for thing in whole.values():
        for fact in _using(thing):
            for token in set(_tokens((fact.id, fact.shape))):
                uses.setdefault(token, []).append((thing, fact))
    found: dict[Hashable, list[Subject]] = {}
    for subject in subjects:
        if subject.kind == "entry":
            like: Hashable = ("entry", subject.owner, _entry(subject, whole))
        else:
            like = _signature(whole[subject], uses.get(_token(subject), []), set(subjects), known)
        found.setdefault(like, []).append(subject)
    return found


def _using(thing: Thing) -> Iterator[Fact]:
    """The facts in which names are used, each once."""
    return (fact for fact in thing.facts if fact.part not in WHOLE)


def _token(subject: Subject) -> str:
    return f"\0{subject.kind}\0{subject.owner}\0{subject.name}"


def _tokens(shape: Hashable) -> Iterator[str]:
    match shape:
        case str() if shape.startswith("\0"):
            yield shape
        case tuple() | frozenset():
            for one in shape:
                yield from _tokens(one)


def _masked(shape: Hashable, token: str) -> Hashable:
    """The shape in which this name is told from the other hidden ones, and these not from each other."""
    match shape:
        case str() if shape.startswith("\0"):
            return ITSELF if shape == token else ANOTHER
        case tuple():
            return tuple(_masked(one, token) for one in shape)
        case frozenset():
            return frozenset(_masked(one, token) for one in shape)
    return shape


def _signature(thing: Thing, uses: list[tuple[Thing, Fact]], hidden: set[Subject], known: Renames) -> Hashable:
    subject, token = thing.subject, _token(thing.subject)
    own = frozenset((fact.part, _masked((fact.id, fact.shape), token)) for fact in thing.facts if fact.part not in SAID)
    used = Counter(
        (user.subject.kind, "" if user.subject in hidden else known.subject(user.subject), fact.part)
        + (_masked((fact.id, fact.shape), token),)
        for user, fact in uses
    )
    return (subject.kind, known.entries.get(subject.owner, subject.owner), own, frozenset(used.items()))


def _entry(subject: Subject, whole: Things) -> Hashable:
    """An entry with everything in it but its kode."""
    inside = [thing for thing in whole.values() if _lies_in(thing, subject, whole)]
    facts = Counter(
        (thing.subject.kind, "" if thing.subject.kind == "entry" else thing.subject.name, fact.part)
        + (_masked((fact.id, fact.shape), ""),)
        for thing in (whole[subject], *inside)
        for fact in thing.facts
        if fact.part not in SAID and (thing.subject.kind != "entry" or fact.part != "member")
    )
    return frozenset(facts.items())


def _lies_in(thing: Thing, outer: Subject, whole: Things) -> bool:
    step = thing.inside
    while step is not None and step != outer:
        step = whole[step].inside if step in whole else None
    return step == outer


def _unlike(before: Manual, new: Things, known: Renames, found: Mapping[Subject, Subject]) -> set[Subject]:
    """Those of which a use is not the same on the other side after all."""
    wrong: set[Subject] = set()
    for old, now in found.items():
        if old.kind == "entry":
            continue
        hidden = (NAMED[old.kind], old.owner, old.name)
        names = Names(
            lambda kind, owner, name, hidden=hidden: (  # type: ignore[misc]
                "\0itself" if (kind, owner, name) == hidden else known.names.get((kind, owner, name), name)
            )
        )
        for subject, thing in things(before, names).items():
            there = new.get(known.subject(subject))
            for fact in _using(thing):
                if ITSELF in set(_tokens((fact.id, fact.shape))) and not _has(there, fact, now.name):
                    wrong.add(old)
    return wrong


def _has(thing: Thing | None, fact: Fact, name: str) -> bool:
    """Whether a thing has this fact under that name."""
    if thing is None:
        return False
    wanted = (fact.part, _named((fact.id, fact.shape), name))
    return any((one.part, (one.id, one.shape)) == wanted for one in thing.facts)


def _named(shape: Hashable, name: str) -> Hashable:
    match shape:
        case str() if shape == ITSELF:
            return name
        case tuple():
            return tuple(_named(one, name) for one in shape)
        case frozenset():
            return frozenset(_named(one, name) for one in shape)
    return shape
