"""The package around a written DOCX: the embedded font, the part that carries the paper's JSON, a zip whose bytes tell no time."""

from __future__ import annotations

import io
import json
import re
import zipfile
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from prongsai.core.papers.writers.docx_styles import FONT, NAMESPACE, RELATIONS

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from lxml.etree import _Element

PAPER_NAMESPACE = "urn:prongsai:paper:1"
CUSTOM_XML = f"{RELATIONS}/customXml"
CUSTOM_XML_PROPERTIES = f"{RELATIONS}/customXmlProps"
PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
DATA_STORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
STORE_ID = "{5D2B7C1E-8A44-4F3C-9E61-0B7A5C9D1F20}"
UNWANTED = ("/stylesWithEffects", "/customXml", "/numbering", "/webSettings", "/thumbnail", "/fontTable")
NOT_XML = re.compile("[^\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
FONT_TABLE_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.fontTable+xml"
FONT_TABLE_RELATION = f"{RELATIONS}/fontTable"
FONT_RELATION = f"{RELATIONS}/font"
OBFUSCATED_FONT = "application/vnd.openxmlformats-officedocument.obfuscatedFont"
FONT_KEY = "{7B1F0C52-3D5E-4A0B-9C86-51E2A7D4F310}"
FONT_FACES = (("embedRegular", "ProngsaiSarabun-Regular.ttf"), ("embedBold", "ProngsaiSarabun-Bold.ttf"))
FIXED_TIME = (1980, 1, 1, 0, 0, 0)


def drop_template_parts(document: WordDocument) -> None:
    """Take out the parts of python-docx's template that no written paper uses (400 kB of table styles, a preview picture)."""
    for holder in (document.part, document.part.package):
        relations = holder.rels
        for identifier in [key for key, relation in relations.items() if relation.reltype.endswith(UNWANTED)]:
            del relations[identifier]


def embed(document: WordDocument, paper: dict[str, object]) -> None:
    """Put the JSON object into a custom XML part: one element `paper` in `urn:prongsai:paper:1` whose text is the JSON."""
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part
    from lxml import etree

    text = json.dumps(paper, ensure_ascii=False, separators=(",", ":"))
    root = etree.Element(f"{{{PAPER_NAMESPACE}}}paper", nsmap={None: PAPER_NAMESPACE})  # type: ignore[dict-item]  # the stubs know no default namespace
    root.text = NOT_XML.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
    package = document.part.package
    item = Part(PackURI("/customXml/item1.xml"), "application/xml", _xml(root), package)
    properties = etree.Element(f"{{{DATA_STORE}}}datastoreItem", nsmap={"ds": DATA_STORE})
    properties.set(f"{{{DATA_STORE}}}itemID", STORE_ID)
    references = etree.SubElement(properties, f"{{{DATA_STORE}}}schemaRefs")
    etree.SubElement(references, f"{{{DATA_STORE}}}schemaRef").set(f"{{{DATA_STORE}}}uri", PAPER_NAMESPACE)
    item.relate_to(Part(PackURI("/customXml/itemProps1.xml"), PROPERTIES_TYPE, _xml(properties), package), CUSTOM_XML_PROPERTIES)
    document.part.relate_to(item, CUSTOM_XML)


def embed_font(document: WordDocument) -> None:
    """Let the file carry its font, so that it looks the same where the font is not installed.

    Programs that do not load embedded fonts fall back on TH Sarabun New, which has the same proportions and is found in every office.
    """
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    package = document.part.package
    table = Part(PackURI("/word/fontTable.xml"), FONT_TABLE_TYPE, b"", package)
    faces = ""
    for number, (element, name) in enumerate(FONT_FACES, start=1):
        part = Part(PackURI(f"/word/fonts/font{number}.odttf"), OBFUSCATED_FONT, _obfuscated(name), package)
        faces += f'<w:{element} r:id="{table.relate_to(part, FONT_RELATION)}" w:fontKey="{FONT_KEY}"/>'
    table._blob = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts xmlns:w="{NAMESPACE}" xmlns:r="{RELATIONS}">'
        f'<w:font w:name="{FONT}">'
        '<w:altName w:val="TH Sarabun New"/><w:charset w:val="00"/><w:family w:val="auto"/><w:pitch w:val="variable"/>'
        '<w:sig w:usb0="21000007" w:usb1="00000001" w:usb2="00000000" w:usb3="00000000" w:csb0="00010111" w:csb1="00000000"/>'
        f"{faces}</w:font></w:fonts>"
    ).encode()
    document.part.relate_to(table, FONT_TABLE_RELATION)


@cache
def _obfuscated(name: str) -> bytes:
    """A font file with its first 32 bytes changed by the key, as the format demands (ECMA-376, Part 4, 14.2.1 font embedding)."""
    data = resources.files("prongsai.core.papers.writers").joinpath("fonts", name).read_bytes()
    key = bytes.fromhex(FONT_KEY.strip("{}").replace("-", ""))[::-1] * 2
    return bytes(byte ^ mask for byte, mask in zip(data[:32], key, strict=True)) + data[32:]


def _xml(root: _Element) -> bytes:
    from lxml import etree

    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return data


def save(document: WordDocument) -> bytes:
    """The file's bytes. Times inside the zip are fixed, so that the same paper gives the same bytes."""
    raw = io.BytesIO()
    document.save(raw)
    result = io.BytesIO()
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            info = zipfile.ZipInfo(name, FIXED_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, source.read(name))
    return result.getvalue()
