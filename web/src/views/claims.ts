// Claims: a list with facets and full text, and one claim in its report with source, cue and content marked.
import { address, get, type Annotations, type Attribution, type Check, type Claim, type FullReport, type Page } from "../api";
import { pieces, type Mark } from "../bytes";
import { checkRow } from "../checkrow";
import { chain, claimLine } from "../claimline";
import { csvButton, button } from "../download";
import { h, said } from "../dom";
import { go, type Place } from "../router";
import { days, figure, root } from "../words";

const KINDS = ["losses", "advance", "control", "projection", "ratio", "strike", "interception", "damage", "aid", "contact",
  "statement", "forecast"];
const FACETS = ["q", "kind", "source", "party", "place", "report", "since", "until", "order"];

const within = (spans: { start: number; end: number }[], start: number, end: number) =>
  spans.some((s) => s.start < end && s.end > start);

/** The attributions under which the claim stands: their content takes in its evidence. */
function governing(claim: Claim, read: Annotations): Attribution[] {
  const touched = claim.evidence.flatMap((e) => read.attributions.filter((a) => within(a.content, e.start, e.end)));
  return [...new Set(touched)];
}

function marksOf(claim: Claim, read: Annotations | null): Mark[] {
  const of = (spans: { start: number; end: number }[], kind: string): Mark[] => spans.map((s) => ({ ...s, kind }));
  const attributed = read ? governing(claim, read) : [];
  return [...attributed.flatMap((a) => [...of(a.content, "content"), ...of(a.source, "source"), ...of(a.cue, "cue")]),
    ...of(claim.evidence, "evidence")];
}

/** The report's text; line ends make paragraphs, which CSS keeps. */
function marked(text: string, marks: Mark[]): HTMLElement {
  const bytes = new TextEncoder().encode(text);
  return h("div", { class: "text", dir: "auto", tabindex: "0", role: "region", "aria-label": "The report" },
    pieces(bytes, 0, bytes.length, marks).map((piece) =>
      piece.kinds.length ? h("mark", { class: piece.kinds.join(" ") }, piece.text) : piece.text));
}

function drawnChain(claim: Claim): HTMLElement {
  const names = [claim.report.outlet ?? claim.report.name, ...claim.chain.map((a) => a.name)];
  const path = names.filter((name, i) => name !== names[i - 1]);
  return h("ol", { class: "links", "aria-label": "Who says so" }, path.map((name, i) =>
    h("li", {}, h("a", { href: "/claims?source=" + encodeURIComponent(name) }, said(name)),
      h("small", {}, i + 1 === path.length ? (i ? "says so" : "in its own words") : i ? "retells" : "reports"))));
}

const fact = (name: string, value: unknown) => {
  const text = typeof value === "string" || typeof value === "number" ? String(value)
    : Array.isArray(value) ? value.map((v) => (v as { name?: string }).name ?? String(v)).join("; ")
    : ((value as { name?: string } | null)?.name ?? "");
  return text ? [h("dt", {}, name), h("dd", {}, said(text))] : [];
};

async function one(ref: string, page: HTMLElement): Promise<void> {
  const claim = await get<Claim>("claims/" + encodeURIComponent(ref));
  const [report, read, checks] = await Promise.all([
    get<FullReport>("reports/" + claim.report.ref),
    get<Annotations>("annotations/" + claim.report.ref).catch(() => null),
    get<Page<Check>>("checks", { subject: ref }).catch(() => null)]);
  const text = marked(report.text, marksOf(claim, read));
  page.append(
    h("p", {}, h("a", { href: "/claims" }, "All claims")),
    h("h1", {}, claim.ref, " ", h("span", { class: "kind" }, claim.kind)),
    drawnChain(claim),
    h("blockquote", { dir: "auto" }, said(claim.sentence)),
    h("div", { class: "columns" },
      h("div", {}, h("h2", {}, "As read"), h("dl", {},
        fact("who says so", root(claim)), fact("mode", claim.modality), fact("figure", figure(claim.quantity)),
        fact("sum", figure(claim.money)), fact("when", days(claim.when?.start, claim.when?.end)), fact("where", claim.where),
        ["party", "speaker", "act", "category", "victim", "measure", "weapon", "outcome", "donor", "recipient", "item",
          "status", "deadline", "topics", "horizon"].flatMap((key) => fact(key, (claim as unknown as Record<string, unknown>)[key])),
        fact("confidence", Math.round(claim.confidence * 100) + " %"), claim.superseded && fact("superseded", "yes"))),
      h("div", {}, h("h2", {}, "In the report"),
        h("p", { class: "quiet" }, said(report.title ?? report.name ?? report.ref), " · ", said(report.outlet ?? ""), " · ", report.said,
          " · ", h("a", { href: "/claims?report=" + report.ref }, "all its claims")),
        h("p", { class: "legend" }, h("mark", { class: "source" }, "source"), " ", h("mark", { class: "cue" }, "cue"), " ",
          h("mark", { class: "content" }, "content"), " ", h("mark", { class: "evidence" }, "evidence of this claim")),
        text)),
    checks !== null && checks.items.length > 0 && h("section", {}, h("h2", {}, "Checks of it"),
      h("ul", { class: "checks" }, checks.items.map((c) => checkRow(c)))) || "",
    h("div", { class: "downloads" },
      button("JSON", claim.ref + ".json", "application/json", () => JSON.stringify(claim, null, 1)),
      h("a", { class: "download", href: "/api/v1/claimreviews/" + claim.ref }, "ClaimReview")));
  page.addEventListener("shown", () => {
    const first = text.querySelector<HTMLElement>("mark.evidence");
    if (first) text.scrollTop = first.offsetTop - text.offsetTop - 60;
  });
}

export async function view(place: Place, page: HTMLElement): Promise<void> {
  if (place.path[1]) return one(place.path[1], page);
  const query: Record<string, string | null> = {};
  for (const name of FACETS) query[name] = place.query.get(name);
  query.order ??= "newest";
  const found = await get<Page<Claim>>("claims", { ...query, limit: 100, cursor: place.query.get("cursor") });
  const field = (name: string, label: string, type = "text") =>
    h("label", {}, label, " ", h("input", { name, type, value: query[name] ?? "" }));
  const form = h("form", { class: "facets", onsubmit: (e) => {
    e.preventDefault();
    const given = [...new FormData(e.target as HTMLFormElement)].filter(([, v]) => v) as [string, string][];
    go("/claims?" + new URLSearchParams(given).toString());
  } },
    field("q", "Words", "search"),
    h("label", {}, "Kind ", h("select", { name: "kind" }, h("option", { value: "" }, "all"),
      KINDS.map((k) => h("option", { value: k, selected: k === query.kind }, k)))),
    field("source", "Source"), field("party", "Party"), field("place", "Place"),
    field("since", "From", "date"), field("until", "To", "date"),
    query.report && h("input", { type: "hidden", name: "report", value: query.report }),
    h("button", { type: "submit" }, "Show"));
  const more = new URLSearchParams(place.query);
  if (found.next) more.set("cursor", found.next);
  page.append(
    h("h1", {}, "Claims ", h("span", { class: "count" }, found.items.length, found.next ? "+" : "")), form,
    h("div", { class: "downloads" },
      csvButton("claims", ["claim", "kind", "modality", "source", "figure_low", "figure_high", "unit", "start", "end", "text",
        "sentence", "report", "outlet", "date"], () => found.items.map((c) => [c.ref, c.kind, c.modality, root(c), c.quantity?.low,
        c.quantity?.high, c.quantity?.unit, c.when?.start, c.when?.end, c.evidence_text, c.sentence, c.report.ref, c.report.outlet,
        c.report.date])),
      button("GeoJSON", "claims.geojson", "application/geo+json", async () => (await fetch(address("layers/claims", { ...query, limit: 500 }))).blob()),
      h("a", { class: "download", href: address("feeds/claims", { ...query, order: null }) }, "Atom feed")),
    found.items.length ? h("ol", { class: "lines list" }, found.items.map((c) => {
      const line = claimLine(c);
      line.append(h("div", { class: "quiet" }, chain(c), " · ", c.kind));
      return line;
    })) : h("p", { class: "quiet" }, "No claim fits. Take away a word or a date."),
    found.next ? h("p", {}, h("a", { href: "/claims?" + more.toString() }, "Further claims")) : "");
}
