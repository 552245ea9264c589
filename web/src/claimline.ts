// One claim in a line: who says so, what, how much, in which report.
import type { Claim } from "./api";
import { h, said } from "./dom";
import { days, figure, root } from "./words";

const MODES: Record<string, string> = { denied: "denies", expected: "expects", possible: "holds possible", demanded: "demands",
  offered: "offers" };

export function chain(claim: Claim): HTMLElement {
  const names = [claim.report.outlet ?? claim.report.name, ...claim.chain.map((a) => a.name)];
  const path = names.filter((name, i) => name !== names[i - 1]);
  return h("span", { class: "chain" }, path.map((name, i) => [i > 0 && h("span", { class: "by", "aria-label": "citing" }, " → "), said(name)]));
}

export function claimLine(claim: Claim): HTMLElement {
  return h("li", { class: "line" },
    h("a", { href: "/claims/" + claim.ref, class: "ref" }, claim.ref), " ",
    h("span", { class: "who" }, said(root(claim))), " ",
    MODES[claim.modality] && h("span", { class: "mode" }, MODES[claim.modality], " "),
    h("q", {}, said(claim.evidence_text)), " ",
    claim.quantity && h("span", { class: "figure" }, said(figure(claim.quantity))), " ",
    h("span", { class: "quiet" }, days(claim.when?.start, claim.when?.end) || claim.report.date || ""));
}
