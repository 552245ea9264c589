// Intervals as bars on one axis: small enough to draw ourselves, and the same for checks and accounts.
import { s } from "./dom";
import { interval, number } from "./words";
import type { Interval } from "./api";

export interface Bar { label: string; value: Interval; kind: string }

const step = (span: number): number => {
  const power = 10 ** Math.floor(Math.log10(span / 4));
  return [1, 2, 5, 10].map((m) => m * power).find((m) => span / m <= 5) ?? 10 * power;
};

/** One row a bar. An interval with an open end runs to the edge; a point is a tick. null if there is nothing to draw. */
export function bars(list: Bar[], title: string, unit: string): SVGElement | null {
  const ends = list.flatMap((b) => [b.value.low, b.value.high]).filter((x): x is number => x !== null && Number.isFinite(x));
  if (!ends.length) return null;
  let low = Math.min(...ends), high = Math.max(...ends);
  const room = (high - low || Math.abs(high) || 1) * 0.12;
  low = low >= 0 ? Math.max(0, low - room) : low - room;
  high += room;
  const WIDTH = 560, LEFT = 4, ROW = 34, height = list.length * ROW + 24;
  const x = (value: number) => LEFT + ((value - low) / (high - low)) * (WIDTH - 2 * LEFT);
  const svg = s("svg", { viewBox: `0 0 ${WIDTH} ${height}`, class: "bars", role: "img", "aria-label": title }, s("title", {}, title));
  const by = step(high - low);
  for (let at = Math.ceil(low / by) * by; at <= high; at += by) {
    svg.append(s("line", { x1: x(at), x2: x(at), y1: 0, y2: height - 18, class: "grid" }));
    const anchor = x(at) < 24 ? "start" : x(at) > WIDTH - 24 ? "end" : "middle";
    svg.append(s("text", { x: x(at), y: height - 5, class: "tick", "text-anchor": anchor }, number(Number(at.toPrecision(12)))));
  }
  list.forEach((bar, i) => {
    const a = bar.value.low === null ? LEFT : x(bar.value.low), b = bar.value.high === null ? WIDTH - LEFT : x(bar.value.high);
    const y = i * ROW + 22;
    svg.append(s("text", { x: LEFT, y: y - 7, class: "label" }, `${bar.label}: ${interval(bar.value, unit)}`.slice(0, 96)));
    svg.append(s("rect", { x: Math.min(a, b) - (b - a < 3 ? 1.5 : 0), y: y - 3, width: Math.max(3, b - a), height: 9, class: "bar " + bar.kind }));
  });
  return svg;
}
