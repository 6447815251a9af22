"""The package around a written DOCX: the part that carries the paper's JSON, and a zip whose bytes depend on the content only."""

from __future__ import annotations

import io
import json
import re
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

PAPER_NAMESPACE = "urn:prongsai:paper:1"
CUSTOM_XML = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml"
CUSTOM_XML_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXmlProps"
PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
DATA_STORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
STORE_ID = "{5D2B7C1E-8A44-4F3C-9E61-0B7A5C9D1F20}"
UNWANTED = ("/stylesWithEffects", "/customXml", "/numbering", "/webSettings", "/thumbnail")
NOT_XML = re.compile("[^\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
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
    root = etree.Element(f"{{{PAPER_NAMESPACE}}}paper", nsmap={None: PAPER_NAMESPACE})
    root.text = NOT_XML.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
    package = document.part.package
    item = Part(PackURI("/customXml/item1.xml"), "application/xml", _xml(root), package)
    properties = etree.Element(f"{{{DATA_STORE}}}datastoreItem", nsmap={"ds": DATA_STORE})
    properties.set(f"{{{DATA_STORE}}}itemID", STORE_ID)
    references = etree.SubElement(properties, f"{{{DATA_STORE}}}schemaRefs")
    etree.SubElement(references, f"{{{DATA_STORE}}}schemaRef").set(f"{{{DATA_STORE}}}uri", PAPER_NAMESPACE)
    item.relate_to(Part(PackURI("/customXml/itemProps1.xml"), PROPERTIES_TYPE, _xml(properties), package), CUSTOM_XML_PROPERTIES)
    document.part.relate_to(item, CUSTOM_XML)


def _xml(root: object) -> bytes:
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
