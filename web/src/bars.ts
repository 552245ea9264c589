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

/** The axis that the cells of a row share: a little wider than its least and greatest end. */
export interface Axis { low: number; high: number; least: number; greatest: number }

/** null if fewer than two have an interval, or all have the same. */
export function axisOf(values: (Interval | null)[]): Axis | null {
  const given = values.filter((v): v is Interval => !!v);
  const ends = given.flatMap((v) => [v.low, v.high]).filter((x): x is number => x !== null && Number.isFinite(x));
  const first = given[0];
  if (given.length < 2 || !ends.length || given.every((v) => v.low === first!.low && v.high === first!.high)) return null;
  const least = Math.min(...ends), greatest = Math.max(...ends), room = (greatest - least || 1) / 12;
  return { low: least - room, high: greatest + room, least, greatest };
}

/** One interval in its cell; an open end runs to the edge. */
export function cellBar(value: Interval, axis: Axis): SVGElement {
  const WIDTH = 240, HEIGHT = 14;
  const at = (x: number) => ((x - axis.low) / (axis.high - axis.low)) * WIDTH;
  const a = value.low === null ? 0 : at(value.low), b = value.high === null ? WIDTH : at(value.high);
  return s("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "cell", "aria-hidden": "true", preserveAspectRatio: "none" },
    s("line", { x1: 0, x2: WIDTH, y1: HEIGHT / 2, y2: HEIGHT / 2, class: "grid" }),
    s("rect", { x: Math.min(a, WIDTH - 3), y: 3, width: Math.max(3, b - a), height: HEIGHT - 6, class: "bar b" }));
}
