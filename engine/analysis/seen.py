"""What can be seen from a place in a formula: the entity, the variables, and what conditions have said of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from engine.analysis.facts import Fact, Member, meet
from engine.analysis.findings import Findings
from engine.analysis.units import Measure
from engine.language import typed
from engine.manual.checked import Entry
from engine.record import dataclass, replace
from engine.source import Span

Key = tuple[object, ...]
SELF = "self"


@dataclass(frozen=True, slots=True)
class Seen:
    """`here`: the entity, None in a function. `entry`: the one whose own rule this is; `unit`: what `entri` stands for,
    where that is known otherwise. `calls`: the calls that led here, the innermost last. `dead`: a condition that cannot
    hold leads here, so nothing is worth reporting."""

    findings: Findings
    here: Member | None = None
    entry: Entry | None = None
    unit: Measure | None = None
    variables: Mapping[str, Fact] = field(default_factory=dict)
    refined: Mapping[Key, Fact] = field(default_factory=dict)
    aliases: Mapping[str, Key] = field(default_factory=dict)
    calls: tuple[Span, ...] = ()
    dead: bool = False
    quiet: bool = False
    """In the cells of a table, of which the table itself says what never holds."""

    def bind(self, name: str, fact: Fact) -> Seen:
        """With this variable; what was said of another of the same name is forgotten."""
        refined = {key: known for key, known in self.refined.items() if key[:2] != ("local", name)}
        aliases = {alias: key for alias, key in self.aliases.items() if alias != name}
        return replace(self, variables={**self.variables, name: fact}, refined=refined, aliases=aliases)

    def alias(self, name: str, fact: Fact, key: Key | None) -> Seen:
        """With a variable that stands for something else: what is said of one is said of the other."""
        bound = self.bind(name, fact)
        return bound if key is None else replace(bound, aliases={**bound.aliases, name: key})

    def say(self, key: Key | None, fact: Fact, now: Fact) -> Seen:
        """With more known of what is called `key`; `now` is what is known of it so far."""
        return self if key is None else replace(self, refined={**self.refined, key: meet(now, fact)})

    def know(self, key: Key, fact: Fact) -> Seen:
        """With this known of what is called `key`."""
        return replace(self, refined={**self.refined, key: fact})

    def cut(self) -> Seen:
        """A place that cannot be reached."""
        return replace(self, dead=True)


def key_of(node: typed.Typed, seen: Seen) -> Key | None:
    """A name for what a node stands for, if it stands for the same each time it is written here."""
    match node:
        case typed.Local(name):
            return seen.aliases.get(name, ("local", name))
        case typed.Self():
            return (SELF,)
        case typed.PeriodField(name):
            return ("period", name)
        case typed.Path(object_, name) | typed.Relative(object_, name):
            inner = key_of(object_, seen)
            return None if inner is None else (*inner, name)
        case typed.Filter():
            return ("list", node)
    return None
