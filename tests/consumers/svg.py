"""What is in pictures: titles of nodes and edges, classes of edges, and boxes that cover each other."""

import json
import re
import sys
import xml.etree.ElementTree as tree

SVG = "{http://www.w3.org/2000/svg}"


def title(group):
    return group.find(SVG + "title").text


def box(group):
    x, y = map(float, re.findall(r"-?[\d.]+", group.get("transform")))
    path = re.sub(r"A\S+ \S+ 0 0 1", "L", group.find(SVG + "path").get("d"))
    xs, ys, at = [], [], []
    for command, numbers in re.findall(r"([MLHVZ])([^MLHVZ]*)", path):
        at = [float(number) for number in re.findall(r"-?[\d.]+", numbers)]
        if command in "ML":
            xs.append(at[0])
            ys.append(at[1])
        elif command == "H":
            xs.append(at[0])
        elif command == "V":
            ys.append(at[0])
    return x + min(xs), y + min(ys), x + max(xs), y + max(ys)


def cover(one, other):
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    return wide > 0.5 and high > 0.5


def read(path):
    root = tree.parse(path).getroot()
    groups = list(root.iter(SVG + "g"))
    of = lambda name: [group for group in groups if group.get("class", "").split(" ")[0] == name]
    boxes = [box(group) for group in of("node") + of("literal")]
    return {
        "nodes": [title(group) for group in of("node")],
        "literals": [title(group) for group in of("literal")],
        "edges": [title(group) for group in of("edge")],
        "statuses": [group.get("class").split(" ")[1] for group in of("edge")],
        "covered": sum(cover(one, other) for at, one in enumerate(boxes) for other in boxes[at + 1 :]),
    }


print(json.dumps([read(path) for path in sys.argv[1:]]))
