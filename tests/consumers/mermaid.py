"""Where Mermaid is, which a package for Python brings along."""

import json
import pathlib

import diagram_renderer

script = pathlib.Path(diagram_renderer.__file__).parent / "renderers/static/js/mermaid.min.js"
print(json.dumps({"script": script.as_uri()}))
