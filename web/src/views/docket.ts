// Docket: forecasts, demands, offers and aid with a deadline, to be held against what comes.
import { all, type Claim } from "../api";
import { csvButton } from "../download";
import { h, said } from "../dom";
import type { Place } from "../router";
import { figure, root } from "../words";

const due = (c: Claim): string => c.deadline ?? c.when?.end ?? c.when?.start ?? "";

export async function view(_: Place, page: HTMLElement): Promise<void> {
  const { items, whole } = await all<Claim>("docket");
  const newest = items.map((c) => c.report.date ?? "").sort().at(-1) ?? "";
  items.sort((a, b) => (due(a) || "9999").localeCompare(due(b) || "9999"));
  const rows = items.map((c) => h("tr", {},
    h("td", {}, due(c) ? [h("span", { class: "day" }, due(c)), " ", h("span", { class: "quiet" }, due(c) <= newest ? "fell due" : "not yet due")]
      : h("span", { class: "quiet" }, "no day was named")),
    h("td", {}, said(root(c))), h("td", {}, c.kind === "forecast" ? "forecast" : c.modality === "asserted" ? c.kind : c.modality),
    h("td", {}, h("q", {}, said(c.evidence_text)), " ", said(figure(c.quantity))),
    h("td", {}, h("a", { href: "/claims/" + c.ref }, c.ref), " ", h("span", { class: "quiet" }, said(c.report.outlet ?? c.report.name), " ", c.report.date))));
  page.append(h("h1", {}, "Docket ", h("span", { class: "count" }, items.length, whole ? "" : "+")),
    h("p", { class: "quiet" }, "What was expected, demanded, offered or promised, by the day it falls due, held against the day of the newest of these reports."),
    h("div", { class: "downloads" }, csvButton("docket", ["due", "fell_due", "source", "mode", "kind", "text", "figure", "claim", "report", "date"],
      () => items.map((c) => [due(c), due(c) ? (due(c) <= newest ? "yes" : "no") : "", root(c), c.modality, c.kind, c.evidence_text, figure(c.quantity), c.ref, c.report.ref, c.report.date]))),
    items.length ? h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Docket" }, h("table", { class: "stack" }, h("thead", {}, h("tr", {},
      ["Due", "Who", "What kind", "In words", "Claim"].map((t) => h("th", { scope: "col" }, t)))), h("tbody", {}, rows)))
      : h("p", { class: "quiet" }, "Nothing is due."));
}
