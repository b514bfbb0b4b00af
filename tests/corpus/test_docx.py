"""Word documents: structure, tables, notes, changes, pages, what they say of themselves, and what is refused."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

import docx as python_docx
import pytest

from corpus.cleaning import rebuild
from corpus.errors import Damaged, EmptyFile, TooComplex, WrongType
from corpus.loaders import load
from tests.corpus.archive_maker import W, cell, docx, loaded, packed, para, removed, run, table
from tests.golden.makers.libreoffice import soffice

STYLES = (
    '<w:style w:type="paragraph" w:styleId="Titre1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="Chapter"/><w:basedOn w:val="Titre1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Deep"><w:name w:val="Deep"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Plain"><w:name w:val="TOC Heading"/><w:basedOn w:val="Titre1"/>'
    '<w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>'
)


def paths(data: bytes) -> list[tuple[str, ...]]:
    return [section.path for section in loaded(data).sections if section.path]


def test_headings_by_style_by_base_and_by_outline_level() -> None:
    body = para("One", style="Titre1") + para("Two", style="Own") + para("Three", style="Deep") + para("Text.")
    assert paths(docx(body, styles=STYLES)) == [("One",), ("Two",), ("Two", "Three")]


@pytest.mark.parametrize("style", ["Heading2", "Titre2", "Ttulo2", "berschrift2", "Título 2"])
def test_localised_style_ids_without_a_styles_part(style: str) -> None:
    assert paths(docx(para("A", style="Title") + para("B", style=style) + para("Text."))) == [("A",), ("A", "B")]


def test_a_direct_outline_level_wins() -> None:
    body = para("A", properties='<w:outlineLvl w:val="0"/>') + para("Text here.", style="Titre1")
    assert paths(docx(body + para("B", properties='<w:outlineLvl w:val="1"/>'), styles=STYLES))[-1][-1] == "B"


def test_bold_lines_are_headings_where_no_style_is_one() -> None:
    big, small = '<w:b/><w:sz w:val="32"/>', '<w:b/><w:sz w:val="24"/>'
    body = para(run("The pier", big)) + para("Text of it.") + para(run("Costs", small)) + para("They are high.")
    body += para(run("A bold sentence is no heading, whatever it says.", small)) + para(run("The clerk", small))
    assert paths(docx(body)) == [("The pier",), ("The pier", "Costs")]


def test_lists_are_counted_as_word_does() -> None:
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for at, (kind, text) in enumerate([("decimal", "%1."), ("lowerLetter", "%1.%2)"), ("bullet", "\uf0b7")])
    )
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    numbering = (
        f'<w:abstractNum w:abstractNumId="1">{levels}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
        f'<w:num w:numId="2"><w:abstractNumId w:val="1"/>{override}</w:num>'
    )

    def item(text: str, level: int, number: int = 1) -> str:
        return para(text, properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')

    body = item("one", 0) + item("sub", 1) + item("sub again", 1) + item("dot", 2) + item("two", 0) + item("new", 1)
    body += item("five", 0, 2) + para("no mark", properties='<w:numPr><w:numId w:val="0"/></w:numPr>')
    assert loaded(docx(body, numbering=numbering)).text == (
        "1. one\n1.a) sub\n1.b) sub again\n• dot\n2. two\n2.a) new\n5. five\n\nno mark"
    )


@pytest.mark.parametrize(
    ("rows", "header", "expected"),
    [
        ([["Port", "Boats"], ["Orsk", "4"], ["Tarn", ""]], False, "Port: Orsk; Boats: 4\nPort: Tarn"),
        ([["2019", "2020"], ["4", "5"]], True, "2019: 4; 2020: 5"),
        ([["Port", "12"], ["Orsk", "4"]], False, "Port; 12\nOrsk; 4"),
        ([["", ""], ["Orsk", "4"]], False, "Orsk; 4"),
        ([["Place:", "Orsk"], ["Date:", "3 May"]], False, "Place: Orsk\nDate: 3 May"),
        ([["One column"], ["of text."]], False, "One column\n\nof text."),
        ([[para("A cell.") + para("With paragraphs.")]], False, "A cell.\n\nWith paragraphs."),
        (
            [[cell("Port", '<w:vMerge w:val="restart"/>'), cell("Boats", '<w:gridSpan w:val="2"/>')],
             [cell("", "<w:vMerge/>"), "Big", "Small"],
             [cell("Orsk", '<w:vMerge w:val="restart"/>'), "1", "2"],
             [cell("", "<w:vMerge/>"), cell("3", '<w:gridSpan w:val="2"/>')]],
            False,
            "Port: Orsk; Boats Big: 1; Boats Small: 2\nPort: Orsk; Boats Big / Boats Small: 3",
        ),
        (
            [["Port", "Boats"], ["Orsk", para("4") + table(["Kind", "Mast"], ["yawl", "two"])]],
            False,
            "Port: Orsk; Boats: 4\nKind: yawl; Mast: two",
        ),
    ],
)  # fmt: skip
def test_tables(rows: list[list[str]], header: bool, expected: str) -> None:
    assert loaded(docx(table(*rows, header=header))).text == expected


def test_notes_headers_and_footers_are_taken_out() -> None:
    mark = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    own = '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="3"/><w:t>*</w:t></w:r>'
    found = loaded(
        docx(
            para(run("The pier") + mark + run(" is closed") + own + run(".")),
            footnotes="".join(
                f'<w:footnote w:id="{number}">{para(f"Note {number}.")}</w:footnote>' for number in (2, 3)
            ),
            header=para("Harbour report"),
            footer=para("Page 1"),
        )
    )
    assert found.text == "The pier is closed."
    assert removed(found, "footnote") == ["Note 2.", "Note 3."]
    assert removed(found, "running header") == ["Harbour report", "Page 1"]


def test_changes_are_accepted() -> None:
    deleted = '<w:del><w:r><w:delText xml:space="preserve">not </w:delText></w:r></w:del>'
    moved = f"<w:moveFrom>{run('away')}</w:moveFrom>"
    first = para(run("It is ") + deleted + f"<w:ins>{run('very ')}</w:ins>" + run("open.") + moved)
    joined = para("Two paragraphs ", properties="<w:rPr><w:del/></w:rPr>") + para("become one.")
    row = f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>{para('gone')}</w:tc></w:tr></w:tbl>"
    found = loaded(docx(first + joined + row))
    assert found.text == "It is very open.\n\nTwo paragraphs become one."
    assert removed(found, "deleted text") == ["not away", "gone"]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:cr/><w:t>d</w:t></w:r>", "a b c d"),
        ("<w:r><w:t>co</w:t><w:softHyphen/><w:t>op</w:t><w:noBreakHyphen/><w:t>x</w:t></w:r>", "coop-x"),
        ('<w:r><w:sym w:font="Symbol" w:char="F061"/><w:sym w:font="Wingdings" w:char="F0E0"/></w:r>', "α→"),
        (f"<w:hyperlink>{run('linked')}</w:hyperlink>", "linked"),
        (f"<w:sdt><w:sdtContent>{run('controlled')}</w:sdtContent></w:sdt>", "controlled"),
        (f"<w:fldSimple w:instr='DATE'>{run('today')}</w:fldSimple>", "today"),
        (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF x</w:instrText><w:t>hid</w:t></w:r>'
            f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("shown")}<w:r><w:fldChar w:fldCharType="end"/></w:r>',
            "shown",
        ),
        (f"{run('שלום', '<w:rtl/>')}{run(' hidden', '<w:vanish/>')}", "שלום"),
        (
            "<w:r><w:ruby><w:rt><w:r><w:t>no</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>base</w:t></w:r></w:rubyBase></w:ruby></w:r>",
            "base",
        ),
        (run("said") + '<w:r><w:commentReference w:id="1"/></w:r>', "said"),
    ],
)
def test_inside_paragraphs(content: str, expected: str) -> None:
    assert loaded(docx(para(content))).text == expected


def test_a_text_box_is_read_once() -> None:
    box = f"<w:txbxContent>{para('In the box.')}</w:txbxContent>"
    choice = f"<m:Choice><w:drawing>{box}</w:drawing></m:Choice><m:Fallback><w:pict>{box}</w:pict></m:Fallback>"
    both = f'<m:AlternateContent xmlns:m="m">{choice}</m:AlternateContent>'
    assert loaded(docx(para(run("Before.") + f"<w:r>{both}</w:r>"))).text == "Before.\n\nIn the box."


def test_a_table_of_contents_is_an_outline() -> None:
    found = loaded(docx(para("Costs\t3", style="TOC1") + para("Costs", style="Heading1") + para("High.")))
    assert found.text == "Costs\n\nHigh."
    assert removed(found, "outline") == ["Costs\t3"]


def test_pages_by_breaks() -> None:
    seen, hard = "<w:r><w:lastRenderedPageBreak/></w:r>", '<w:r><w:br w:type="page"/></w:r>'
    body = para(run("One ends") + seen + run(" on two.")) + para(run("Two.") + hard) + para(seen + run("Three."))
    body += para("Four.", properties="<w:pageBreakBefore/>")
    found = loaded(docx(body))
    assert [(page.label, found.text[page.start : page.end].strip()) for page in found.pages] == [
        ("1", "One ends"),
        ("2", "on two.\n\nTwo."),
        ("3", "Three."),
        ("4", "Four."),
    ]
    assert loaded(docx(para("No breaks."))).pages == ()
    assert loaded(docx(para("word " * 2_000) + para(hard) + para("More."))).pages == ()


def test_title_and_language() -> None:
    document = python_docx.Document()
    document.core_properties.title = "Microsoft Word - draft_3.docx"
    document.add_heading("Rapport du port", 0)
    for _ in range(3):
        document.add_paragraph(
            "Le conseil du port est réuni pour les quais et la jetée dans une salle avec les autres."
        )
    buffer = io.BytesIO()
    document.save(buffer)
    found = loaded(buffer.getvalue())
    assert (found.title, found.metadata.language) == ("Rapport du port", "fr")


def test_every_edit_can_be_undone() -> None:
    found = loaded(docx(para("A") + table(["Port", "Boats"], ["Orsk", "4"]) + para("  double  spaces\u00ad ")))
    raw = rebuild(found.text, found.removals)
    assert all(raw[each.start : each.start + len(each.text)] == each.text for each in found.removals)


def test_the_strict_namespace_is_read_too() -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    part = f'<w:document xmlns:w="{strict}"><w:body>{para("Strictly.")}</w:body></w:document>'
    assert loaded(packed({"word/document.xml": part})).text == "Strictly."


NESTED = "<w:tbl><w:tr><w:tc>"


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", EmptyFile),
        (docx(""), EmptyFile),
        (packed({"word/document.xml": "<a><b></a>"}), Damaged),
        (packed({"word/document.xml": f'<w:document xmlns:w="{W}"/>'}), Damaged),
        (packed({"content.xml": "<a/>"}), WrongType),
        (docx(NESTED * 400 + para("x") + "</w:tc></w:tr></w:tbl>" * 400), TooComplex),
        (docx(para(run("x" * 11_000_000))), TooComplex),
    ],
)
def test_bad_files(data: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        loaded(data)


def test_growth_is_bounded() -> None:
    long, merged = cell("word " * 2_000, '<w:vMerge w:val="restart"/>'), cell("", "<w:vMerge/>")
    wide = cell("x", '<w:gridSpan w:val="99999999"/>')
    rows = [[long, "a"], *[[merged, "b"]] * 300, [wide, wide]]
    assert len(loaded(docx(table(*rows))).text) < 100_000


@pytest.mark.skipif(soffice() is None, reason="LibreOffice (soffice) is not installed")
def test_a_file_that_libreoffice_saved(tmp_path: Path) -> None:
    page = "<h1>The pier</h1><p>It is old.</p><ol><li>Repair it.</li><li>Paint it.</li></ol><h2>Costs</h2><p>High.</p>"
    (tmp_path / "a.html").write_text(f"<html><body>{page}</body></html>", encoding="utf-8")
    command = [str(soffice()), "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to"]
    command += [
        "docx:MS Word 2007 XML",
        "--infilter=HTML (StarWriter)",
        "--outdir",
        str(tmp_path),
        str(tmp_path / "a.html"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=50)
    found = load(tmp_path / "a.docx", document_id="d")
    assert found.text == "The pier\n\nIt is old.\n\n1. Repair it.\n2. Paint it.\n\nCosts\n\nHigh."
    assert [section.path for section in found.sections] == [("The pier",), ("The pier", "Costs")]
