// Today: the brief, live. What was claimed by topic, newest reports first, what parts accounts and what does not hold up.
import { address, get, type Check, type Claim } from "../api";
import { claimLine } from "../claimline";
import { checkRow } from "../checkrow";
import { csvButton, button } from "../download";
import { h, said } from "../dom";
import { go, type Place } from "../router";
import { figure, root } from "../words";

interface Brief {
  reports: { ref: string; outlet: string | null; name: string; title: string | null; date: string | null; claims: number }[];
  topics: Record<string, Claim[]>;
  checks: Check[];
  accounts: unknown[];
}

const TITLES: Record<string, string> = { control: "Control", strikes: "Strikes", losses: "Losses", aid: "Aid",
  diplomacy: "Diplomacy", expected: "Expected and due" };
const LANGUAGES = [["uk", "українською"], ["ru", "по-русски"], ["bg", "на български"]] as const;
const SHOWN = 6, LOOK_AGAIN_MS = 30000;
const NOTEWORTHY = ["impossible", "slip", "differs"];

function topic(name: string, claims: Claim[]): HTMLElement {
  const title = TITLES[name] ?? name;
  const rest = claims.slice(SHOWN);
  return h("section", { "aria-label": title },
    h("h2", {}, title, " ", h("span", { class: "count" }, claims.length)),
    claims.length ? h("ol", { class: "lines" }, claims.slice(0, SHOWN).map(claimLine)) : h("p", { class: "quiet" }, "Nothing was claimed."),
    rest.length > 0 && h("details", {}, h("summary", {}, `${rest.length} more`), h("ol", { class: "lines" }, rest.map(claimLine))));
}

/** Draws the view again when the ledger has moved on, as long as it is on the page and looked at. */
function keepLive(page: HTMLElement, shown: Brief, ask: () => Promise<Brief>): void {
  const before = JSON.stringify(shown);
  page.addEventListener("shown", () => {
    const timer = setInterval(() => void (async () => {
      if (!page.isConnected) return clearInterval(timer);
      if (document.hidden) return;
      const now = await ask().catch(() => shown);
      if (page.isConnected && JSON.stringify(now) !== before) go(location.pathname + location.search, true);
    })(), LOOK_AGAIN_MS);
  }, { once: true });
}

export async function view(place: Place, page: HTMLElement): Promise<void> {
  const since = place.query.get("since"), until = place.query.get("until");
  const brief = await get<Brief>("brief", { since, until });
  const claims = Object.values(brief.topics).flat();
  const parted = brief.checks.filter((c) => NOTEWORTHY.includes(c.outcome));
  const newest = brief.reports.map((r) => r.date ?? "").sort().at(-1) ?? "";
  const form = h("form", { class: "facets", action: "/" },
    h("label", {}, "From ", h("input", { type: "date", name: "since", value: since ?? "" })),
    h("label", {}, "to ", h("input", { type: "date", name: "until", value: until ?? "" })),
    h("button", { type: "submit" }, "Show"));
  page.append(
    h("div", { class: "head" }, h("h1", {}, newest ? "The brief of " + newest : "The brief"), form),
    h("p", { class: "tally" },
      h("a", { href: "/sources" }, h("b", {}, brief.reports.length), " reports"), " ",
      h("a", { href: "/claims" }, h("b", {}, claims.length), " claims"), " ",
      h("a", { href: "/accounts" }, h("b", {}, brief.accounts.length), " rival accounts"), " ",
      h("a", { href: "/checks" }, h("b", {}, brief.checks.length), " checks")),
    h("div", { class: "downloads" },
      h("a", { class: "download", href: address("brief", { since, until, format: "html" }) }, "The brief as a page"),
      LANGUAGES.map(([lang, name]) => h("a", { class: "download", lang, href: address("brief", { since, until, format: "html", lang }) }, name)),
      h("a", { class: "download", href: "/api/v1/feeds/claims" }, "Atom feed"),
      csvButton("brief", ["topic", "claim", "kind", "source", "figure", "text", "report", "date"], () =>
        Object.entries(brief.topics).flatMap(([name, list]) => list.map((c) =>
          [name, c.ref, c.kind, root(c), figure(c.quantity), c.evidence_text, c.report.ref, c.report.date]))),
      button("JSON", "brief.json", "application/json", () => JSON.stringify(brief, null, 1))),
    h("section", { "aria-label": "What does not hold up" },
      h("h2", {}, "What does not hold up ", h("span", { class: "count" }, parted.length)),
      parted.length ? h("ul", { class: "checks" }, parted.slice(0, SHOWN).map((c) => checkRow(c)))
        : h("p", { class: "quiet" }, "No check found a difference.")),
    h("div", { class: "topics" }, Object.entries(brief.topics).map(([name, list]) => topic(name, list))),
    h("section", { "aria-label": "Heard" }, h("h2", {}, "Heard"),
      h("ul", { class: "plain" }, brief.reports.map((r) => h("li", {},
        h("a", { href: "/claims?report=" + r.ref }, said(r.outlet ?? r.name)), " ", r.title && said(r.title), " ",
        h("span", { class: "quiet" }, `${r.date ?? "no date"}, ${r.claims} claims`))))));
  keepLive(page, brief, () => get<Brief>("brief", { since, until }));
}
