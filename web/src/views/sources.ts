// Sources: who said how much, who retells whom, and who was last heard when.
import { get, type Retelling, type Source } from "../api";
import { csvButton } from "../download";
import { h, said } from "../dom";
import type { Place } from "../router";

export async function view(_: Place, page: HTMLElement): Promise<void> {
  const answer = await get<{ items: Source[]; retellings: Retelling[]; truncated: boolean }>("sources", { limit: 500 });
  const last = answer.items.map((x) => x.last ?? "").sort().at(-1) ?? "";
  const silent = (x: Source): string => {
    const gap = x.last && last ? Math.round((Date.parse(last) - Date.parse(x.last)) / 86400000) : 0;
    return gap > 0 ? `, ${gap} days before the last report` : "";
  };
  const most = Math.max(1, ...answer.items.map((x) => x.claims));
  const link = (name: string) => h("a", { href: "/claims?source=" + encodeURIComponent(name) }, said(name));
  page.append(h("h1", {}, "Sources ", h("span", { class: "count" }, answer.items.length, answer.truncated ? "+" : "")),
    h("div", { class: "downloads" },
      csvButton("sources", ["source", "code", "claims", "first_hand", "first", "last"],
        () => answer.items.map((x) => [x.name, x.code, x.claims, x.roots, x.first, x.last])),
      csvButton("retellings", ["teller", "source", "claims"], () => answer.retellings.map((r) => [r.teller, r.source, r.claims]),
        "Retellings CSV")),
    h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Sources" }, h("table", {},
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "Source"), h("th", { scope: "col", class: "n" }, "Claims"),
        h("th", { scope: "col", class: "n" }, "First-hand"), h("th", { scope: "col" }, "Last heard"))),
      h("tbody", {}, answer.items.map((x) => h("tr", {}, h("td", {}, link(x.name), " ", x.code && h("span", { class: "quiet" }, x.code)),
        h("td", { class: "n" }, h("meter", { min: 0, max: most, value: x.claims, "aria-label": "claims" }), " ", x.claims),
        h("td", { class: "n" }, x.roots), h("td", {}, h("span", { class: "day" }, x.last ?? "–"), h("span", { class: "quiet" }, silent(x)))))))),
    h("h2", {}, "Who retells whom"),
    answer.retellings.length ? h("ul", { class: "plain" }, answer.retellings.map((r) =>
      h("li", {}, link(r.teller), " → ", link(r.source), " ", h("span", { class: "quiet" }, r.claims, r.claims === 1 ? " claim" : " claims"))))
      : h("p", { class: "quiet" }, "Nobody retells another."));
}
