// Accounts: rival versions of one happening side by side, a column a claimant; figures and days that part are bars on one
// axis inside their cells.
import { all, get, type Account, type Claim, type Interval } from "../api";
import { axisOf, cellBar, type Axis } from "../bars";
import { csvButton, svgButton } from "../download";
import { h, said, type Child } from "../dom";
import { go, type Place } from "../router";
import { days, figure, number } from "../words";

const SAYS: Record<string, string> = { agreed: "agreed", parted: "they part", single: "one alone says it" };
const SHOWN = 60;
const day = (text: string | null | undefined): number | null => (text ? Date.parse(text) / 86400000 : null);
const CELLS: Record<string, (c: Claim) => string> = {
  figure: (c) => figure(c.quantity),
  when: (c) => days(c.when?.start, c.when?.end),
  where: (c) => c.where.map((p) => p.name).join("; "),
  party: (c) => (c.kind === "aid" ? c.donor?.name : c.party?.name) ?? "",
  outcome: (c) => c.outcome ?? "",
  topics: (c) => (c.topics ?? []).join("; "),
  modality: (c) => c.modality,
};
/** What of a claim is an interval, by attribute; figures only where all are of one unit. */
const INTERVALS: Record<string, (c: Claim, unit: string) => Interval | null> = {
  figure: (c, unit) => (c.quantity?.unit === unit ? c.quantity : null),
  when: (c) => (c.when && (c.when.start || c.when.end) ? { low: day(c.when.start), high: day(c.when.end) } : null),
};
const ends = (name: string, axis: Axis): string =>
  name === "when" ? days(...([axis.least, axis.greatest].map((d) => new Date(d * 86400000).toISOString().slice(0, 10)) as [string, string]))
    : number(axis.least) + " to " + number(axis.greatest);

interface Told { claim: Claim; root: string }

const rowsOf = (account: Account, told: Told[]) => told.map(({ claim: c, root }) =>
  [account.account, account.kind, root, c.ref, ...Object.values(CELLS).map((f) => f(c)), c.evidence_text]);
const HEADER = ["account", "kind", "claimant", "claim", ...Object.keys(CELLS), "text"];

function sheet(account: Account, claims: Map<string, Claim>): HTMLElement {
  const told = account.claims.flatMap(({ ref, root }) => {
    const claim = claims.get(ref);
    return claim ? [{ claim, root }] : [];
  });
  const unit = told.find(({ claim }) => claim.quantity)?.claim.quantity?.unit ?? "";
  const row = (name: string, state: string): HTMLElement => {
    const values = told.map(({ claim }) => INTERVALS[name]?.(claim, unit) ?? null);
    const axis = axisOf(values);
    const cell = (c: Claim, value: Interval | null): Child => {
      const text = CELLS[name]?.(c);
      return [text ? said(text) : h("span", { class: "quiet" }, "–"), axis && value && cellBar(value, axis)];
    };
    return h("tr", { class: state }, h("th", { scope: "row" }, name, h("small", {}, SAYS[state] ?? state),
      axis && h("small", {}, "axis " + ends(name, axis))), told.map(({ claim }, i) => h("td", {}, cell(claim, values[i]!))));
  };
  const place = told.find(({ claim }) => claim.where.length)?.claim.where[0]?.name;
  const article: HTMLElement = h("article", { class: "sheet", id: "account-" + account.account },
    h("h2", {}, account.kind, place && [": ", said(place)], " ",
      h("span", { class: "quiet" }, days(account.start, account.end), ` · ${account.roots} who say so`)),
    h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Account sheet" }, h("table", {},
      h("thead", {}, h("tr", {}, h("td", {}), told.map(({ claim, root }) => h("th", { scope: "col" },
        said(root), " ", h("a", { href: "/claims/" + claim.ref }, claim.ref))))),
      h("tbody", {},
        h("tr", {}, h("th", { scope: "row" }, "in words"), told.map(({ claim }) => h("td", {}, h("q", {}, said(claim.evidence_text))))),
        Object.entries(account.attributes).filter(([, state]) => state !== "unsaid").map(([name, state]) => row(name, state))))),
    h("div", { class: "downloads small" },
      h("a", { class: "download", href: "/accounts?account=" + account.account }, "Link"),
      csvButton("account-" + account.account, HEADER, () => rowsOf(account, told)),
      svgButton("account-" + account.account, () => article.querySelector<SVGElement>("svg.cell"))));
  if (!article.querySelector("svg.cell")) article.querySelector(".downloads")!.lastElementChild!.remove();
  return article;
}

export async function view(place: Place, page: HTMLElement): Promise<void> {
  const kind = place.query.get("kind") ?? "", one = place.query.get("account");
  const found = await all<Account>("accounts", { kind }, 200);
  const items = one ? found.items.filter((a) => String(a.account) === one) : found.items;
  const refs = [...new Set(items.slice(0, SHOWN).flatMap((a) => a.claims.map((c) => c.ref)))];
  const claims = new Map((await Promise.all(refs.map((ref) => get<Claim>("claims/" + ref)))).map((c) => [c.ref, c]));
  const kinds = ["", ...new Set([kind, ...items.map((a) => a.kind)].filter(Boolean))];
  page.append(h("div", { class: "head" }, h("h1", {}, "Rival accounts ", h("span", { class: "count" }, items.length, found.whole ? "" : "+")),
    one ? h("a", { href: "/accounts" }, "All accounts") : h("div", { class: "facets" }, h("label", {}, "Kind ", h("select", { onchange: (e) => {
      const value = (e.target as HTMLSelectElement).value;
      go("/accounts" + (value ? "?kind=" + value : ""));
    } }, kinds.map((k) => h("option", { value: k, selected: k === kind }, k || "all")))))),
    h("p", { class: "quiet" }, "Claims of different sources about one happening: a column a claimant, a row what is claimed."),
    h("div", { class: "downloads" }, csvButton("accounts", HEADER, () => items.flatMap((a) => rowsOf(a, a.claims.flatMap(({ ref, root }) => {
      const claim = claims.get(ref);
      return claim ? [{ claim, root }] : [];
    }))))),
    ...items.slice(0, SHOWN).map((a) => sheet(a, claims)),
    items.length > SHOWN ? h("p", { class: "quiet" }, `The first ${SHOWN}; a kind chooses fewer.`) : "",
    items.length ? "" : h("p", { class: "quiet" }, "No happening has been told by two sources."));
}
