"""Exports of conversations: each answer on every branch is an output, with its prompt, model and time."""

import hashlib
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import MORE, WORDS, chatgpt, claude, said

from workbench.domain.errors import UnreadableDocument
from workbench.domain.review import Attempt
from workbench.intake.reading import take
from workbench.intake.taken import Taken
from workbench.intake.tree import nodes

Messages = tuple[str, str, dict[str, object] | None]


def answers(content: bytes) -> list[Taken]:
    """The answers in an export, in its order."""
    return [taken for taken in take("conversations.json", content) if isinstance(taken, Taken)]


def attempt(taken: Taken) -> Attempt:
    """How an answer was obtained."""
    assert taken.attempt is not None
    return taken.attempt


ROOT: Messages = ("root", "", None)
ASKED: Messages = ("u1", "root", said("user", "Tell me."))

BRANCHES = [
    # the messages with the one before each, and what becomes of each answer: its name and its prompt
    ("one answer", [ROOT, ASKED, ("a", "u1", said("assistant", "A."))], {"turn 1": ("A.", "Tell me.")}),
    (
        "asked again",
        [ROOT, ASKED, ("a", "u1", said("assistant", "A.")), ("b", "u1", said("assistant", "B."))],
        {"turn 1, branch 1": ("A.", "Tell me."), "turn 1, branch 2": ("B.", "Tell me.")},
    ),
    (
        "asked in other words",
        [
            *(ROOT, ASKED, ("a", "u1", said("assistant", "A."))),
            *(("u2", "root", said("user", "Tell me all.")), ("b", "u2", said("assistant", "B."))),
        ],
        {"turn 1, branch 1": ("A.", "Tell me."), "turn 1, branch 2": ("B.", "Tell me all.")},
    ),
    (
        "a fork after a fork",
        [
            *(ROOT, ASKED, ("a", "u1", said("assistant", "A.")), ("b", "u1", said("assistant", "B."))),
            *(
                ("u2", "b", said("user", "More.")),
                ("c", "u2", said("assistant", "C.")),
                ("d", "u2", said("assistant", "D.")),
            ),
        ],
        {
            "turn 1, branch 1": ("A.", "Tell me."),
            "turn 1, branch 2": ("B.", "Tell me."),
            "turn 2, branch 2.1": ("C.", "More."),
            "turn 2, branch 2.2": ("D.", "More."),
        },
    ),
    (
        "tools in between",
        [
            *(ROOT, ASKED, ("t1", "u1", said("assistant", "search()", recipient="browser"))),
            *(("t2", "t1", said("tool", "found")), ("a", "t2", said("assistant", "A."))),
        ],
        {"turn 1": ("A.", "Tell me.")},
    ),
    (
        "an answer in two parts",
        [ROOT, ASKED, ("a", "u1", said("assistant", "A.")), ("b", "a", said("assistant", "B."))],
        {"turn 1": ("A.", "Tell me."), "turn 1, part 2": ("B.", "Tell me.")},
    ),
    (
        "what is no answer",
        [
            *(ROOT, ("s", "root", said("system", "Be kind.")), ("u1", "s", said("user", "Tell me."))),
            *(("e", "u1", said("assistant", "")), ("a", "e", said("assistant", "A."))),
        ],
        {"turn 1": ("A.", "Tell me.")},
    ),
]


@pytest.mark.parametrize(
    ("messages", "expected"), [pytest.param(*rest, id=label) for label, *rest in BRANCHES]
)
def test_every_branch_of_a_chatgpt_conversation_is_read(
    messages: list[Messages], expected: dict[str, tuple[str, str]]
) -> None:
    found = {
        taken.document.name.removeprefix("conversations.json/Harbours, "): (
            taken.document.text,
            attempt(taken).prompt,
        )
        for taken in answers(chatgpt(*messages))
    }
    assert found == expected


def test_an_answer_says_how_it_was_obtained() -> None:
    context = {
        "content_type": "user_editable_context",
        "user_profile": "I sail.",
        "user_instructions": "Be brief.",
    }
    thought = {"author": {"role": "assistant"}, "content": {"content_type": "thoughts", "thoughts": []}}
    pictured = said(
        "assistant", WORDS, metadata={"model_slug": "o3", "finish_details": {"type": "interrupted"}}
    )
    pictured["content"] = {"content_type": "multimodal_text", "parts": [WORDS, {"asset_pointer": "file://x"}]}
    export = chatgpt(
        ROOT,
        ("c", "root", {"author": {"role": "user"}, "content": context}),
        ("u", "c", said("user", "Tell me.", metadata={"attachments": [{"name": "book.pdf"}]})),
        ("t", "u", thought),
        ("a", "t", pictured),
        ("b", "u", said("assistant", MORE)),
    )
    interrupted, other = answers(export)
    assert attempt(interrupted) == Attempt(
        model="o3",
        prompt="Tell me.\n[attached file: book.pdf]",
        made_on="2024-03-05",
        settings="Written at 2024-03-05T10:00:00Z by the export.\nAnswer 1 of 2 to the same prompt.\n"
        "Custom instructions: I sail.\nBe brief.",
    )
    assert interrupted.document.warnings == (
        "The answer was broken off.",
        "Left out: 1 picture or sound, 1 record of reasoning.",
    )
    assert attempt(other).model == "gpt-4o"
    digest = hashlib.sha256(export).hexdigest()
    assert interrupted.document.origin == f"message a of conversations.json (SHA-256 {digest})"
    assert json.loads(interrupted.original)["content"]["parts"][0] == WORDS
    assert hashlib.sha256(interrupted.original).hexdigest() == interrupted.document.sha256


def test_two_equal_answers_are_two_attempts() -> None:
    export = chatgpt(
        ROOT, ASKED, ("a", "u1", said("assistant", "No.")), ("b", "u1", said("assistant", "No."))
    )
    first, second = answers(export)
    assert first.document.text == second.document.text
    assert first.document.sha256 != second.document.sha256


HUMAN = {"uuid": "h", "sender": "human", "text": "Tell me.", "created_at": "2024-03-05T10:00:00.5Z"}
REPLY = {"uuid": "a", "sender": "assistant", "text": "A.", "created_at": "2024-03-05T10:00:09+00:00"}


def test_a_claude_conversation_is_read_in_its_order() -> None:
    more = [
        {"uuid": "h2", "sender": "human", "text": "More."},
        {"uuid": "b", "sender": "assistant", "text": "B."},
    ]
    first, second = answers(claude(HUMAN, REPLY, *more))
    assert first.document.name == "conversations.json/Harbours, turn 1"
    assert attempt(first) == Attempt(
        prompt="Tell me.", made_on="2024-03-05", settings="Written at 2024-03-05T10:00:09Z by the export."
    )
    assert second.document.name == "conversations.json/Harbours, turn 2"
    assert (second.document.text, attempt(second)) == ("B.", Attempt(prompt="More."))


def test_the_branches_of_a_claude_conversation_are_read() -> None:
    asked = HUMAN | {"parent_message_uuid": "00000000-0000-4000-8000-000000000000"}
    again = REPLY | {"uuid": "b", "text": "B.", "parent_message_uuid": "h"}
    found = answers(claude(asked, REPLY | {"parent_message_uuid": "h"}, again))
    assert [taken.document.name.split(", ", 1)[1] for taken in found] == [
        "turn 1, branch 1",
        "turn 1, branch 2",
    ]
    assert "Answer 2 of 2 to the same prompt." in attempt(found[1]).settings


def test_what_claude_wrote_as_a_document_and_what_it_was_given_are_kept() -> None:
    given = HUMAN | {"attachments": [{"file_name": "book.txt", "extracted_content": WORDS}]}
    artifact = {"type": "tool_use", "name": "artifacts", "input": {"content": MORE}}
    blocks = [{"type": "text", "text": "Here."}, artifact, {"type": "tool_result"}]
    (taken,) = answers(claude(given, REPLY | {"content": blocks}))
    assert taken.document.text == f"Here.\n\n{MORE}"
    assert attempt(taken).prompt == f"Tell me.\n[attached file: book.txt]\n{WORDS}"
    assert len(taken.document.warnings) == 2


@pytest.mark.parametrize("made", [b"%s", b"[%s,\n%s]", b"%s\n%s\n", b'{"conversations": [%s, %s]}'])
def test_conversations_come_alone_in_a_list_or_one_a_line(made: bytes) -> None:
    count = made.count(b"%s")
    one = claude(HUMAN, REPLY)[1:-1]
    assert [taken.document.text for taken in answers(made % ((one,) * count))] == ["A."] * count


@pytest.mark.parametrize(
    "content",
    [
        b"[]",
        b'[{"mapping": {}, "author": 1}]',
        b'[{"mapping": {"a": 1}, "author": 1}]',
        b'[{"mapping": [], "author": 1}',
        b'[{"chat_messages": ["x", 1, null]}]',
        b'{"chat_messages": [{"sender": "assistant", "text": 5, "content": {"a": 1}}]}',
        b'[{"mapping": {"a": {"parent": "b"}, "b": {"parent": "a"}}, "author": 1}]',
        b'[{"mapping":' + b"[" * 100_000 + b', "author": 1}]',
        b'[{"chat_messages": [{"sender": "assistant", "text": "..."}]}]',
    ],
)
def test_an_export_that_is_none_or_holds_no_answer_is_refused(content: bytes) -> None:
    from workbench.intake import conversations
    from workbench.intake.taken import Choices

    with pytest.raises(UnreadableDocument):
        list(conversations.read("conversations.json", content, Choices()))


def test_a_conversation_without_end_is_read_in_one_pass() -> None:
    """Quadratic work would take minutes here."""
    long = [ROOT]
    for number in range(20_000):
        role = "assistant" if number % 2 else "user"
        long.append((f"m{number}", f"m{number - 1}" if number else "root", said(role, f"words {number}")))
    found = answers(chatgpt(*long))
    assert len(found) == 10_000
    assert found[-1].document.name.endswith(", turn 10000")


@settings(deadline=None)
@given(st.dictionaries(st.integers(0, 30), st.integers(-1, 30), max_size=31))
def test_every_message_that_hangs_on_a_beginning_is_met_once_after_the_one_before_it(
    tree: dict[int, int],
) -> None:
    messages: dict[str, dict[str, object]] = {str(key): {} for key in tree}
    parents = {str(key): str(parent) for key, parent in tree.items()}
    met = [node.key for node in nodes(messages, parents, lambda _: "prompt")]

    def hangs(key: str) -> bool:
        seen = set()
        while key in messages and key not in seen:
            seen.add(key)
            key = parents[key]
        return key not in messages

    assert sorted(met) == sorted(key for key in messages if hangs(key))
    for key in met:
        assert parents[key] not in met or met.index(parents[key]) < met.index(key)
