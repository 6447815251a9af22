"""The walk over the blocks of a sheet that the formats share: one method for each kind of block, called in order."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable

from prongsai.core.papers.writers.sheet import Block, Break, Contents, Cover, Heading, ItemList, MemoHead, Paragraph, Signatures, Table


class BlockPrinter(ABC):
    """Prints a sheet block by block; a format that forgets a kind of block cannot be made."""

    def walk(self, blocks: Iterable[Block]) -> None:
        """Call the method of each block's kind, in order."""
        for block in blocks:
            match block:
                case Cover():
                    self.cover(block)
                case MemoHead():
                    self.memo_head(block)
                case Heading():
                    self.heading(block)
                case Paragraph():
                    self.paragraph(block)
                case ItemList():
                    self.item_list(block)
                case Table():
                    self.table(block)
                case Signatures():
                    self.signatures(block)
                case Contents():
                    self.contents()
                case Break():
                    self.page_break()

    @abstractmethod
    def cover(self, block: Cover) -> None:
        """A page of its own with centred lines."""

    @abstractmethod
    def memo_head(self, block: MemoHead) -> None:
        """The head of a memo: agency, number, date, subject, to whom."""

    @abstractmethod
    def heading(self, block: Heading) -> None:
        """A heading of level 1 to 4."""

    @abstractmethod
    def paragraph(self, block: Paragraph) -> None:
        """Running text."""

    @abstractmethod
    def item_list(self, block: ItemList) -> None:
        """Entries with their markers, nested by depth."""

    @abstractmethod
    def table(self, block: Table) -> None:
        """A table with head rows; one without columns prints as nothing."""

    @abstractmethod
    def signatures(self, block: Signatures) -> None:
        """Places to sign, with the opinion of each signer."""

    @abstractmethod
    def contents(self) -> None:
        """The list of the headings that stand in the contents."""

    @abstractmethod
    def page_break(self) -> None:
        """What follows begins a new page."""
