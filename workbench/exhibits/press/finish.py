"""The last hand on the file: structure tree, metadata, colour, labels (built to PDF/A-2 and PDF/UA-1)."""

from pathlib import Path
from typing import Any

from workbench.exhibits.press.metadata import Identity, write_metadata
from workbench.exhibits.press.structure import Annotation, Content, Node


def finish(path: Path, document: Node, identity: Identity, first_page: int = 1) -> None:
    """Add to the file at `path`, in place, what makes it readable by machines.

    `first_page` is the number that its first page bears; readers show it as that page's label.
    """
    import pikepdf

    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        _Structure(pdf).write(document)
        root = pdf.Root
        root.Lang = pikepdf.String(identity.language)
        root.MarkInfo = pikepdf.Dictionary(Marked=True)
        root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
        root.PageMode = pikepdf.Name.UseOutlines
        label = pikepdf.Dictionary(S=pikepdf.Name.D, St=first_page)
        root.PageLabels = pikepdf.Dictionary(Nums=pikepdf.Array([0, label]))
        _colour(pdf)
        write_metadata(pdf, identity)
        pdf.remove_unreferenced_resources()
        pdf.save(path, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)


class _Structure:
    """Writes the structure tree (PDF 1.7, section 14.7)."""

    def __init__(self, pdf: Any) -> None:
        self._pdf = pdf
        self._owners: list[dict[int, Any]] = [{} for _ in pdf.pages]
        self._annotated: list[Any] = []

    def write(self, document: Node) -> None:
        from pikepdf import Array, Dictionary, Name

        pdf = self._pdf
        tree = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        tree.K = self._element(document, tree)
        numbers = Array()
        for place, owners in enumerate(self._owners):
            pdf.pages[place].obj.StructParents = place
            pdf.pages[place].obj.Tabs = Name.S
            numbers.append(place)
            numbers.append(pdf.make_indirect(Array([owners[number] for number in range(len(owners))])))
        for place, element in enumerate(self._annotated, start=len(self._owners)):
            numbers.append(place)
            numbers.append(element)
        tree.ParentTree = pdf.make_indirect(Dictionary(Nums=numbers))
        tree.ParentTreeNextKey = len(self._owners) + len(self._annotated)
        pdf.Root.StructTreeRoot = tree

    def _element(self, node: Node, parent: Any) -> Any:
        from pikepdf import Array, Dictionary, Name, String

        element = self._pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f"/{node.role}"), P=parent))
        if node.title:
            element.T = String(node.title)
        if node.alternative:
            element.Alt = String(node.alternative)
        if node.scope:
            element.A = Dictionary(O=Name.Table, Scope=Name(f"/{node.scope}"))
        children = Array()
        for child in node.children:
            if isinstance(child, Node):
                if not child.empty or child.role in ("TD", "TH"):
                    children.append(self._element(child, element))
            elif isinstance(child, Content):
                page = self._pdf.pages[child.page].obj
                self._owners[child.page][child.number] = element
                children.append(Dictionary(Type=Name.MCR, Pg=page, MCID=child.number))
            else:
                children.append(self._annotation(child, element, node.alternative))
        element.K = children
        return element

    def _annotation(self, child: Annotation, element: Any, words: str) -> Any:
        from pikepdf import Dictionary, Name, String

        page = self._pdf.pages[child.page].obj
        annotation = page.Annots[child.place]
        if not annotation.is_indirect:
            annotation = page.Annots[child.place] = self._pdf.make_indirect(annotation)
        annotation.StructParent = len(self._owners) + len(self._annotated)
        annotation.Contents = String(words)
        annotation.F = 4  # print it (PDF/A-2, 6.3.2)
        self._annotated.append(element)
        return Dictionary(Type=Name.OBJR, Pg=page, Obj=annotation)


def _colour(pdf: Any) -> None:
    """State that colours are sRGB, by a profile that the imaging library computes."""
    from pikepdf import Array, Dictionary, Name, Stream, String
    from PIL import ImageCms

    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[24:36] = b"\x07\xd0\x00\x01\x00\x01" + bytes(6)  # the moment of its making: 2000-01-01
    profile[84:100] = bytes(16)  # its digest, which held that moment
    stream = Stream(pdf, bytes(profile))
    stream.N = 3
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name("/GTS_PDFA1"),
        OutputConditionIdentifier=String("sRGB"),
        Info=String("sRGB IEC61966-2.1"),
        DestOutputProfile=pdf.make_indirect(stream),
    )
    pdf.Root.OutputIntents = Array([intent])
