"""What users wrote comes out as itself where it is to be pasted, and does nothing where it is shown."""

import csv
import io
import shlex

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pullthrough.text.quoting import command, override, text_of
from pullthrough.text.safe import one_line, printable, table_cell

VALUES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=30)
NASTY = ["lead=8", "a,b", "zoë", "run (2)", "x#1", "a[b]", "it's", 'say "x"', "a\\", "\\'", "${x}", "\\${x}", "a\nb", "1e3",

         "null", "true", "~", "{", "a:b", "$HOME", "`id`", "中文", "-x", " x ", "\\\\", "a\\\\'b", "$", "${",
         "x\\${", "%s", "*", "..", "glob(*)"]  # fmt: skip


@pytest.mark.parametrize("value", NASTY)
def test_a_pasted_command_gives_the_folder_back(value: str) -> None:
    words = shlex.split(command(["world=tiny"], folder=value))
    assert words[:2] == ["pullthrough", "world=tiny"]
    assert text_of(words[2]) == value


@given(value=VALUES)
@settings(max_examples=300, deadline=None)
@example(value="\\${a}'")
def test_any_text_quoted_for_hydra_is_that_text(value: str) -> None:
    assert text_of(shlex.split(shlex.quote(override("experiment.title", value)))[0]) == value


@given(text=st.text(max_size=60))
@settings(max_examples=300, deadline=None)
def test_nothing_printed_is_carried_out_by_a_terminal(text: str) -> None:
    shown = printable("\x1b[2J" + text)
    assert not any(c < " " and c not in "\n\t" for c in shown)
    assert not any("\x7f" <= c <= "\x9f" for c in shown)
    shown.encode("utf-8")
    assert "\n" not in one_line(text)
    assert "\t" not in one_line(text)


@given(text=st.text(max_size=30))
@settings(max_examples=200, deadline=None)
def test_no_text_in_a_table_is_a_formula(text: str) -> None:
    shown = table_cell(text)
    try:
        float(shown)
    except ValueError:
        assert not shown.lstrip().startswith(("=", "+", "-", "@"))
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow([shown, "next"])
    assert next(csv.reader(io.StringIO(out.getvalue(), newline="")))[1] == "next"


def test_letters_of_every_script_and_emoji_stay() -> None:
    for text in ("Zoë", "中文标题", "rocket 🚀", "Ünïcödé – £5m", "a [draft] b"):
        assert one_line(text) == text


def test_escape_sequences_leave_whole() -> None:
    assert one_line("a\x1b]0;title\x07b\x1b[31;1mc\x9b2Jd\x1b(Be\u202ef") == "abcdef"
