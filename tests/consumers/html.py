"""What pages hold: the graph as JSON, and which tags beside the usual ones."""

import json
import sys
from html.parser import HTMLParser


class Page(HTMLParser):
    def __init__(self):
        super().__init__()
        self.inside = None
        self.data = ""
        self.scripts = 0
        self.links = []
        self.groups = []

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "script":
            self.scripts += 1
            self.inside = attributes.get("id")
        if tag == "g":
            self.groups.append(attributes.get("class", "").split(" ")[0])
        self.links += [attributes[name] for name in ("src", "href") if name in attributes]

    def handle_endtag(self, tag):
        if tag == "script":
            self.inside = None

    def handle_data(self, data):
        if self.inside == "data":
            self.data += data


def read(path):
    page = Page()
    with open(path, encoding="utf-8", newline="") as file:
        page.feed(file.read())
    return {
        "data": json.loads(page.data),
        "scripts": page.scripts,
        "links": page.links,
        "nodes": page.groups.count("node"),
        "edges": page.groups.count("edge"),
    }


print(json.dumps([read(path) for path in sys.argv[1:]]))
