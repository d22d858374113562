// The page: an address after `#` says what is shown; everything shown comes from /sparql, /questions
// and /summary, as for any client. What articles say is text and never markup: nodes are built, no
// HTML is.
"use strict";

const known = JSON.parse(document.getElementById("known").textContent);
const { words, labels, prefixes, base, questions, language } = known;
const main = document.getElementById("main");
const PAGE_LENGTH = 30;
const STATUSES = ["actual", "planned", "possible", "denied"];
const GRIOT = prefixes.griot;

// ------------------------------------------------------------------------------------------ nodes

function h(name, properties = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (key in node && key !== "list") node[key] = value;
    else node.setAttribute(key, value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return node;
}

const w = (key) => words[key] ?? key;
const label = (name) => labels[name] ?? name;
const local = (iri) => iri.slice(Math.max(iri.lastIndexOf("#"), iri.lastIndexOf("/")) + 1);
const plural = new Intl.PluralRules(language);
const number = new Intl.NumberFormat(language);
const counted = (count, what) => `${number.format(count)} ${w(`${what}-${plural.select(count) === "one" ? "one" : "many"}`)}`;

function day(text) {
  const [, year, month, date] = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?$/.exec(text ?? "") ?? [];
  if (!year || !month) return text ?? "";
  const options = { year: "numeric", month: "long", day: date ? "numeric" : undefined, timeZone: "UTC" };
  return new Date(Date.UTC(year, month - 1, date ?? 1)).toLocaleDateString(language, options);
}

function short(iri) {
  for (const [prefix, space] of Object.entries(prefixes)) {
    const rest = iri.startsWith(space) ? iri.slice(space.length) : "";
    if (rest && !/[/#]/.test(rest)) return `${prefix}:${rest}`;
  }
  return iri.startsWith(base) ? iri.slice(base.length) : iri;
}

const resourceLink = (iri) => `#/resource/${encodeURIComponent(iri)}`;
// As the store encodes keys: every byte but those RFC 3986 calls unreserved.
const encoded = (key) => encodeURIComponent(key).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
const articleLink = (key) => resourceLink(`${base}article/${encoded(key)}`);

// ---------------------------------------------------------------------------------------- service

class Problem extends Error {
  constructor(told) {
    super(told.detail);
    this.told = told;
  }
}

let current = new AbortController();

async function ask(address, options = {}) {
  let response;
  try {
    response = await fetch(address, { signal: current.signal, ...options });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Problem({ type: "urn:griot:problem:unreachable", detail: w("unreachable") });
  }
  if (!response.ok) {
    const told = await response.json().catch(() => ({ detail: response.statusText }));
    throw new Problem(told);
  }
  return response;
}

async function select(sparql, signal = current.signal) {
  const response = await ask("/sparql", {
    method: "POST",
    body: sparql,
    headers: { "content-type": "application/sparql-query", accept: "application/sparql-results+json" },
    signal,
  });
  return (await response.json()).results.bindings;
}

// What cannot stand in an IRI would change the query around it.
const node = (iri) => {
  if (!/^[^\s<>"{}|\\^`]+$/.test(iri)) throw new Problem({ detail: iri, type: "urn:griot:problem:graph" });
  return `<${iri}>`;
};
const string = (text) => JSON.stringify(text).replace(/[\u007f-\u009f\u2028\u2029]/g, "");

const names = new Map();

// Fetches names and classes of what is not yet known.
async function learn(iris) {
  const unknown = [...new Set(iris)].filter((iri) => iri && !names.has(iri));
  if (!unknown.length) return;
  const rows = await select(`SELECT ?node (SAMPLE(?label) AS ?name) (SAMPLE(?kind) AS ?class) WHERE {
    VALUES ?node { ${unknown.map(node).join(" ")} }
    ?node rdfs:label ?label . OPTIONAL { ?node a ?kind } } GROUP BY ?node`);
  for (const iri of unknown) names.set(iri, { name: decodeURIComponent(local(iri).replace(/%(?![0-9A-F]{2})/gi, "%25")) });
  for (const row of rows) names.set(row.node.value, { name: row.name.value, class: row.class?.value });
}

const nameOf = (term) => (term.type === "uri" ? names.get(term.value)?.name ?? short(term.value) : term.value);

function named(term) {
  if (term.type !== "uri") return h("span", {}, term.value);
  const kind = names.get(term.value)?.class;
  return h("a", { href: resourceLink(term.value), title: kind ? label(local(kind)) : null }, nameOf(term));
}

// ------------------------------------------------------------------------------------------ parts

function busy() {
  return h("p", { className: "busy" }, w("asking"));
}

function problem(error) {
  if (error.name === "AbortError") return "";
  const told = error.told ?? { detail: String(error) };
  const code = (told.type ?? "").split(":").pop();
  const place = told.line ? `${w("line")} ${told.line}, ${w("column")} ${told.column} — ` : "";
  return h("div", { className: "problem", role: "alert" },
    h("strong", {}, words[`problem-${code}`] ?? w("problem")),
    h("p", {}, place, told.detail ?? ""),
    told.help ? h("p", { className: "note" }, told.help) : "");
}

// Shows what `make` gives, or why it gives nothing.
async function fill(place, make) {
  place.replaceChildren(busy());
  try {
    place.replaceChildren(...[await make()].flat(Infinity));
  } catch (error) {
    if (error.name !== "AbortError") place.replaceChildren(problem(error));
  }
}

// Drawn when it is looked at: a picture reads every statement. It becomes part of the page, so that it has
// the page's font; what may act in it the page's policy refuses.
function picture(entity) {
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const query = new URLSearchParams({ lang: language, style: dark ? "dark" : "light", ...(entity ? { entity } : {}) });
  const address = `/picture?${query}`;
  const shown = h("div", { className: "picture" });
  const draw = () => fill(shown, async () => {
    const text = await (await ask(address)).text();
    const drawn = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
    return [document.importNode(drawn, true), h("a", { href: address, target: "_blank", className: "note" }, "SVG")];
  });
  const details = h("details", { ontoggle: () => details.open && !shown.firstChild && draw() }, h("summary", {}, w("picture")), shown);
  return details;
}

const DATES = new Set(["date", "since", "promisedOn", "due", "affirmed", "denied", "deniedOn"]);
const PARTIES = new Set(["supplier", "recipient", "subject", "object", "leaver", "organisation", "one", "other", "force",
  "place", "member", "promiser", "whom", "party"]);

function cell(column, term, canned) {
  if (!term) return h("td");
  const text = term.value;
  if (term.type === "uri") {
    return h("td", {}, h("a", { href: resourceLink(text), title: text }, short(text)));
  }
  if (canned && column === "article") return h("td", {}, h("a", { href: articleLink(text) }, text));
  if (canned && column === "said" && STATUSES.includes(text)) return h("td", {}, h("span", { className: `chip ${text}` }, label(text)));
  if (canned && column === "predicate") return h("td", {}, label(text));
  if (canned && PARTIES.has(column) && text) return h("td", {}, h("a", { href: `#/find/${encodeURIComponent(text)}` }, text));
  if (canned && column === "quote") return h("td", {}, `« ${text} »`);
  if (/#(integer|decimal|double|long|int)$/.test(term.datatype ?? "")) return h("td", { className: "number" }, text);
  return h("td", { className: DATES.has(column) || /^\d{4}(-\d\d){0,2}$/.test(text) ? "date" : "" }, text);
}

function table(answer, canned) {
  if ("boolean" in answer) return h("p", { className: "lead" }, w(answer.boolean ? "yes" : "no"));
  const columns = answer.head.vars;
  if (!answer.results.bindings.length) return h("p", { className: "lead" }, w("nothing"));
  const heading = (column) => h("th", { scope: "col" }, canned ? words[`column-${column}`] ?? column : `?${column}`);
  return h("div", { className: "table", tabIndex: 0 },
    h("table", {},
      h("thead", {}, h("tr", {}, columns.map(heading))),
      h("tbody", {}, answer.results.bindings.map((row) => h("tr", {}, columns.map((column) => cell(column, row[column], canned)))))));
}

// The answer of `address` as a table, or as Turtle, with links to take it elsewhere.
async function answer(address, options, downloads, canned) {
  const begun = performance.now();
  const response = await ask(address, {
    ...options,
    headers: { ...options.headers, accept: "application/sparql-results+json, text/turtle;q=0.9" },
  });
  const graph = (response.headers.get("content-type") ?? "").startsWith("text/turtle");
  const body = graph ? await response.text() : await response.json();
  const took = `${number.format(Math.round(performance.now() - begun))} ms`;
  const count = graph || "boolean" in body ? "" : `${counted(body.results.bindings.length, "rows")} · `;
  const formats = graph ? ["ttl", "nt", "rdf", "jsonld"] : ["csv", "tsv", "json", "xml"];
  return [
    h("div", { className: "row end" },
      h("span", { className: "note" }, `${count}${took}`),
      h("span", { className: "note row" }, w("download"),
        formats.map((format) => h("a", { href: downloads(format), download: `griot.${format}` }, format)))),
    graph ? h("pre", {}, body) : table(body, canned),
  ];
}

// ------------------------------------------------------------------------------------- statements

const DETAILS = ["item", "domain", "agreement", "office", "quantity", "place", "phase"];

const STATEMENT = `?statement rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object ; griot:status ?status ;
    griot:rule ?rule ; prov:wasDerivedFrom ?article ; griot:evidence ?passage .
  ?passage oa:exact ?quote ; oa:start ?start .
  OPTIONAL { ?article schema:headline ?headline }
  OPTIONAL { ?article schema:publisher ?publisher }
  OPTIONAL { ?article schema:datePublished ?published }
  OPTIONAL { ?article griot:articleKey ?key }
  OPTIONAL { ?statement griot:attributedTo ?speaker }
  OPTIONAL { ?statement griot:date ?date }
  ${DETAILS.map((detail) => `OPTIONAL { ?statement griot:${detail} ?${detail} }`).join("\n  ")}`;

// One object per statement, in the order of the rows, with all its quotes.
function statements(rows) {
  const found = new Map();
  for (const row of rows) {
    const iri = row.statement.value;
    if (!found.has(iri)) found.set(iri, { ...row, quotes: new Map() });
    found.get(iri).quotes.set(Number(row.start.value), row.quote.value);
  }
  return [...found.values()];
}

async function cards(rows, within) {
  const all = statements(rows);
  const terms = all.flatMap((one) => [one.subject, one.object, one.speaker, one.place]);
  await learn(terms.filter((term) => term?.type === "uri").map((term) => term.value));
  // In an article, statements of one passage follow each other: its words stand once.
  const words = (one) => [...one.quotes.values()].join("\n");
  return all.map((one, at) => card(one, within, Boolean(within && at && words(all[at - 1]) === words(one))));
}

function card(one, within, sameWords) {
  const status = local(one.status.value);
  const quotes = sameWords ? [] : [...one.quotes].sort(([a], [b]) => a - b).map(([, quote]) => h("blockquote", {}, `« ${quote} »`));
  const details = DETAILS.filter((detail) => one[detail])
    .map((detail) => h("span", {}, `${label(detail)} `, h("b", {}, one[detail].type === "uri" ? label(local(one[detail].value)) === local(one[detail].value) ? nameOf(one[detail]) : label(local(one[detail].value)) : one[detail].value)));
  const source = [one.publisher?.value, one.headline?.value ?? one.key?.value].filter(Boolean).join(" · ");
  return h("article", { className: `statement ${status}` },
    h("div", { className: "edge" }, named(one.subject), h("span", {}, label(local(one.predicate.value))), named(one.object),
      h("span", { className: "chip" }, label(status))),
    quotes,
    h("div", { className: "about" },
      one.date ? h("span", {}, `${w("happens")} `, h("b", {}, day(one.date.value))) : "",
      one.speaker ? h("span", {}, `${w("according-to")} `, named(one.speaker)) : "",
      details,
      within === one.article.value ? "" : h("span", {}, h("a", { href: resourceLink(one.article.value) }, source),
        one.published ? `, ${day(one.published.value)}` : ""),
      h("a", { href: resourceLink(one.statement.value) }, w("evidence")),
      h("span", { title: w("rule") }, one.rule.value)));
}

// -------------------------------------------------------------------------------------- resources

async function entity(iri, facts) {
  const first = (property) => facts.filter((fact) => fact.p.value === property).map((fact) => fact.o);
  const names = first(`${prefixes.rdfs}label`);
  const others = first(`${prefixes.skos}altLabel`).map((term) => term.value);
  const kind = first(`${prefixes.rdf}type`)[0];
  const same = first(`${prefixes.skos}exactMatch`);
  const name = names[0]?.value ?? short(iri);
  document.title = `${name} – Griot`;
  const chosen = { statuses: new Set(STATUSES), predicate: "", offset: 0 };
  const list = h("div");
  const more = h("button", { onclick: () => show(true), hidden: true }, w("more"));
  const predicates = h("select", { "aria-label": w("relation"), onchange: () => { chosen.predicate = predicates.value; show(); } },
    h("option", { value: "" }, w("all-relations")));
  const toggles = STATUSES.map((status) => h("button", {
    className: status, "aria-pressed": "true", onclick: (event) => {
      if (!chosen.statuses.delete(status)) chosen.statuses.add(status);
      event.target.setAttribute("aria-pressed", String(chosen.statuses.has(status)));
      show();
    },
  }, label(status)));
  const either = `{ ?statement rdf:subject ${node(iri)} } UNION { ?statement rdf:object ${node(iri)} }`;

  async function show(further = false) {
    chosen.offset = further ? chosen.offset + PAGE_LENGTH : 0;
    const place = further ? h("div") : list;
    if (further) list.append(place);
    more.hidden = true;
    await fill(place, async () => {
      if (!chosen.statuses.size) return h("p", { className: "note" }, w("nothing"));
      const statuses = [...chosen.statuses].map((status) => node(GRIOT + status)).join(", ");
      const relation = chosen.predicate ? `FILTER(?relation = ${node(chosen.predicate)})` : "";
      const rows = await select(`SELECT * WHERE {
        { SELECT DISTINCT ?statement ?when WHERE {
            ${either}
            ?statement griot:status ?said ; rdf:predicate ?relation ; prov:wasDerivedFrom ?source .
            FILTER(?said IN (${statuses})) ${relation}
            OPTIONAL { ?statement griot:date ?happens }
            OPTIONAL { ?source schema:datePublished ?appeared }
            BIND(STR(COALESCE(?happens, ?appeared, "")) AS ?when)
          } ORDER BY DESC(?when) ?statement LIMIT ${PAGE_LENGTH + 1} OFFSET ${chosen.offset} }
        ${STATEMENT} } ORDER BY DESC(?when) ?statement`);
      const found = new Set(rows.map((row) => row.statement.value));
      more.hidden = found.size <= PAGE_LENGTH;
      const kept = [...found].slice(0, PAGE_LENGTH);
      if (!kept.length) return h("p", { className: "note" }, w("nothing"));
      return cards(rows.filter((row) => kept.includes(row.statement.value)));
    });
  }

  async function count() {
    const rows = await select(`SELECT ?relation (COUNT(DISTINCT ?statement) AS ?count) WHERE { ${either} ?statement rdf:predicate ?relation } GROUP BY ?relation ORDER BY DESC(?count)`);
    for (const row of rows) {
      predicates.append(h("option", { value: row.relation.value }, `${label(local(row.relation.value))} (${number.format(row.count.value)})`));
    }
  }
  show();
  count().catch(() => {});
  return [
    h("h1", {}, name),
    h("p", { className: "row note" },
      kind ? h("span", { className: "chip" }, label(local(kind.value))) : "",
      others.length ? h("span", {}, others.sort((a, b) => a.localeCompare(b, language)).join(" · ")) : "",
      same.map((term) => h("a", { href: term.value, rel: "noreferrer" }, short(term.value).replace("wd:", "Wikidata "))),
      h("code", { title: iri }, short(iri))),
    picture(iri),
    h("div", { className: "filters", role: "group", "aria-label": w("status") }, toggles, predicates),
    list, h("p", {}, more),
  ];
}

async function article(iri, facts) {
  const value = (property) => facts.find((fact) => fact.p.value === property)?.o.value;
  const headline = value(`${prefixes.schema}headline`) ?? value(`${GRIOT}articleKey`);
  document.title = `${headline} – Griot`;
  const url = value(`${prefixes.schema}url`);
  const rows = await select(`SELECT * WHERE { ?statement prov:wasDerivedFrom ${node(iri)} . ${STATEMENT} } ORDER BY ?start ?statement`);
  const list = await cards(rows, iri);
  return [
    h("h1", {}, headline),
    h("p", { className: "lead" }, [value(`${prefixes.schema}publisher`), day(value(`${prefixes.schema}datePublished`))].filter(Boolean).join(" · ")),
    h("p", { className: "row note" },
      url && /^https?:/.test(url) ? h("a", { href: url, rel: "noreferrer" }, w("original")) : "",
      h("code", {}, value(`${GRIOT}articleKey`) ?? ""),
      h("a", { href: `/store?graph=${encodeURIComponent(iri)}&format=ttl`, download: "griot.ttl" }, "Turtle")),
    h("h2", {}, counted(list.length, "statements")),
    list,
  ];
}

async function statement(iri) {
  const rows = await select(`SELECT * WHERE { BIND(${node(iri)} AS ?statement) ${STATEMENT} } ORDER BY ?start`);
  const list = await cards(rows);
  const { rule, start, key } = rows[0];
  document.title = "Griot";
  return [
    h("h1", {}, w("statement")),
    list,
    h("dl", {},
      h("dt", {}, w("rule")), h("dd", {}, h("code", {}, rule.value)),
      h("dt", {}, w("article")), h("dd", {}, h("code", {}, key?.value ?? "")),
      h("dt", {}, w("from-character")), h("dd", {}, start.value),
      h("dt", {}, "IRI"), h("dd", {}, h("code", {}, iri))),
    h("p", { className: "note" }, w("trace"), " ", h("code", {}, `griot explain ${local(iri)}`)),
  ];
}

async function resource(iri) {
  const facts = await select(`SELECT DISTINCT ?p ?o WHERE { ${node(iri)} ?p ?o } ORDER BY ?p ?o LIMIT 500`);
  const kinds = facts.filter((fact) => fact.p.value === `${prefixes.rdf}type`).map((fact) => fact.o.value);
  if (kinds.includes(`${GRIOT}Statement`)) return statement(iri);
  if (kinds.includes(`${prefixes.schema}NewsArticle`)) return article(iri, facts);
  const [{ count }] = await select(`SELECT (COUNT(*) AS ?count) WHERE { SELECT * WHERE { { ?s rdf:subject ${node(iri)} } UNION { ?s rdf:object ${node(iri)} } } LIMIT 1 }`);
  if (Number(count.value)) return entity(iri, facts);
  const about = await select(`SELECT DISTINCT ?s ?p WHERE { ?s ?p ${node(iri)} } ORDER BY ?s ?p LIMIT 200`);
  if (!facts.length && !about.length) return [h("h1", {}, short(iri)), h("p", { className: "lead" }, w("nothing"))];
  const show = (columns, rows) => table({ head: { vars: columns }, results: { bindings: rows } }, false);
  return [
    h("h1", {}, short(iri)),
    facts.length ? show(["p", "o"], facts) : "",
    about.length ? [h("h2", {}, w("mentioned-by")), show(["s", "p"], about)] : "",
  ].flat();
}

// Everything that bears a name.
async function find(name) {
  const rows = await select(`SELECT DISTINCT ?node WHERE { ?node rdfs:label ?label FILTER(STR(?label) = ${string(name)}) } LIMIT 20`);
  if (rows.length === 1) {
    location.replace(resourceLink(rows[0].node.value));
    return "";
  }
  await learn(rows.map((row) => row.node.value));
  return [
    h("h1", {}, name),
    rows.length ? h("p", { className: "lead" }, w("several")) : h("p", { className: "lead" }, w("nothing")),
    h("div", { className: "cards" }, rows.map((row) => h("a", { href: resourceLink(row.node.value) }, nameOf(row.node), h("small", {}, short(row.node.value))))),
  ];
}

// ------------------------------------------------------------------------------------------ views

function home() {
  document.title = "Griot";
  const figures = h("div");
  const ties = h("div");
  const load = async () => (await ask("/summary", { headers: { accept: "application/json" } })).json();
  const summary = load();
  fill(figures, async () => {
    const { articles, statements, entities, status, published } = await summary;
    const figure = (count, what) => h("li", {}, h("b", {}, number.format(count)), w(`${what}-${plural.select(count) === "one" ? "one" : "many"}`));
    return [
      h("ul", { className: "figures" }, figure(articles, "articles"), figure(statements, "statements"), figure(entities, "entities"),
        STATUSES.map((name) => h("li", {}, h("b", { className: name }, number.format(status[name] ?? 0)), label(name)))),
      published ? h("p", { className: "note" }, `${w("from")} ${day(published[0])} ${w("to")} ${day(published[1])}`) : "",
    ];
  });
  fill(ties, async () => {
    const all = (await summary).ties;
    if (!all.length) return "";
    return [h("h2", {}, w("ties")),
      h("ul", { className: "ties" }, all.map((tie) => h("li", {},
        h("span", {}, h("a", { href: resourceLink(tie.one.iri) }, tie.one.label), " — ", h("a", { href: resourceLink(tie.other.iri) }, tie.other.label)),
        h("span", { className: "how" }, tie.predicates.slice(0, 4).map(label).join(", ")),
        h("span", { className: "many" }, h("a", { href: `#/question/timeline?one=${encodeURIComponent(tie.one.label)}&other=${encodeURIComponent(tie.other.label)}` },
          counted(tie.statements, "statements"))))))];
  });
  return [
    h("h1", {}, w("title")),
    h("p", { className: "lead" }, w("lead")),
    figures,
    h("h2", {}, w("questions")),
    questionCards(),
    ties,
    picture(null),
  ];
}

const questionCards = () => h("div", { className: "cards" },
  questions.map((question) => h("a", { href: `#/question/${question.name}` }, question.title[language], h("small", {}, question.name))));

function question(name, given) {
  const asked = questions.find((question) => question.name === name);
  if (!asked) return [h("h1", {}, name), h("p", { className: "lead" }, w("nothing"))];
  document.title = `${asked.title[language]} – Griot`;
  const result = h("div");
  const inputs = asked.parameters.map((parameter) => {
    const value = given.get(parameter.name) ?? "";
    const attributes = { name: parameter.name, value, required: parameter.required, "aria-describedby": null };
    if (parameter.kind === "status") {
      return h("select", { name: parameter.name }, h("option", { value: "" }, w("any")),
        STATUSES.map((status) => h("option", { value: status, selected: status === value }, label(status))));
    }
    if (parameter.kind === "predicate") {
      const relations = Object.keys(labels).filter((key) => known.relations.includes(key));
      return h("select", { name: parameter.name }, h("option", { value: "" }, w("any")),
        relations.sort((a, b) => label(a).localeCompare(label(b), language))
          .map((relation) => h("option", { value: relation, selected: relation === value }, label(relation))));
    }
    return h("input", { ...attributes, placeholder: parameter.kind === "date" ? w("date-example") : "", autocomplete: "off" });
  });
  const values = () => new URLSearchParams(inputs.map((input) => [input.name, input.value.trim()]).filter(([, value]) => value));
  const form = h("form", {
    className: "fields", onsubmit: (event) => {
      event.preventDefault();
      const query = values().toString();
      location.hash = `#/question/${name}${query ? `?${query}` : ""}`;
      if (given.toString() === query) run();
    },
  },
  asked.parameters.map((parameter, at) => h("label", {}, h("span", {}, (parameter.kind === "status" ? w("status") : parameter.help[language]) + (parameter.required ? " *" : "")), inputs[at])),
  h("button", { className: "main" }, w("ask")));
  const run = () => fill(result, () => {
    const address = `/questions/${encoded(name)}?${given}`;
    return answer(address, {}, (format) => `${address}&format=${format}`, true);
  });
  if (asked.parameters.every((parameter) => !parameter.required || given.get(parameter.name))) run();
  return [
    h("h1", {}, asked.title[language]),
    form, result,
    h("details", {}, h("summary", {}, "SPARQL"),
      asked.description[language] ? h("p", { className: "prose note" }, asked.description[language]) : "",
      h("pre", {}, asked.sparql),
      h("a", { href: `#/sparql?query=${encodeURIComponent(asked.sparql)}` }, w("edit"))),
  ];
}

const EXAMPLE = `# ${w("example-note")}
SELECT ?state ?organisation ?date ?status WHERE {
  ?statement a griot:Statement ;
    rdf:subject/rdfs:label ?state ;
    rdf:predicate griot:leaves ;
    rdf:object/rdfs:label ?organisation ;
    griot:status ?status .
  OPTIONAL { ?statement griot:date ?date }
}
ORDER BY ?date
LIMIT 100`;

function sparql(given) {
  document.title = "SPARQL – Griot";
  const result = h("div");
  const text = h("textarea", {
    spellcheck: false, autocapitalize: "off", "aria-label": "SPARQL", value: given.get("query") ?? EXAMPLE,
    onkeydown: (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) run();
    },
  });
  const facts = h("input", { type: "checkbox", checked: given.has("facts") });
  const run = () => {
    const address = facts.checked ? "/sparql/facts" : "/sparql";
    history.replaceState(null, "", `#/sparql?query=${encodeURIComponent(text.value)}${facts.checked ? "&facts" : ""}`);
    current.abort();
    current = new AbortController();
    fill(result, () => answer(address, {
      method: "POST", body: text.value, headers: { "content-type": "application/sparql-query" },
    }, (format) => `${address}?query=${encodeURIComponent(text.value)}&format=${format}`, false));
  };
  if (given.has("query")) run();
  return [
    h("h1", {}, "SPARQL"),
    h("p", { className: "lead" }, w("sparql-lead")),
    text,
    h("div", { className: "row end" },
      h("span", { className: "row" }, h("button", { className: "main", onclick: run }, w("ask")), h("span", { className: "note" }, w("ctrl-enter"))),
      h("label", { className: "check" }, facts, w("facts-only"))),
    result,
    h("details", {}, h("summary", {}, w("prefixes")),
      h("pre", {}, Object.entries(prefixes).map(([prefix, space]) => `${prefix}: <${space}>`).join("\n"))),
  ];
}

const askQuestions = () => {
  document.title = `${w("questions")} – Griot`;
  return [h("h1", {}, w("questions")), h("p", { className: "lead" }, w("questions-lead")), questionCards()];
};

// ------------------------------------------------------------------------------------------ frame

// A name as a pattern that accents and case do not matter to.
function pattern(text) {
  const alike = { a: "aàâäá", e: "eéèêë", i: "iîïí", o: "oôöó", u: "uûüùú", c: "cç", n: "nñ", y: "yÿ", "'": "'’" };
  const plain = text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/’/g, "'");
  return [...plain].map((c) => (alike[c] ? `[${alike[c]}]` : c.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"))).join("");
}

function searchBox() {
  const found = h("div", { className: "found", hidden: true, role: "listbox" });
  let pending;
  let searching = new AbortController();
  const close = () => { found.hidden = true; };
  const search = async () => {
    const text = input.value.trim();
    searching.abort();
    if (text.length < 2) return close();
    searching = new AbortController();
    try {
      const rows = await select(`SELECT ?node (MIN(STRLEN(STR(?label))) AS ?length) WHERE {
        ?node rdfs:label|skos:altLabel ?label FILTER(REGEX(STR(?label), ${string(pattern(text))}, "i")) }
        GROUP BY ?node ORDER BY ?length ?node LIMIT 12`, searching.signal);
      await learn(rows.map((row) => row.node.value));
      const links = rows.map((row) => h("a", { href: resourceLink(row.node.value), role: "option" },
        nameOf(row.node), h("small", {}, label(local(names.get(row.node.value)?.class ?? "")))));
      found.replaceChildren(...(links.length ? links : [h("p", {}, w("nothing"))]));
      found.hidden = false;
    } catch (error) {
      if (error.name !== "AbortError") close();
    }
  };
  const input = h("input", {
    type: "search", placeholder: w("search"), "aria-label": w("search"), autocomplete: "off",
    oninput: () => { clearTimeout(pending); pending = setTimeout(search, 180); },
    onkeydown: (event) => {
      const links = [...found.querySelectorAll("a")];
      const at = links.findIndex((link) => link.classList.contains("at"));
      if (event.key === "Escape") close();
      if (event.key === "Enter" && links.length) links[Math.max(at, 0)].click();
      if (["ArrowDown", "ArrowUp"].includes(event.key) && links.length) {
        event.preventDefault();
        links[at]?.classList.remove("at");
        links[(at + (event.key === "ArrowDown" ? 1 : -1) + links.length) % links.length].classList.add("at");
      }
    },
  });
  const box = h("div", { className: "search" }, input, found);
  document.addEventListener("click", (event) => { if (!box.contains(event.target)) close(); });
  window.addEventListener("hashchange", () => { close(); input.value = ""; });
  return box;
}

const VIEWS = [
  ["", w("overview")],
  ["questions", w("questions")],
  ["sparql", "SPARQL"],
];

function frame() {
  document.getElementById("top").append(
    h("a", { className: "brand", href: "#/" }, h("img", { src: "/griot.svg", alt: "" }), "Griot"),
    h("nav", {}, VIEWS.map(([view, title]) => h("a", { href: `#/${view}`, "data-view": view }, title))),
    searchBox(),
    h("span", { className: "languages" }, ["fr", "en"].map((tag) => h("a", {
      href: `/?lang=${tag}`, hreflang: tag, "aria-current": tag === language ? "true" : null,
      onclick: (event) => { event.preventDefault(); location.assign(`/?lang=${tag}${location.hash}`); },
    }, tag === "fr" ? "Français" : "English"))));
  document.getElementById("foot").append(
    h("span", {}, w("foot")),
    h("a", { href: "/sparql", onclick: (event) => { event.preventDefault(); location.hash = "#/sparql"; } }, "/sparql"),
    h("a", { href: "/questions" }, "/questions"), h("a", { href: "/health" }, "/health"));
}

function route() {
  current.abort();
  current = new AbortController();
  const [path, query = ""] = location.hash.replace(/^#\/?/, "").split(/\?(.*)/s);
  const [view, ...rest] = path.split("/");
  const parameters = new URLSearchParams(query);
  for (const link of document.querySelectorAll("nav a")) {
    const own = link.dataset.view === (view === "question" ? "questions" : view);
    if (own) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  const argument = decodeURIComponent(rest.join("/"));
  window.scrollTo(0, 0);
  if (view === "resource") fill(main, () => resource(argument));
  else if (view === "find") fill(main, () => find(argument));
  else if (view === "question") main.replaceChildren(...question(argument, parameters));
  else if (view === "questions") main.replaceChildren(...askQuestions());
  else if (view === "sparql") main.replaceChildren(...sparql(parameters));
  else main.replaceChildren(...home());
}

// A query that came to /sparql from a browser.
const sent = new URLSearchParams(location.search);
if (sent.has("query")) {
  const kept = sent.has("lang") ? `?lang=${sent.get("lang")}` : "/";
  history.replaceState(null, "", `${kept}#/sparql?query=${encodeURIComponent(sent.get("query"))}${sent.has("facts") ? "&facts" : ""}`);
}
frame();
route();
window.addEventListener("hashchange", route);
