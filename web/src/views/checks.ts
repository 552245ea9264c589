// Checks: claims held against each other and against figures, by outcome.
import { all, get, type Check } from "../api";
import { checkRow } from "../checkrow";
import { csvButton, svgButton } from "../download";
import { h } from "../dom";
import { go, type Place } from "../router";

const OUTCOMES = ["differs", "slip", "impossible", "close", "agrees", "not comparable", "undefined", "cannot check"];

export async function view(place: Place, page: HTMLElement): Promise<void> {
  const ref = place.path[1];
  if (ref) {
    const check = await get<Check>("checks/" + encodeURIComponent(ref));
    page.append(h("p", {}, h("a", { href: "/checks" }, "All checks")), h("h1", {}, "Check " + check.ref),
      h("ul", { class: "checks" }, checkRow(check, true)),
      svgButton("check-" + check.ref, () => page.querySelector(".bars")));
    return;
  }
  const outcome = place.query.get("outcome") ?? "";
  const { items, whole } = await all<Check>("checks", { outcome, subject: place.query.get("subject") }, 1000);
  items.sort((a, b) => OUTCOMES.indexOf(a.outcome) - OUTCOMES.indexOf(b.outcome));
  const choice = h("select", { name: "outcome", onchange: (e) => {
    const value = (e.target as HTMLSelectElement).value;
    go("/checks" + (value ? "?outcome=" + encodeURIComponent(value) : ""));
  } }, h("option", { value: "" }, "all that could be checked"), OUTCOMES.map((o) => h("option", { value: o, selected: o === outcome }, o)));
  page.append(h("div", { class: "head" }, h("h1", {}, "Checks ", h("span", { class: "count" }, items.length, whole ? "" : "+")),
    h("div", { class: "facets" }, h("label", {}, "Outcome ", choice))),
    h("p", { class: "quiet" }, "Each claim with a figure is held against what can be reckoned from other claims and figures. ",
      "No verdict on anybody is meant: the working says why."),
    h("div", { class: "downloads" }, csvButton("checks",
      ["check", "relation", "claim", "outcome", "stated_low", "stated_high", "reckoned_low", "reckoned_high", "unit", "slip", "reason"],
      () => items.map((c) => [c.ref, c.relation, c.subject, c.outcome, c.stated?.low, c.stated?.high, c.computed?.low,
        c.computed?.high, c.unit, c.slip, c.reason])), svgButton("check", () => page.querySelector(".bars"))),
    items.length ? h("ul", { class: "checks" }, items.map((c) => checkRow(c))) : h("p", { class: "quiet" }, "No check has this outcome."));
}
