"""A conversation as a tree: an answer that was asked for again, or a prompt that was changed, is a branch."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Node:
    """One message, and the one that came before it on its branch."""

    key: str
    message: dict[str, Any]
    before: "Node | None"
    again: tuple[int, int]
    """Which it is of how many messages that follow the same one, from 1."""

    def way(self) -> Iterator["Node"]:
        """Those before it, the nearest first."""
        node = self.before
        while node is not None:
            yield node
            node = node.before

    def branch(self) -> str:
        """What was taken at each fork on the way here: `2.1`; empty where there was none."""
        taken = [node.again[0] for node in (self, *self.way()) if node.again[1] > 1]
        return ".".join(map(str, reversed(taken)))


def nodes(messages: dict[str, dict[str, Any]], parents: dict[str, str]) -> Iterator[Node]:
    """Every message, each after the one before it, in the order of the branches.

    A message whose parent is not there begins a tree of its own. Messages in a ring follow no beginning and
    are not given.
    """
    children: dict[str, list[str]] = {}
    roots: list[str] = []
    for key in messages:
        parent = parents.get(key, "")
        (children.setdefault(parent, []) if parent in messages else roots).append(key)
    waiting = [Node(key, messages[key], None, (1, 1)) for key in reversed(roots)]
    while waiting:
        node = waiting.pop()
        yield node
        siblings = children.get(node.key, [])
        waiting += [
            Node(key, messages[key], node, (number, len(siblings)))
            for number, key in reversed(list(enumerate(siblings, start=1)))
        ]


def place(turn: int, part: int, node: Node) -> str:
    """Where a message stands, in words: `turn 3, part 2, branch 2.1`."""
    words = [f"turn {turn}"]
    if part > 1:
        words.append(f"part {part}")
    if branch := node.branch():
        words.append(f"branch {branch}")
    return ", ".join(words)
