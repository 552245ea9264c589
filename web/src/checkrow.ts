// One check: both intervals on one axis, the outcome in words, the slip, and the working behind a click.
import type { Check } from "./api";
import { bars } from "./bars";
import { svgButton } from "./download";
import { h, said } from "./dom";

const OUTCOMES: Record<string, string> = { agrees: "agrees", close: "is close", differs: "differs", impossible: "is impossible",
  slip: "looks like a slip", "not comparable": "cannot be compared", undefined: "is undefined", "cannot check": "cannot be checked" };

const link = (ref: string): HTMLElement | string =>
  ref.startsWith("C") ? h("a", { href: "/claims/" + ref }, ref) : ref.startsWith("O") ? h("a", { href: "/series?point=" + ref }, ref) : ref;

export function checkRow(check: Check, open = false): HTMLElement {
  const drawn = bars([
    { label: "stated", value: check.stated, kind: "stated" },
    { label: "reckoned", value: check.computed, kind: "reckoned" },
  ], `${check.relation}: stated and reckoned`, check.unit);
  return h("li", { class: "check", id: check.ref },
    h("h3", {}, h("a", { href: "/checks/" + check.ref }, check.ref), " ", said(check.relation), " ",
      h("span", { class: "outcome " + check.outcome.replace(" ", "-") }, OUTCOMES[check.outcome] ?? check.outcome),
      check.subject && [" ", h("span", { class: "quiet" }, "claim "), link(check.subject)]),
    drawn,
    check.slip && h("p", { class: "slip" }, said(check.slip)),
    check.reason && h("p", { class: "quiet" }, said(check.reason)),
    h("details", { open }, h("summary", {}, "The working"),
      h("p", {}, h("code", {}, check.formula)),
      h("ol", { class: "working" }, check.working.map((line) => h("li", {}, said(line)))),
      check.inputs.length > 0 && h("p", { class: "quiet" }, "From ", check.inputs.map((input, i) =>
        [i > 0 && "; ", input.slot, " ", input.ref && link(input.ref), input.source && [" (", said(input.source), ")"]])),
      drawn && h("div", { class: "downloads small" }, svgButton(check.ref, () => drawn))));
}
