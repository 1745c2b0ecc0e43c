from codemods.cli.report.html_text import (
    LONGEST,
    code_html,
    cut_line,
    decoded_lines,
    paragraphs_html,
    prose_html,
    visible_text,
)


def test_markup_is_escaped() -> None:
    assert code_html('<a href="x">&\'') == "&lt;a href=&quot;x&quot;&gt;&amp;&#x27;"


def test_what_hides_or_turns_the_writing_is_spelled_out_and_tabs_stay() -> None:
    assert code_html("\ta\u202eb") == '\ta<span class="odd">U+202E</span>b'
    for odd in "\x00\x1b\n\r\x7f\x85\u200b\u2028\u2066\ufeff\udc80\U000e0041":
        assert code_html(odd) == f'<span class="odd">U+{ord(odd):04X}</span>'
        assert visible_text(odd) == f"U+{ord(odd):04X}"


def test_every_character_can_be_written_as_utf_8() -> None:
    everything = "".join(map(chr, range(0x10FFFF + 1)))
    code_html(everything).encode()
    visible_text(everything).encode()


def test_backticks_are_code_and_hold_no_markup() -> None:
    assert prose_html("use `<b>` here") == "use <code>&lt;b&gt;</code> here"


def test_the_catalogues_markdown_becomes_paragraphs_and_lists() -> None:
    text = "One\nline.\n\n- first `x`\n- second\n  goes on\n"
    assert paragraphs_html(text) == (
        "<p>One line.</p><ul><li>first <code>x</code></li><li>second goes on</li></ul>"
    )


def test_lines_are_those_of_git_without_their_ends() -> None:
    assert decoded_lines(b"a\r\nb\rc\x0cd\n\xe2\x80\xa8e") == ["a", "b\rc\x0cd", "\u2028e"]


def test_a_file_is_read_in_its_own_encoding_and_never_refused() -> None:
    assert decoded_lines(b"# coding: latin-1\n\xe9") == ["# coding: latin-1", "é"]
    assert decoded_lines(b"\xef\xbb\xbfa") == ["a"]
    assert decoded_lines(b"a\n\xff\n") == ["a", "\ufffd", ""]
    assert decoded_lines(b"# coding: rot13\na") == ["# coding: rot13", "a"]


def test_a_long_line_is_cut_and_says_so() -> None:
    line = "x" * (LONGEST + 100)
    assert cut_line(line) == ("x" * LONGEST, 100)
    assert cut_line("x" * (LONGEST + 1)) == ("x" * (LONGEST + 1), 0)
