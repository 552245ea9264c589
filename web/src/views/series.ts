// Series: figures by day, observed, claimed or reckoned from two of them, with intervals and gaps; under the chart stands
// what the chosen point is made of: its observation, the claims of those days, the checks that used it.
import { all, get, type Check, type Claim, type Observation, type Series } from "../api";
import { seriesChart, type Point } from "../chart";
import { claimLine } from "../claimline";
import { csvButton, pngButton, svgButton } from "../download";
import { h, replace, said, type Child } from "../dom";
import { go, keep, type Place } from "../router";
import { interval, root, unit } from "../words";

const CLAIMED = ["advance", "losses", "strike", "interception", "aid"];
const BEHIND = 12; // claims that are listed under a point
/** Which claims speak of a measure. */
const KINDS: [RegExp, string][] = [[/^area held|^area con/, "control"], [/^area|^advance/, "advance"], [/shot down|suppressed/, "interception"],
  [/launched/, "strike"], [/^aid/, "aid"], [/lost|killed|wounded|casualties|captured|missing|displaced/, "losses"]];
const observed = (x: Series): string => ["o", x.measure, x.party ?? "", x.place ?? "", x.source].join("|");
const titleOf = (x: Series): string => [x.measure, x.party, x.place, x.source].filter(Boolean).join(", ");
const day = (d: Date): string => d.toISOString().slice(0, 10);

interface Row extends Point { who: string; refs: string[]; kind: string | null }
interface Choice { key: string; title: string }
interface Found { rows: Row[]; unit: string; whole: boolean }

async function observedRows(measure: string, party: string, place: string, source: string): Promise<Found> {
  const { items, whole } = await all<Observation>("observations", { measure, party, place, source }, 20000);
  const kind = KINDS.find(([pattern]) => pattern.test(measure))?.[1] ?? null;
  return { whole, unit: items[0]?.unit ?? "", rows: items.map((o) => ({ start: new Date(o.start), end: new Date(o.end), low: o.low,
    high: o.high, ref: o.ref, series: o.measure, who: o.source, refs: [o.ref], kind })) };
}

async function claimedRows(kind: string, code: string): Promise<Found> {
  const { items, whole } = await all<Claim>("claims", { kind }, 5000);
  const rows = items.flatMap((c) => {
    const q = c.kind === "aid" ? c.money ?? c.quantity : c.quantity, end = c.when?.end ?? c.report.date;
    return q && end && q.unit === code ? [{ start: new Date(c.when?.start ?? end), end: new Date(end), low: q.low, high: q.high, ref: c.ref,
      series: c.kind, who: root(c), refs: [c.ref], kind: null }] : [];
  });
  return { rows, unit: code, whole };
}

const share = (part: { low: number; high: number }, of: { low: number; high: number }) =>
  ({ low: Math.min(100, 100 * part.low / of.high), high: Math.min(100, 100 * part.high / of.low) });

/** Shot down of launched, in per cent: observed figures of the same days and source. */
async function observedRate(what: string, place: string, source: string): Promise<Found> {
  const [launched, down] = await Promise.all(["launched", "shot down"].map((verb) =>
    all<Observation>("observations", { measure: `${what} ${verb}`, place, source }, 20000)));
  const of = new Map(launched!.items.map((o) => [o.start + o.end, o]));
  const rows = down!.items.flatMap((o) => {
    const total = of.get(o.start + o.end);
    return total && total.low > 0 ? [{ start: new Date(o.start), end: new Date(o.end), ...share(o, total), ref: o.ref, series: "rate",
      who: o.source, refs: [o.ref, total.ref], kind: "interception" }] : [];
  });
  return { rows, unit: "%", whole: launched!.whole && down!.whole };
}

/** The same from claims: a report that says of one kind of weapon once how many came and once how many were shot down. */
async function claimedRate(code: string): Promise<Found> {
  const [strikes, down] = await Promise.all(["strike", "interception"].map((kind) => all<Claim>("claims", { kind }, 5000)));
  const byReport = (list: Claim[]): Map<string, Claim[]> => {
    const found = new Map<string, Claim[]>();
    for (const c of list) if (c.quantity?.unit === code) found.set(c.report.ref, [...(found.get(c.report.ref) ?? []), c]);
    return found;
  };
  const came = byReport(strikes!.items), shot = byReport(down!.items.filter((c) => c.outcome === "shot down"));
  const rows = [...shot].flatMap(([report, list]) => {
    const total = came.get(report), claim = list[0]!, end = claim.when?.end ?? claim.report.date;
    if (list.length !== 1 || total?.length !== 1 || !end || !(total[0]!.quantity!.low > 0)) return [];
    return [{ start: new Date(claim.when?.start ?? end), end: new Date(end), ...share(claim.quantity!, total[0]!.quantity!), ref: claim.ref,
      series: "rate", who: root(claim), refs: [claim.ref, total[0]!.ref], kind: null }];
  });
  return { rows, unit: "%", whole: strikes!.whole && down!.whole };
}

async function rowsOf(key: string): Promise<Found> {
  const [what, a = "", b = "", c = "", d = ""] = key.split("|");
  const found = await (what === "o" ? observedRows(a, b, c, d) : what === "r" ? observedRate(a, b, c) : what === "s" ? claimedRate(a) : claimedRows(a, b));
  found.rows.sort((x, y) => +x.end - +y.end);
  return found;
}

/** Claims of one kind and unit make a series as well, and rates where both of their halves are there. */
async function claimed(): Promise<Choice[]> {
  const lists = await Promise.all(CLAIMED.map((kind) => all<Claim>("claims", { kind }, 1000)));
  const units = lists.map(({ items }) => {
    const counts = new Map<string, number>();
    for (const c of items) {
      const q = c.kind === "aid" ? c.money ?? c.quantity : c.quantity;
      if (q) counts.set(q.unit, (counts.get(q.unit) ?? 0) + 1);
    }
    return counts;
  });
  const plain = units.flatMap((counts, i) => [...counts].sort((a, b) => b[1] - a[1]).slice(0, 8).map(([u, n]) =>
    ({ key: ["c", CLAIMED[i], u].join("|"), title: `${CLAIMED[i]} claimed, ${unit(u) || "number"} (${n})` })));
  const [strikes, down] = [units[CLAIMED.indexOf("strike")]!, units[CLAIMED.indexOf("interception")]!];
  const rates = [...down.keys()].filter((u) => strikes.has(u)).map((u) => ({ key: "s|" + u, title: `interception rate claimed, ${unit(u)}` }));
  return [...rates, ...plain];
}

function observedRates(list: Series[]): Choice[] {
  return list.filter((x) => /launched$/.test(x.measure)).flatMap((x) => {
    const what = x.measure.replace(/ launched$/, "");
    const down = list.some((y) => y.measure === what + " shot down" && y.place === x.place && y.source === x.source);
    return down ? [{ key: ["r", what, x.place ?? "", x.source].join("|"), title: `interception rate, ${what}, ${x.source}` }] : [];
  });
}

/** What a point is made of. */
async function behind(row: Row, code: string): Promise<Child> {
  const direct = await Promise.all(row.refs.filter((r) => r.startsWith("C")).map((r) => get<Claim>("claims/" + r)));
  const seen = row.refs.filter((r) => r.startsWith("O"));
  const around = row.kind ? await get<{ items: Claim[] }>("claims", { kind: row.kind, since: day(row.start), until: day(new Date(+row.end + 3 * 86400000)),
    limit: BEHIND }) : { items: [] };
  const checks = seen.length ? (await all<Check>("checks", {}, 1000).catch(() => ({ items: [] as Check[] }))).items
    .filter((c) => c.inputs.some((i) => i.ref && seen.includes(i.ref))) : [];
  return [
    h("p", {}, h("b", {}, row.ref), ` ${row.start < row.end ? day(row.start) + " to " : ""}${day(row.end)}: ${interval(row, code)}, `, said(row.who),
      seen.map((r) => [" · ", h("a", { href: "/api/v1/observations/" + r }, "observation " + r)]),
      checks.length > 0 && [" · checks that use it: ", checks.slice(0, 20).map((c) => [h("a", { href: "/checks/" + c.ref }, c.ref), " "])]),
    direct.length > 0 && h("ol", { class: "lines" }, direct.map(claimLine)),
    around.items.length > 0 && [h("p", { class: "quiet" }, `Claims of ${row.kind} in reports of those days`),
      h("ol", { class: "lines" }, around.items.map(claimLine))]];
}

export async function view(place: Place, page: HTMLElement): Promise<void> {
  const point = place.query.get("point");
  let wanted = place.query.get("series");
  const list = await get<{ items: Series[]; truncated: boolean }>("series", { limit: 500 });
  if (point?.startsWith("O") && !wanted) {
    const o = await get<Observation>("observations/" + point);
    const its = list.items.find((x) => x.measure === o.measure && x.party === o.party && x.place === o.place && x.source === o.source);
    wanted = its ? observed(its) : null;
  }
  const choices = [...list.items.map((x) => ({ key: observed(x), title: `${titleOf(x)} (${x.n})` })), ...observedRates(list.items), ...(await claimed())];
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
  const title = choices.find((c) => c.key === key)?.title ?? key;
  const chosen = h("div", { class: "chosen", role: "status" });
  const svg = () => page.querySelector<SVGElement>("svg.plot, .plot svg");
  let turn = 0;
  const pick = async (ref: string): Promise<void> => {
    const row = rows.find((r) => r.ref === ref), mine = ++turn;
    if (!row) return;
    keep({ point: ref, series: key });
    const made = await behind(row, code);
    if (mine === turn) replace(chosen, made);
  };
  const chart = rows.length ? seriesChart(rows, title, unit(code), (ref) => void pick(ref)) : h("p", { class: "quiet" }, "No points.");
  const ref = (r: Row) => h("button", { type: "button", class: "ref", onclick: () => { void pick(r.ref); chosen.scrollIntoView({ block: "center" }); } }, r.ref);
  page.append(
    h("label", { class: "facets" }, h("span", { class: "quiet" }, "Series"), h("select", { onchange: (e) =>
      go("/series?series=" + encodeURIComponent((e.target as HTMLSelectElement).value)) },
      choices.map((c) => h("option", { value: c.key, selected: c.key === key }, c.title)))),
    h("h2", {}, said(title)), chart,
    h("p", { class: "quiet" }, "A bar is an interval, a break a time without a figure. Press a point for what it is made of."), chosen,
    h("div", { class: "downloads" },
      csvButton("series", ["ref", "start", "end", "low", "high", "unit", "source", "made_of"], () =>
        rows.map((r) => [r.ref, day(r.start), day(r.end), r.low, r.high, code, r.who, r.refs.join(" ")])),
      svgButton("series", svg), pngButton("series", svg)),
    h("details", {}, h("summary", {}, `The ${rows.length}${whole ? "" : " first"} points as a table`),
      h("table", {}, h("tbody", {}, rows.slice(-500).map((r) => h("tr", {}, h("td", {}, day(r.end)), h("td", {}, interval(r, code)),
        h("td", {}, said(r.who)), h("td", {}, ref(r))))))));
  if (point) await pick(point);
}
