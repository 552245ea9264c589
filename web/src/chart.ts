// Charts through Observable Plot; the views that draw one are loaded when they are opened. Plot brings its style as an inline element, which the
// server's policy refuses: it is taken out, and style.css has what is needed of it.
import { areaY, dot, lineY, link, plot, ruleX } from "@observablehq/plot";
import { h } from "./dom";

export interface Point { start: Date; end: Date; low: number; high: number; ref: string; series: string }

/** Breaks where days are missing: steps more than three times the usual one around them, the median of five. */
export function segments(points: Point[]): (Point & { part: number })[] {
  const sorted = [...points].sort((a, b) => +a.end - +b.end);
  const steps = sorted.map((p, i) => (i ? +p.end - +sorted[i - 1]!.end : 0));
  const usual = (i: number): number => {
    const around = steps.slice(Math.max(1, i - 2), i + 3).filter((d) => d > 0).sort((a, b) => a - b);
    return around[Math.floor((around.length - 1) / 2)] ?? 0;
  };
  let part = 0;
  return sorted.map((p, i) => {
    if (i && steps[i]! > 3 * usual(i)) part++;
    return { ...p, part };
  });
}

export function seriesChart(points: Point[], title: string, unit: string, pick: (ref: string) => void): HTMLElement {
  const drawn = segments(points);
  const middle = (p: Point) => (p.low + p.high) / 2;
  const width = Math.max(320, Math.min(1100, document.documentElement.clientWidth - 64));
  const low = Math.min(...drawn.map((p) => p.low)), high = Math.max(...drawn.map((p) => p.high));
  const level = low === high ? { domain: [low - (Math.abs(low) || 1) * 0.05, high + (Math.abs(high) || 1) * 0.05] } : {};
  const wide = drawn.filter((p) => +p.start !== +p.end);
  const figure = plot({
    width, height: 360, marginLeft: 70, className: "plot",
    x: { type: "utc", label: null }, y: { label: unit, grid: true, nice: true, ...level },
    marks: [
      areaY(drawn, { x: "end", y1: "low", y2: "high", z: "part", fill: "var(--b)", fillOpacity: 0.2 }),
      lineY(drawn, { x: "end", y: middle, z: "part", stroke: "var(--b)", strokeWidth: 1.5 }),
      link(wide, { x1: "start", x2: "end", y1: middle, y2: middle, stroke: "var(--b)", strokeOpacity: 0.5 }),
      ruleX(drawn.filter((p) => p.high > p.low), { x: "end", y1: "low", y2: "high", stroke: "var(--b)" }),
      ...(drawn.length <= 400 ? [dot(drawn, { x: "end", y: middle, r: drawn.length > 60 ? 2.5 : 4, fill: "var(--b)" })] : []),
    ],
  });
  figure.querySelectorAll("style").forEach((style) => style.remove());
  figure.setAttribute("role", "img");
  figure.setAttribute("aria-label", title);
  // Points in the order of their data: the dots can be pressed; the table below is for the keyboard.
  const dots = figure.querySelectorAll<SVGElement>("[aria-label=dot] circle");
  dots[0]?.parentElement?.classList.add("dots");
  figure.querySelectorAll("g[aria-label]").forEach((group) => group.removeAttribute("aria-label")); // the figure has a name
  dots.forEach((dot, i) => dot.addEventListener("click", () => { const p = drawn[i]; if (p) pick(p.ref); }));
  return h("div", { class: "plot" }, figure);
}
