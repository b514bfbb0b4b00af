"""A model's words cut into sentences while they arrive."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.models.thinking import Thoughts
from assistant.written.cutting import Cutter, Written
from assistant.written.passage_block import new_delimiter


def cut(text: str, *, size: int = 1_000_000, limit: int = 1500) -> list[Written]:
    cutter = Cutter(limit)
    found = [each for at in range(0, len(text), size) for each in cutter.feed(text[at : at + size])]
    return found + cutter.close()


def texts(text: str) -> list[str]:
    return [each.text for each in cut(text)]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("It rose. It fell.", ["It rose.", "It fell."]),
        ("It rose! Why? Nobody knows… Then it fell.", ["It rose!", "Why?", "Nobody knows…", "Then it fell."]),
        ("The U.S. Government met Mr. Smith. He left.", ["The U.S. Government met Mr. Smith.", "He left."]),
        ("It is in the U.S. The other is not.", ["It is in the U.S.", "The other is not."]),
        ("See No. 3 and para. 12. It helps.", ["See No. 3 and para. 12.", "It helps."]),
        ("They said no. Then they left.", ["They said no.", "Then they left."]),
        ("Many, e.g. Kenya, i.e. all, rose by 2.5 per cent.", ["Many, e.g. Kenya, i.e. all, rose by 2.5 per cent."]),
        (
            "Ann B. Lee and J. K. Roe spoke. Panel B. The end.",
            ["Ann B. Lee and J. K. Roe spoke.", "Panel B.", "The end."],
        ),
        ("Roe et al. (2020) said so. Food, etc. was sent.", ["Roe et al. (2020) said so.", "Food, etc. was sent."]),
        ("It began in 2020. 70,000 people came.", ["It began in 2020.", "70,000 people came."]),
        ('She said "yes." He did not.', ['She said "yes."', "He did not."]),
        ("It was (said he.) He left.", ["It was (said he.)", "He left."]),
        (
            "M. Dupont et Mme. Roy ont dit oui. L'art. 5 reste.",
            ["M. Dupont et Mme. Roy ont dit oui.", "L'art. 5 reste."],
        ),
        ("EE. UU. aceptó. El Sr. Paz no.", ["EE. UU. aceptó.", "El Sr. Paz no."]),
        ("It rose from Jan. 5 to Dec. 7. It fell.", ["It rose from Jan. 5 to Dec. 7.", "It fell."]),
        ("One line\ngoes on here.\nAnother one.", ["One line goes on here.", "Another one."]),
        ("No stop here\n\nnor here", ["No stop here", "nor here"]),
        ("もう終わった。次の文。", ["もう終わった。", "次の文。"]),
        ("Tea, milk, etc. – needs were met. - It fell.", ["Tea, milk, etc. – needs were met.", "It fell."]),
        ("Answer: It rose.", ["It rose."]),
        ("**Answer:** It rose.", ["It rose."]),
        ("", []),
        (" \n\n ", []),
        ("---\n***\n", []),
    ],
)
def test_sentences(written: str, expected: list[str]) -> None:
    assert texts(written) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("A rose [1]. B fell [2].", [("A rose.", (1,)), ("B fell.", (2,))]),
        ("A rose. [1] B fell. [2][3]", [("A rose.", (1,)), ("B fell.", (2, 3))]),
        ("A rose.[1] B fell.【2】 C", [("A rose.", (1,)), ("B fell.", (2,)), ("C", ())]),
        ("A rose.¹ B fell.", [("A rose.", (1,)), ("B fell.", ())]),
        ("A rose. (passage 1) B fell.", [("A rose.", (1,)), ("B fell.", ())]),
        ("A rose. [1]. B fell.", [("A rose.", (1,)), ("B fell.", ())]),
        ("A rose.\n[1]\nB fell.", [("A rose.", (1,)), ("B fell.", ())]),
        ("A rose.\n[1] B fell.", [("A rose.", ()), ("B fell.", (1,))]),
        ("[1] A rose. [2] B fell.", [("A rose.", (1,)), ("B fell.", (2,))]),
        ("The U.S. [1] Then B fell.", [("The U.S.", (1,)), ("Then B fell.", ())]),
        ("[1]. A rose.\n[2]. B fell.", [("A rose.", (1,)), ("B fell.", (2,))]),
        ("A rose. Source: [1]\nB fell (Source: passage 2).", [("A rose.", ()), ("B fell.", (2,))]),
        ("It has aims. (1) To protect.", [("It has aims.", ()), ("(1) To protect.", ())]),
        ("A rose. [sic] B fell.", [("A rose.", ()), ("[sic] B fell.", ())]),
        ("A rose.\n\nSources:\n[1] A title.\n[2] Another.", [("A rose.", ())]),
    ],
)
def test_markers_go_with_their_sentence(written: str, expected: list[tuple[str, tuple[int, ...]]]) -> None:
    assert [(each.text, each.numbers) for each in cut(written)] == expected


def test_lists_and_headings() -> None:
    written = "## A heading\nThey agreed [1]:\n\n- **A** rose [1]. It fell.\n* B\n1. C\n2) D [2]\n\n**Bold line**\nEnd."
    assert cut(written) == [
        Written("A heading", (), heading=True),
        Written("They agreed:", (1,)),
        Written("A rose.", (1,), bullet=True),
        Written("It fell.", (), bullet=True),
        Written("B", (), bullet=True),
        Written("C", (), bullet=True),
        Written("D", (2,), bullet=True),
        Written("Bold line", (), heading=True),
        Written("End.", ()),
    ]
    assert cut(written)[1].lead_in
    assert not cut(written)[2].lead_in


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("It **rose** *much* and `fell` __hard__.", "It rose much and fell hard."),
        ("It is 2 * 3 and snake_case.", "It is 2 * 3 and snake_case."),
        ("See [the page](https://x.example/a.b?c=d) now.", "See the page now."),
        ("See ![a picture](https://x.example/p.png) now.", "See now."),
        ("See https://x.example/a?q=1 and www.x.example now.", "See and now."),
        ("See x.example/a/b?q=secret now.", "See now."),
        ("See <https://x.example/a> now.", "See now."),
        ("A <b>bold</b> word<br>here<sup>2</sup>.", "A bold word here²."),
        ("<img src=x onerror=alert(1)>It rose.", "It rose."),
        ("<script>go()</script> It rose.", "go() It rose."),
        ("It rose.<|im_end|>", "It rose."),
        ("AT&amp;T rose &lt;b&gt;now&lt;/b&gt;.", "AT&T rose now."),
        ("h&#116;tps://x.example/a rose.", "rose."),
        ("> It rose.", "It rose."),
        ("| A | 5 |", "A; 5"),
        ("It rose\u200b\u202e now.", "It rose now."),
        ("It rose [[1]](https://x.example).", "It rose."),
        ("a < b and c > d", "a < b and c > d"),
        (r"It rose \*much\* \[1\].", "It rose much."),
    ],
)
def test_markup_and_addresses_go(written: str, expected: str) -> None:
    assert texts(written) == [expected]


def test_a_link_on_a_number_is_a_marker() -> None:
    assert cut("It rose [1](https://x.example/a).") == [Written("It rose.", (1,))]


@pytest.mark.parametrize("tag", ["think", "thinking"])
def test_thoughts_are_no_answer(tag: str) -> None:
    written = f"\n<{tag}>It may. [1] Or not.\n</{tag}>\n\nIt rose [2]."
    assert cut(answered(written)) == cut(answered(written, size=1), size=1) == [Written("It rose.", (2,))]
    assert cut(answered(f"<{tag}>It may. [1] Or")) == []
    assert texts(answered("<thorn> It rose.")) == ["It rose."]


def answered(text: str, size: int = 1000) -> str:
    """What is left of a model's text without its thoughts, fed in pieces."""
    thoughts = Thoughts()
    return "".join([*(thoughts.feed(text[at : at + size]) for at in range(0, len(text), size)), thoughts.rest()])


def test_copied_lines_about_passages_are_no_sentences() -> None:
    around = new_delimiter()
    written = (
        f"[4]\n{around}\nMeeting: Harbour Talks 2021\nSpeaker: Arland; force: agreed\nText: It rose.\n{around}\nEnd."
    )
    assert [(each.text, each.heading) for each in cut(written)] == [
        ("Meeting: Harbour Talks 2021", True),
        ("Speaker: Arland; force: agreed", True),
        ("It rose.", False),
        ("End.", False),
    ]


def test_a_repeated_sentence_comes_again_as_it_was() -> None:
    assert texts("It rose [1].\nIt rose [1]. It  rose [1].") == ["It rose."] * 3


def test_a_sentence_ends_as_soon_as_the_next_word_begins() -> None:
    cutter = Cutter()
    assert cutter.feed("It rose [1].") == []
    assert cutter.feed(" ") == []
    assert cutter.feed("T") == [Written("It rose.", (1,))]


@pytest.mark.parametrize(
    ("so_far", "shown"),
    [
        ("It ros", "It ros"),
        ("It rose [", "It rose"),
        ("It rose [1", "It rose"),
        ("It rose [1]", "It rose"),
        ("It rose 【1†sou", "It rose"),
        ("It rose (pass", "It rose"),
        ("It **rose", "It rose"),
        ("It rose *", "It rose"),
        ("It <b", "It"),
        ("See [the page](https://x.exa", "See"),
        ("See https://x.exa", "See"),
        ("- It", "It"),
        ("- ", ""),
        ("## Head", "Head"),
        ("Done. It ros", "It ros"),
        ("<think>well", ""),
    ],
)
def test_pending(so_far: str, shown: str) -> None:
    cutter = Cutter()
    cutter.feed(Thoughts().feed(so_far))
    assert cutter.pending == shown


def test_an_endless_sentence_is_cut_at_a_space() -> None:
    found = texts("word " * 1000)
    assert all(len(each) <= 1500 for each in found)
    assert " ".join(found).split() == ["word"] * 1000
    assert [len(each) for each in texts("x" * 2500)] == [1500, 1000]


_PIECES = st.sampled_from(
    "[1]~[2, 3]~【1†s】~(1)~(passage 1)~passage 1~¹~[~]~(~)~[a](http://x.y/z. w)~![~**~*~The~U.S.~Mr.~no.~3~2.5~e.g.~J.~a~Panel"
    '~。~<b>~<~&amp;~|~`~>~<think>~ ~  ~. ~? ~... ~.~: ~\n~\n\n~- ~1. ~# ~Sources:~"~”~\u200b~\r\n~é'.split("~")
)


@given(
    st.lists(_PIECES, max_size=40).map("".join),
    st.lists(st.integers(1, 9), min_size=1, max_size=20),
    st.sampled_from([25, 1000]),
)
def test_any_split_gives_the_same(text: str, sizes: list[int], limit: int) -> None:
    cutter = Cutter(limit)
    found: list[Written] = []
    at = turn = 0
    while at < len(text):
        size = sizes[turn % len(sizes)]
        found += cutter.feed(text[at : at + size])
        assert isinstance(cutter.pending, str)
        at, turn = at + size, turn + 1
    assert found + cutter.close() == cut(text, limit=limit)


@given(st.text(max_size=120))
def test_any_text_is_cut_the_same_by_characters(text: str) -> None:
    assert cut(text, size=1) == cut(text)


@pytest.mark.parametrize(
    "unit",
    [
        "a. ",
        "[1]",
        "[[[[",
        "....",
        "\n",
        "- ",
        "**",
        "(",
        "<",
        "a",
        "http://",
        "![",
        "é. [1] [",
        "e.g. ",
        "x.\n[",
        "](",
    ],
)
@pytest.mark.parametrize("size", [1, 100_000])
def test_time_is_linear(unit: str, size: int) -> None:
    def seconds(length: int) -> float:
        text = (unit * length)[:length]
        start = time.process_time()
        cut(text, size=size)
        return time.process_time() - start

    short, long = (min(seconds(length) for _ in range(3)) for length in (10_000, 40_000))
    assert long < 8 * max(short, 0.05)
