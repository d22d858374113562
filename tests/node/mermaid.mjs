// Reads Mermaid diagrams with Mermaid itself and prints what it finds in each.
//
//     mermaid.mjs FILE...

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

// The packages lie in target/node, which NODE_HOME names.
const require = createRequire(pathToFileURL(`${process.env.NODE_HOME}/package.json`));
const { JSDOM } = require("jsdom");
const window = new JSDOM("").window;
globalThis.window = window;
globalThis.document = window.document;
const { default: mermaid } = await import(pathToFileURL(require.resolve("mermaid")));

const answers = [];
for (const file of process.argv.slice(2)) {
  const text = readFileSync(file, "utf8");
  const { diagramType } = await mermaid.parse(text);
  const { db } = await mermaid.mermaidAPI.getDiagramFromText(text);
  answers.push({
    type: diagramType,
    // Mermaid itself reads the front matter, and refuses it where it is no YAML; its title goes to the page, not to the diagram.
    title: JSON.parse(/^---\ntitle: (.*)\n---\n/.exec(text)[1]),
    nodes: [...db.getVertices().values()].map((node) => mermaidText(node.text)),
    edges: db.getEdges().map((edge) => ({ source: edge.start, target: edge.end, label: mermaidText(edge.text), kind: edge.type, stroke: edge.stroke })),
  });
}
console.log(JSON.stringify(answers));

// Line breaks, and number entities as Mermaid keeps them until it draws: ﬂ°°34¶ß for #34;
function mermaidText(label) {
  return label.replaceAll(/<br ?\/?>/g, "\n").replace(/(?:ﬂ°°|#)(\d+)(?:¶ß|;)/g, (_, code) => String.fromCodePoint(Number(code)));
}
