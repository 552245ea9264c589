// Accounts: rival versions of one happening side by side, a column a claimant.
import { all, get, type Account, type Claim } from "../api";
import { bars } from "../bars";
import { csvButton, svgButton } from "../download";
import { h, said, type Child } from "../dom";
import { go, type Place } from "../router";
import { days, figure, side } from "../words";

const SAYS: Record<string, string> = { agreed: "agreed", parted: "parted", single: "one says so", unsaid: "unsaid" };
const CELLS: Record<string, (c: Claim) => string> = {
  figure: (c) => figure(c.quantity),
  when: (c) => days(c.when?.start, c.when?.end),
  where: (c) => c.where.map((p) => p.name).join("; "),
  party: (c) => c.party?.name ?? "",
  outcome: (c) => c.outcome ?? "",
  topics: (c) => (c.topics ?? []).join("; "),
  modality: (c) => c.modality,
};

function sheet(account: Account, claims: Map<string, Claim>): HTMLElement {
  const told = account.claims.flatMap(({ ref, root }) => {
    const claim = claims.get(ref);
    return claim ? [{ claim, root }] : [];
  });
  const units = new Set(told.flatMap(({ claim }) => (claim.quantity ? [claim.quantity.unit] : [])));
  const drawn = units.size === 1 && told.filter(({ claim }) => claim.quantity).length > 1 ? bars(told.flatMap(({ claim, root }) => claim.quantity
    ? [{ label: root, value: claim.quantity, kind: side(claim.chain.at(-1)?.code) }] : []),
    `${account.kind}: what each claimant says`, [...units][0]!) : null;
  const row = (name: string, state: string, cell: (c: Claim) => Child) => h("tr", { class: state },
    h("th", { scope: "row" }, name, state && [" ", h("small", {}, SAYS[state] ?? state)]), told.map(({ claim }) => h("td", {}, cell(claim))));
  return h("article", { class: "sheet", id: "account-" + account.account },
    h("h2", {}, said(told[0]?.claim.where[0]?.name ?? account.kind), ", ", account.kind, " ",
      h("span", { class: "quiet" }, days(account.start, account.end), ` · ${account.roots} who say so`)),
    drawn,
    h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Account sheet" }, h("table", {},
      h("thead", {}, h("tr", {}, h("td", {}), told.map(({ claim, root }) => h("th", { scope: "col" },
        said(root), " ", h("a", { href: "/claims/" + claim.ref }, claim.ref))))),
      h("tbody", {},
        row("in words", "", (c) => h("q", {}, said(c.evidence_text))),
        Object.entries(account.attributes).filter(([, state]) => state !== "unsaid").map(([name, state]) =>
          row(name, state, (c) => { const text = CELLS[name]?.(c); return text ? said(text) : "–"; }))))));
}

export async function view(place: Place, page: HTMLElement): Promise<void> {
  const kind = place.query.get("kind") ?? "";
  const { items } = await all<Account>("accounts", { kind }, 200);
  const refs = [...new Set(items.slice(0, 60).flatMap((a) => a.claims.map((c) => c.ref)))];
  const claims = new Map((await Promise.all(refs.map((ref) => get<Claim>("claims/" + ref)))).map((c) => [c.ref, c]));
  const kinds = ["", ...new Set([kind, ...items.map((a) => a.kind)].filter(Boolean))];
  page.append(h("div", { class: "head" }, h("h1", {}, "Rival accounts ", h("span", { class: "count" }, items.length)),
    h("div", { class: "facets" }, h("label", {}, "Kind ", h("select", { onchange: (e) => {
      const value = (e.target as HTMLSelectElement).value;
      go("/accounts" + (value ? "?kind=" + value : ""));
    } }, kinds.map((k) => h("option", { value: k, selected: k === kind }, k || "all")))))),
    h("p", { class: "quiet" }, "Claims of different sources about one happening: a column a claimant, a row what is claimed."),
    h("div", { class: "downloads" }, csvButton("accounts", ["account", "kind", "claimant", "claim", ...Object.keys(CELLS), "text"],
      () => items.flatMap((a) => a.claims.map(({ ref, root }) => {
        const c = claims.get(ref);
        return [a.account, a.kind, root, ref, ...Object.values(CELLS).map((f) => (c ? f(c) : "")), c?.evidence_text];
      }))), svgButton("accounts", () => page.querySelector(".bars"))),
    ...items.slice(0, 60).map((a) => sheet(a, claims)),
    items.length ? "" : h("p", { class: "quiet" }, "No happening has been told by two sources."));
}
