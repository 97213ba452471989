
"use strict";
// Names are hostile until proven otherwise: everything goes into the page as text, nothing as markup.
window.addEventListener("error", (event) => {
  document.documentElement.dataset.state = "failed: " + event.message;
});

const byId = (id) => document.getElementById(id);
const data = JSON.parse(byId("data").textContent);
const stage = byId("graph");
const world = byId("world");
const card = byId("card");
const search = byId("search");
const found = byId("found");
const filters = byId("filters");
const size = { wide: Number(stage.dataset.wide), high: Number(stage.dataset.high) };

const nodes = data.nodes.map((node, place) => ({ ...node, place, shape: byId("n" + place), edges: [] }));
let literals = 0;
const edges = data.edges.map((edge, place) => {
  const literal = edge.to === null ? byId("l" + literals++) : null;
  return { ...edge, place, shape: byId("e" + place), box: literal };
});
for (const edge of edges) {
  nodes[edge.from].edges.push(edge);
  if (edge.to !== null && edge.to !== edge.from) nodes[edge.to].edges.push(edge);
}

// The view.

const view = { x: 0, y: 0, scale: 1 };

function show() {
  world.setAttribute("transform", `translate(${view.x} ${view.y}) scale(${view.scale})`);
  world.classList.toggle("far", view.scale < 0.45);
}

function room() {
  const box = stage.getBoundingClientRect();
  return { x: box.left, y: box.top, wide: box.width || 800, high: box.height || 600 };
}

function whole() {
  const { wide, high } = room();
  view.scale = Math.min(1.4, wide / size.wide, high / size.high);
  view.x = (wide - size.wide * view.scale) / 2;
  view.y = (high - size.high * view.scale) / 2;
  show();
}

function zoom(factor, x, y) {
  const scale = Math.min(8, Math.max(0.02, view.scale * factor));
  view.x = x - ((x - view.x) * scale) / view.scale;
  view.y = y - ((y - view.y) * scale) / view.scale;
  view.scale = scale;
  show();
}

function zoomMiddle(factor) {
  const { wide, high } = room();
  zoom(factor, wide / 2, high / 2);
}

function move(x, y) {
  view.x += x;
  view.y += y;
  show();
}

function centre(shape) {
  const box = shape.getBBox();
  const { e, f } = shape.transform.baseVal.consolidate()?.matrix ?? { e: 0, f: 0 };
  const { wide, high } = room();
  view.scale = Math.max(view.scale, 0.8);
  view.x = wide / 2 - (e + box.x + box.width / 2) * view.scale;
  view.y = high / 2 - (f + box.y + box.height / 2) * view.scale;
  show();
}

const fingers = new Map();
let dragged = false;

stage.addEventListener("pointerdown", (event) => {
  if (event.button > 0) return;
  if (fingers.size === 0) dragged = false;
  fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
});

stage.addEventListener("pointermove", (event) => {
  const before = fingers.get(event.pointerId);
  if (!before) return;
  const now = { x: event.clientX, y: event.clientY };
  if (!dragged && Math.hypot(now.x - before.x, now.y - before.y) < 4) return;
  if (!dragged) {
    dragged = true;
    stage.classList.add("moving");
    stage.setPointerCapture(event.pointerId);
  }
  if (fingers.size === 2) {
    const other = [...fingers].find(([id]) => id !== event.pointerId)[1];
    const apart = (one) => Math.hypot(one.x - other.x, one.y - other.y) || 1;
    const { x, y } = room();
    zoom(apart(now) / apart(before), (now.x + other.x) / 2 - x, (now.y + other.y) / 2 - y);
  }
  const share = fingers.size === 2 ? 0.5 : 1;
  move((now.x - before.x) * share, (now.y - before.y) * share);
  fingers.set(event.pointerId, now);
});

function lift(event) {
  fingers.delete(event.pointerId);
  stage.classList.remove("moving");
}
stage.addEventListener("pointerup", lift);
stage.addEventListener("pointercancel", lift);

stage.addEventListener("wheel", (event) => {
  event.preventDefault();
  const { x, y } = room();
  const lines = event.deltaMode === 1 ? 16 : 1;
  zoom(Math.exp(-event.deltaY * lines * 0.0016), event.clientX - x, event.clientY - y);
}, { passive: false });

// Cards.

function element(tag, text, name) {
  const made = document.createElement(tag);
  if (text !== undefined) made.textContent = text;
  if (name) made.className = name;
  // Names of any script are read in their own direction, and let nothing else turn.
  if (text !== undefined) made.dir = "auto";
  return made;
}

function link(text, open) {
  const made = element("button", text, "link");
  made.type = "button";
  made.addEventListener("click", open);
  return made;
}

function objectName(edge) {
  return edge.to === null ? edge.literal : nodes[edge.to].name;
}

function marks(edge) {
  const words = [];
  if (edge.status !== "asserted") words.push(edge.status);
  if (edge.contested) words.push("contested");
  return words.map((word) => element("span", word, "mark"));
}

function begin(title, below) {
  card.replaceChildren();
  const close = element("button", "Close", "close");
  close.type = "button";
  close.addEventListener("click", shut);
  card.append(close, element("h2", title));
  if (below) card.append(element("div", below, "kind"));
  card.hidden = false;
  card.scrollTop = 0;
}

function openNode(node) {
  begin(node.name, node.kind);
  if (node.aliases.length) card.append(element("div", "also: " + node.aliases.join(", ")));
  card.append(list(Object.entries(node.properties)));
  const groups = new Map();
  for (const edge of node.edges) {
    const ahead = edge.from === node.place;
    const words = data.relations[edge.relation] ?? { wording: edge.relation, inverse: edge.relation };
    const title = ahead ? words.wording : words.inverse;
    if (!groups.has(title)) groups.set(title, []);
    groups.get(title).push(edge);
  }
  for (const [title, group] of groups) {
    card.append(element("h3", title));
    const rows = element("ul");
    for (const edge of group) rows.append(factRow(node, edge));
    card.append(rows);
  }
  light(new Set([node.place, ...node.edges.flatMap((edge) => [edge.from, edge.to])]), new Set(node.edges));
  node.shape.classList.add("open");
  remember("n" + node.place);
}

function factRow(node, edge) {
  const row = element("li");
  const ahead = edge.from === node.place;
  const other = ahead ? edge.to : edge.from;
  const name = ahead ? objectName(edge) : nodes[edge.from].name;
  row.append(other === null ? element("span", name) : link(name, () => reach(nodes[other])), ...marks(edge), " ");
  const count = edge.evidence.length;
  row.append(link(count === 1 ? "evidence" : count + " pieces of evidence", () => openEdge(edge)));
  return row;
}

function openEdge(edge) {
  begin(edge.words);
  const ends = element("div");
  ends.append(link(nodes[edge.from].name, () => reach(nodes[edge.from])), " " + edge.words + " ");
  ends.append(edge.to === null ? element("span", edge.literal) : link(nodes[edge.to].name, () => reach(nodes[edge.to])));
  ends.append(...marks(edge));
  card.append(ends, list([["relation", edge.relation], ["status", edge.status], ["confidence", edge.confidence]]));
  card.append(element("h3", edge.evidence.length === 1 ? "evidence" : edge.evidence.length + " pieces of evidence"));
  for (const piece of edge.evidence) card.append(...told(piece));
  light(new Set([edge.from, edge.to]), new Set([edge]));
  edge.shape.classList.add("open");
  remember("e" + edge.place);
}

function told(piece) {
  const about = data.documents[piece.document] ?? {};
  const place = piece.line === undefined
    ? `bytes ${piece.sentence[0]} to ${piece.sentence[1]}`
    : "line " + piece.line;
  const rows = [
    ["document", piece.document],
    ["title", about.title],
    ["date", about.date],
    ["from", about.origin],
    ["where", place],
    ["status", piece.status],
    ["confidence", piece.confidence],
    ["rule", piece.rule],
    ...Object.entries(piece.attributes),
    ...Object.entries(piece.properties ?? {}),
  ];
  return piece.quote ? [quote(piece), list(rows)] : [list(rows)];
}

// The quote, with the words that stand for the two ends in bold where they are in it.
function quote(piece) {
  const made = element("blockquote");
  made.dir = "auto";
  const bytes = new TextEncoder().encode(piece.quote);
  const start = piece.sentence[0];
  const text = (from, to) => new TextDecoder().decode(bytes.slice(from, to));
  const spans = [piece.subject, piece.object]
    .map(([from, to]) => [from - start, to - start])
    .filter(([from, to]) => from >= 0 && to <= bytes.length && to - from < bytes.length)
    .sort(([one], [other]) => one - other);
  let at = 0;
  for (const [from, to] of spans) {
    if (from < at) continue;
    made.append(text(at, from), element("b", text(from, to)));
    at = to;
  }
  made.append(text(at, bytes.length));
  return made;
}

function list(rows) {
  const made = element("dl");
  for (const [name, value] of rows) {
    if (value === undefined || value === null || value === "") continue;
    const shown = typeof value === "object" ? JSON.stringify(value) : String(value);
    made.append(element("dt", name), element("dd", shown));
  }
  return made;
}

// Lets some things stand out; nothing at all brings everything back.
function light(ends, lines) {
  for (const node of nodes) {
    node.shape.classList.toggle("dim", ends !== undefined && !ends.has(node.place));
    node.shape.classList.remove("open");
  }
  for (const edge of edges) {
    const dim = lines !== undefined && !lines.has(edge);
    edge.shape.classList.toggle("dim", dim);
    edge.shape.classList.remove("open");
    edge.box?.classList.toggle("dim", dim);
  }
}

function remember(name) {
  history.replaceState(null, "", "#" + name);
}

function reach(node) {
  openNode(node);
  centre(node.shape);
}

function shut() {
  card.hidden = true;
  light();
  history.replaceState(null, "", location.pathname + location.search);
}

function openShape(target) {
  const shape = target.closest?.(".node, .edge");
  if (!shape) return false;
  const place = Number(shape.id.slice(1));
  if (shape.classList.contains("node")) openNode(nodes[place]);
  else openEdge(edges[place]);
  return true;
}

stage.addEventListener("click", (event) => {
  if (!dragged && !openShape(event.target)) shut();
});

// Filters.

function on(group, value) {
  return filters.querySelector(`input[name="${group}"][value="${CSS.escape(value)}"]`)?.checked ?? true;
}

function filter() {
  const shown = nodes.map((node) => on("kind", node.kind));
  nodes.forEach((node, place) => node.shape.classList.toggle("gone", !shown[place]));
  for (const edge of edges) {
    const stays = shown[edge.from] && (edge.to === null || shown[edge.to])
      && on("relation", edge.relation) && on("status", edge.status);
    edge.shape.classList.toggle("gone", !stays);
    edge.box?.classList.toggle("gone", !stays);
  }
}

filters.addEventListener("change", filter);
filters.addEventListener("submit", (event) => event.preventDefault());
byId("choose").addEventListener("click", (event) => {
  filters.hidden = !filters.hidden;
  event.currentTarget.setAttribute("aria-expanded", String(!filters.hidden));
});

// Search.

const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
for (const node of nodes) node.folded = [node.name, ...node.aliases].map(folded);

function find() {
  const wanted = folded(search.value.trim());
  const fits = (node) => node.folded.some((name) => name.includes(wanted));
  const first = (node) => (node.folded.some((name) => name.startsWith(wanted)) ? 0 : 1);
  return wanted ? nodes.filter(fits).sort((one, other) => first(one) - first(other)).slice(0, 20) : [];
}

search.addEventListener("input", () => {
  const rows = find().map((node) => {
    const row = element("li");
    const open = element("button", `${node.name} (${node.kind})`);
    open.type = "button";
    open.addEventListener("click", () => choose(node));
    row.append(open);
    return row;
  });
  if (search.value.trim() && !rows.length) rows.push(element("li", "nothing is called so", "none"));
  found.replaceChildren(...rows);
  found.hidden = rows.length === 0;
});

function choose(node) {
  found.hidden = true;
  reach(node);
}

search.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && find().length) choose(find()[0]);
  if (event.key === "Escape") found.hidden = true;
  if (event.key === "ArrowDown") found.querySelector("button")?.focus();
});

// Keys and buttons.

const KEYS = {
  "+": () => zoomMiddle(1.25),
  "=": () => zoomMiddle(1.25),
  "-": () => zoomMiddle(0.8),
  "0": whole,
  "/": () => search.focus(),
  Escape: shut,
  ArrowLeft: () => move(60, 0),
  ArrowRight: () => move(-60, 0),
  ArrowUp: () => move(0, 60),
  ArrowDown: () => move(0, -60),
};

document.addEventListener("keydown", (event) => {
  const writes = event.target.closest?.("input, button, aside, form");
  if (event.ctrlKey || event.metaKey || event.altKey || (writes && event.key !== "Escape")) return;
  if ((event.key === "Enter" || event.key === " ") && openShape(event.target)) event.preventDefault();
  const act = KEYS[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});

byId("closer").addEventListener("click", () => zoomMiddle(1.25));
byId("farther").addEventListener("click", () => zoomMiddle(0.8));
byId("whole").addEventListener("click", whole);

function theme(name) {
  document.documentElement.dataset.theme = name;
  byId("theme").textContent = name === "dark" ? "Light" : "Dark";
}
byId("theme").addEventListener("click", () => {
  theme(document.documentElement.dataset.theme === "dark" ? "light" : "dark");
});
theme(matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");

// Where no script runs, the box shows all of the picture.
stage.removeAttribute("viewBox");
// What the address names is open from the start: `page.html#n3`.
if (matchMedia("(max-width: 760px)").matches) filters.hidden = true;
whole();
window.addEventListener("resize", () => card.hidden && whole());
const named = location.hash.length > 1 ? byId(location.hash.slice(1)) : null;
if (named && openShape(named)) centre(named);
document.documentElement.dataset.state = "ready";
