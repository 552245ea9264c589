// The base map's lines as tools/outlines.mjs packs them: hundredths of a degree, the first point and then steps.
import type { Layer } from "./api";

export type Packed = Record<string, number[][]>;

export function unpack(packed: Packed): Layer {
  const line = (steps: number[]): [number, number][] => {
    const points: [number, number][] = [];
    for (let i = 0, x = 0, y = 0; i + 1 < steps.length; i += 2) {
      x += steps[i]!;
      y += steps[i + 1]!;
      points.push([x / 100, y / 100]);
    }
    return points;
  };
  return { type: "FeatureCollection", features: Object.entries(packed).map(([name, lines]) => ({ type: "Feature",
    properties: { line: name }, geometry: { type: "MultiLineString", coordinates: lines.map(line) as never } })) };
}
