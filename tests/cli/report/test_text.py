from codemods.cli.report.html_text import LONGEST, cut, lines_of, paragraphs, plain, prose, shown


def test_markup_is_escaped() -> None:
    assert shown('<a href="x">&\'') == "&lt;a href=&quot;x&quot;&gt;&amp;&#x27;"


def test_what_hides_or_turns_the_writing_is_spelled_out_and_tabs_stay() -> None:
    assert shown("\ta\u202eb") == '\ta<span class="odd">U+202E</span>b'
    for odd in "\x00\x1b\n\r\x7f\x85\u200b\u2028\u2066\ufeff\udc80\U000e0041":
        assert shown(odd) == f'<span class="odd">U+{ord(odd):04X}</span>'
        assert plain(odd) == f"U+{ord(odd):04X}"


def test_every_character_can_be_written_as_utf_8() -> None:
    everything = "".join(map(chr, range(0x10FFFF + 1)))
    shown(everything).encode()
    plain(everything).encode()


def test_backticks_are_code_and_hold_no_markup() -> None:
    assert prose("use `<b>` here") == "use <code>&lt;b&gt;</code> here"


def test_the_catalogues_markdown_becomes_paragraphs_and_lists() -> None:
    text = "One\nline.\n\n- first `x`\n- second\n  goes on\n"
    assert paragraphs(text) == (
        "<p>One line.</p><ul><li>first <code>x</code></li><li>second goes on</li></ul>"
    )


def test_lines_are_those_of_git_without_their_ends() -> None:
    assert lines_of(b"a\r\nb\rc\x0cd\n\xe2\x80\xa8e") == ["a", "b\rc\x0cd", "\u2028e"]


def test_a_file_is_read_in_its_own_encoding_and_never_refused() -> None:
    assert lines_of(b"# coding: latin-1\n\xe9") == ["# coding: latin-1", "é"]
    assert lines_of(b"\xef\xbb\xbfa") == ["a"]
    assert lines_of(b"a\n\xff\n") == ["a", "\ufffd", ""]
    assert lines_of(b"# coding: rot13\na") == ["# coding: rot13", "a"]


def test_a_long_line_is_cut_and_says_so() -> None:
    line = "x" * (LONGEST + 100)
    assert cut(line) == ("x" * LONGEST, 100)
    assert cut("x" * (LONGEST + 1)) == ("x" * (LONGEST + 1), 0)
