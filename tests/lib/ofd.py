"""An OFD file (GB/T 33190-2016), read by what comes with Python: what its pages say."""
import posixpath
import xml.etree.ElementTree as tree
import zipfile

SPACE = "{http://www.ofdspec.org/2016}"


def text(path):
    """All that the text objects of all pages say, in the order of the file."""
    said = []
    with zipfile.ZipFile(path) as file:
        def part(name):
            return tree.fromstring(file.read(name))

        for root in part("OFD.xml").iter(SPACE + "DocRoot"):
            folder = posixpath.dirname(root.text)
            for page in part(root.text).iter(SPACE + "Page"):
                content = part(posixpath.join(folder, page.get("BaseLoc")))
                said += [code.text or "" for code in content.iter(SPACE + "TextCode")]
    return "".join(said)
