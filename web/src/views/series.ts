// Series: figures by day, observed or claimed, with intervals and gaps; each point leads to what it stands on.
import { all, get, type Claim, type Observation, type Series } from "../api";
import { seriesChart, type Point } from "../chart";
import { csvButton, svgButton } from "../download";
import { h, replace, said } from "../dom";
import { go, keep, type Place } from "../router";
import { interval, root, unit } from "../words";

const CLAIMED = ["advance", "losses", "strike", "interception", "aid"];
const observed = (x: Series): string => ["o", x.measure, x.party ?? "", x.place ?? "", x.source].join("|");
const titleOf = (x: Series): string => [x.measure, x.party, x.place, x.source].filter(Boolean).join(", ");

interface Row extends Point { who: string; link: string }

async function rowsOf(key: string): Promise<{ rows: Row[]; unit: string; whole: boolean }> {
  const [what, measure, party, place, source] = key.split("|");
  if (what === "o") {
    const { items, whole } = await all<Observation>("observations", { measure, party, place, source }, 20000);
    return { whole, unit: items[0]?.unit ?? "", rows: items.map((o) => ({ start: new Date(o.start), end: new Date(o.end), low: o.low,
      high: o.high, ref: o.ref, series: o.measure, who: o.source, link: "/claims?" + new URLSearchParams({ until: o.end,
        ...(o.party ? { party: o.party } : {}) }).toString() })) };
  }
  const { items, whole } = await all<Claim>("claims", { kind: measure }, 5000);
  const rows = items.flatMap((c) => {
    const q = c.kind === "aid" ? c.money ?? c.quantity : c.quantity, day = c.when?.end ?? c.report.date;
    return q && day && q.unit === party ? [{ start: new Date(c.when?.start ?? day), end: new Date(day), low: q.low, high: q.high, ref: c.ref,
      series: c.kind, who: root(c), link: "/claims/" + c.ref }] : [];
  });
  return { rows, unit: party ?? "", whole };
}

/** Claims of one kind and unit make a series as well. */
async function claimed(): Promise<{ key: string; title: string }[]> {
  const lists = await Promise.all(CLAIMED.map((kind) => all<Claim>("claims", { kind }, 1000)));
  return lists.flatMap(({ items }, i) => {
    const counts = new Map<string, number>();
    for (const c of items) {
      const q = c.kind === "aid" ? c.money ?? c.quantity : c.quantity;
      if (q) counts.set(q.unit, (counts.get(q.unit) ?? 0) + 1);
    }
    return [...counts].sort((a, b) => b[1] - a[1]).slice(0, 8).map(([u, n]) => ({ key: ["c", CLAIMED[i], u].join("|"),
      title: `${CLAIMED[i]} claimed, ${unit(u) || "number"} (${n})` }));
  });
}

export async function view(place: Place, page: HTMLElement): Promise<void> {
  const point = place.query.get("point");
  let wanted = place.query.get("series");
  const list = await get<{ items: Series[]; truncated: boolean }>("series", { limit: 500 });
  if (point && !wanted) {
    const o = await get<Observation>("observations/" + point);
    const its = list.items.find((x) => x.measure === o.measure && x.party === o.party && x.place === o.place && x.source === o.source);
    wanted = its ? observed(its) : null;
  }
  const choices = [...list.items.map((x) => ({ key: observed(x), title: `${titleOf(x)} (${x.n})` })), ...(await claimed())];
  // Ground held in all, where there is any: the largest of its series.
  const held = list.items.filter((x) => x.measure === "area held");
  const first = [...(held.length ? held : list.items)].sort((a, b) => (held.length ? b.high - a.high : b.n - a.n))[0];
  const key = wanted ?? (first ? observed(first) : choices[0]?.key);
  page.append(h("h1", {}, "Series"));
  if (!key) {
    page.append(h("p", { class: "quiet" }, "The ledger has no figures yet: sitrep observe."));
    return;
  }
  const { rows, unit: code, whole } = await rowsOf(key);
  rows.sort((a, b) => +a.end - +b.end);
  const title = choices.find((c) => c.key === key)?.title ?? key;
  const chosen = h("p", { class: "chosen", role: "status" });
  const day = (d: Date) => d.toISOString().slice(0, 10);
  const pick = (ref: string) => {
    const row = rows.find((r) => r.ref === ref);
    if (!row) return;
    keep({ point: ref });
    replace(chosen, h("b", {}, row.ref), ` ${day(row.end)}: ${interval(row, code)}, `, said(row.who), " · ",
      h("a", { href: row.link }, row.ref.startsWith("C") ? "the claim" : "claims up to that day"), " · ",
      row.ref.startsWith("O") && h("a", { href: "/api/v1/observations/" + row.ref }, "the observation"));
  };
  const chart = rows.length ? seriesChart(rows, title, unit(code), pick) : h("p", { class: "quiet" }, "No points.");
  page.append(
    h("label", { class: "facets" }, h("span", { class: "quiet" }, "Series"), h("select", { onchange: (e) =>
      go("/series?series=" + encodeURIComponent((e.target as HTMLSelectElement).value)) },
      choices.map((c) => h("option", { value: c.key, selected: c.key === key }, c.title)))),
    h("h2", {}, said(title)), chart, chosen,
    h("div", { class: "downloads" },
      csvButton("series", ["ref", "start", "end", "low", "high", "unit", "source"], () =>
        rows.map((r) => [r.ref, day(r.start), day(r.end), r.low, r.high, code, r.who])),
      svgButton("series", () => page.querySelector("svg.plot, .plot svg"))),
    h("details", {}, h("summary", {}, `The ${rows.length}${whole ? "" : " first"} points as a table`),
      h("table", {}, h("tbody", {}, rows.slice(-500).map((r) => h("tr", {}, h("td", {}, day(r.end)), h("td", {}, interval(r, code)),
        h("td", {}, said(r.who)), h("td", {}, h("a", { href: r.link }, r.ref))))))));
  if (point) pick(point);
}
