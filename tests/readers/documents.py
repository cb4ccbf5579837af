"""Documents written for tests by the letter of their formats: PDF (ISO 32000-1), and parts put into Word's archive."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable, Mapping

# Where a line stands on the page (from the left, from below, in points), the size of its letters, its words.
Line = tuple[float, float, float, str]
WIDE, HIGH = 595, 842


def stream(data: bytes, more: str = "") -> bytes:
    """A stream object's value (7.3.8)."""
    return f"<< /Length {len(data)} {more} >>\nstream\n".encode() + data + b"\nendstream"


def shown(lines: Iterable[Line]) -> bytes:
    """A content stream that shows lines in the font F1 (9.4)."""
    told = []
    for x, y, size, text in lines:
        escaped = text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
        told.append(f"BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm (".encode() + escaped + b") Tj ET")
    return b"\n".join(told)


def objects(parts: Iterable[bytes], trailer: str = "/Root 1 0 R") -> bytes:
    """A file of these objects, numbered from 1, with its table of cross-references (7.5)."""
    out, starts = io.BytesIO(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), []
    out.seek(0, io.SEEK_END)
    for number, part in enumerate(parts, 1):
        starts.append(out.tell())
        out.write(f"{number} 0 obj\n".encode() + part + b"\nendobj\n")
    at = out.tell()
    table = "".join(f"{start:010} 00000 n \n" for start in starts)
    out.write(f"xref\n0 {len(starts) + 1}\n0000000000 65535 f \n{table}".encode())
    out.write(f"trailer\n<< /Size {len(starts) + 1} {trailer} >>\nstartxref\n{at}\n%%EOF\n".encode())
    return out.getvalue()


def pdf(
    *pages: list[Line] | bytes,
    info: str = "",
    catalog: str = "",
    more: Iterable[bytes] = (),
    packed: bool = True,
    encrypt: str = "",
) -> bytes:
    """A document of such pages: lines, or the value of a stream object. ``more``: objects, the first of number 5.

    ``info``, ``catalog``, ``encrypt``: entries of these dictionaries.
    """
    others = list(more)
    first = 5 + len(others)
    kids = " ".join(f"{first + 2 * n} 0 R" for n in range(len(pages)))
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    parts = [
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>".encode(),
        f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>".encode(),
        font,
        f"<< {info} >>".encode("latin-1"),
        *others,
    ]
    for number, page in enumerate(pages):
        content = first + 2 * number + 1
        parts.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDE} {HIGH}] /Contents {content} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        data = page if isinstance(page, bytes) else None
        if data is None:
            plain = shown(page)  # type: ignore[arg-type]
            data = stream(zlib.compress(plain), "/Filter /FlateDecode") if packed else stream(plain)
        parts.append(data)
    return objects(parts, "/Root 1 0 R /Info 4 0 R" + (f" /Encrypt << {encrypt} >> /ID [<00> <00>]" if encrypt else ""))


def column(text: str, *, x: float = 60, y: float = 700, size: float = 10, wide: int = 50) -> list[Line]:
    """The lines of a paragraph, set without hyphens, from ``y`` downwards."""
    lines, words = [""], text.split()
    for word in words:
        if len(lines[-1]) + len(word) > wide:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return [(x, y - number * size * 1.2, size, line) for number, line in enumerate(lines)]


def archive(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name, data)
    return out.getvalue()


_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
TYPES = f"""<?xml version="1.0" encoding="UTF-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="bin" ContentType="application/octet-stream"/>
<Override PartName="/word/document.xml" ContentType="{_TYPE}.document.main+xml"/>
<Override PartName="/word/styles.xml" ContentType="{_TYPE}.styles+xml"/>
<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>
</Types>"""
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = f"""<?xml version="1.0" encoding="UTF-8"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="{_RELATION}/officeDocument" Target="word/document.xml"/>
<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
 Target="docProps/core.xml"/>
</Relationships>"""
OWN_RELATIONS = f"""<?xml version="1.0" encoding="UTF-8"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="{_RELATION}/styles" Target="styles.xml"/>
</Relationships>"""
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
STYLES = f"""<?xml version="1.0" encoding="UTF-8"?>
<w:styles {_W}>
<w:style w:type="paragraph" w:default="1" w:styleId="Standard"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Beschriftung"><w:name w:val="caption"/></w:style>
</w:styles>"""


def paragraph(words: str, style: str = "") -> str:
    """A paragraph of WordprocessingML; ``words`` is text, or runs."""
    runs = words if words.startswith("<w:") else f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'
    kind = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{kind}{runs}</w:p>"


def docx(*body: str, core: str = "", head: str = "", parts: Mapping[str, str | bytes] | None = None) -> bytes:
    """A Word document. ``core``: elements of its properties; ``head``: what stands before its root; ``parts``: more."""
    spaces = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    document = f"{head}<w:document {_W} {spaces}><w:body>{''.join(body)}</w:body></w:document>"
    properties = f"""<?xml version="1.0" encoding="UTF-8"?>
<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">{core}</cp:coreProperties>"""
    return archive(
        {
            "[Content_Types].xml": TYPES,
            "_rels/.rels": RELATIONS,
            "word/document.xml": document,
            "word/_rels/document.xml.rels": OWN_RELATIONS,
            "word/styles.xml": STYLES,
            "docProps/core.xml": properties,
            **(parts or {}),
        }
    )
