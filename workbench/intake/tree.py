"""A conversation as a tree: an answer that was asked for again, or a prompt that was changed, is a branch."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Message = dict[str, Any]
Kind = Literal["prompt", "answer", "instructions", "tool", "reasoning", "other"]


@dataclass(frozen=True, slots=True)
class Node:
    """One message, and what came before it on its branch."""

    key: str
    message: Message
    kind: Kind
    before: "Node | None" = None
    """The message before it."""
    again: tuple[int, int] = (1, 1)
    """Which it is of how many messages that follow the same one, from 1."""
    forks: tuple[int, ...] = ()
    """Which way was taken at each fork on the way here, from 1."""
    prompt: "Node | None" = None
    """The last prompt before it."""
    instructions: "Node | None" = None
    """The last standing instructions before it."""
    first: "Node | None" = None
    """The first message after that prompt, on this branch; None where this is it."""
    turn: int = 1
    """How many prompts there were, with this one if it is one; 1 before the first."""
    since: Counter[Kind] = field(default_factory=Counter)
    """What stands between that prompt and this message, by kind."""

    def after(self, key: str, message: Message, kind: Kind, again: tuple[int, int]) -> "Node":
        """The node of a message that follows this one."""
        asked = self.kind == "prompt"
        here = Counter[Kind]() if asked else self.since + Counter[Kind]([self.kind])
        return Node(
            key,
            message,
            kind,
            before=self,
            again=again,
            forks=(*self.forks, again[0]) if again[1] > 1 else self.forks,
            prompt=self if asked else self.prompt,
            instructions=self if self.kind == "instructions" else self.instructions,
            first=None if asked else self.first or self,
            turn=self.turn + (kind == "prompt" and (asked or self.prompt is not None)),
            since=here,
        )

    def place(self) -> str:
        """Where an answer stands, in words: `turn 3, part 2, branch 2.1`."""
        words = [f"turn {self.turn}"]
        if self.since["answer"]:
            words.append(f"part {self.since['answer'] + 1}")
        if self.forks:
            words.append(f"branch {'.'.join(map(str, self.forks))}")
        return ", ".join(words)

    def ways(self) -> list[str]:
        """A sentence for each choice that led from the last prompt's place to this answer."""
        said = []
        number, count = (self.first or self).again
        if count > 1:
            said.append(f"Answer {number} of {count} to the same prompt.")
        if self.prompt and self.prompt.again[1] > 1:
            said.append(f"Wording {self.prompt.again[0]} of {self.prompt.again[1]} of the prompt.")
        return said


def nodes(
    messages: Mapping[str, Message], parents: Mapping[str, str], kind_of: Callable[[Message], Kind]
) -> Iterator[Node]:
    """Every message, each after the one before it, in the order of the branches.

    A message whose parent is not there begins a tree of its own. Messages in a ring follow no beginning and
    are not given.
    """
    children: dict[str, list[str]] = {}
    roots: list[str] = []
    for key in messages:
        parent = parents.get(key, "")
        (children.setdefault(parent, []) if parent in messages else roots).append(key)
    waiting = [Node(key, messages[key], kind_of(messages[key])) for key in reversed(roots)]
    while waiting:
        node = waiting.pop()
        yield node
        siblings = children.get(node.key, [])
        waiting += [
            node.after(key, messages[key], kind_of(messages[key]), (number, len(siblings)))
            for number, key in reversed(list(enumerate(siblings, start=1)))
        ]
