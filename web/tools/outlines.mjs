// Natural Earth's countries (npm world-atlas, 1:50m) as the lines of the desk's base map: public/outlines.json.
//
// Natural Earth draws who is in control; the desk's default is the boundaries that the United Nations recognise. The one
// difference that matters on it: Crimea, which UN General Assembly resolution 68/262 has as part of Ukraine. The line
// at its north is kept apart as "disputed", so that a reader can switch it on. Lines are thinned (Douglas and Peucker
// 1973) to 0.05 degrees arc by arc, so neighbours still meet.
import { readFileSync, writeFileSync, mkdirSync } from "node:fs";
import { createRequire } from "node:module";

const TOLERANCE = 0.05, UKRAINE = "804", RUSSIA = "643", CRIMEA = [34.2, 45.2];
const atlas = JSON.parse(readFileSync(createRequire(import.meta.url).resolve("world-atlas/countries-50m.json"), "utf8"));
const { scale, translate } = atlas.transform;

const arcs = atlas.arcs.map((arc) => {
  let x = 0, y = 0;
  return arc.map(([dx, dy]) => [(x += dx) * scale[0] + translate[0], (y += dy) * scale[1] + translate[1]]);
});

function thin(points) {
  if (points.length < 3) return points;
  const [ax, ay] = points[0], [bx, by] = points.at(-1);
  const length = Math.hypot(bx - ax, by - ay);
  let far = 0, at = 0;
  for (let i = 1; i < points.length - 1; i++) {
    const [x, y] = points[i];
    const d = length ? Math.abs((bx - ax) * (ay - y) - (ax - x) * (by - ay)) / length : Math.hypot(x - ax, y - ay);
    if (d > far) [far, at] = [d, i];
  }
  if (far <= TOLERANCE) return [points[0], points.at(-1)];
  return [...thin(points.slice(0, at + 1)).slice(0, -1), ...thin(points.slice(at))];
}

const ringPoints = (ring) => ring.flatMap((i) => (i < 0 ? [...arcs[~i]].reverse() : arcs[i]));
function holds(ring, [px, py]) {
  const points = ringPoints(ring);
  let inside = false;
  for (let i = 0, j = points.length - 1; i < points.length; j = i++) {
    const [xi, yi] = points[i], [xj, yj] = points[j];
    if (yi > py !== yj > py && px < ((xj - xi) * (py - yi)) / (yj - yi) + xi) inside = !inside;
  }
  return inside;
}

const owners = new Map(); // arc -> [country, as the recognised boundaries have it, as Natural Earth does]
for (const country of atlas.objects.countries.geometries) {
  const polygons = country.type === "Polygon" ? [country.arcs] : country.arcs ?? [];
  for (const polygon of polygons) {
    const recognised = country.id === RUSSIA && holds(polygon[0], CRIMEA) ? UKRAINE : country.id ?? country.properties.name;
    for (const arc of polygon.flat()) {
      const key = arc < 0 ? ~arc : arc;
      owners.set(key, [...(owners.get(key) ?? []), [recognised, country.id ?? country.properties.name]]);
    }
  }
}
/** Hundredths of a degree: the first point, then steps. */
function packed(points) {
  let [x, y] = [0, 0];
  return points.flatMap(([lon, lat]) => {
    const [toX, toY] = [Math.round(lon * 100), Math.round(lat * 100)];
    const step = [toX - x, toY - y];
    [x, y] = [toX, toY];
    return step;
  });
}
/** Islands smaller than a fifth of a degree are not drawn. */
const seen = (points) => Math.max(...[0, 1].map((axis) => {
  const values = points.map((p) => p[axis]);
  return Math.max(...values) - Math.min(...values);
})) >= 0.2;

const lines = { coast: [], border: [], disputed: [] };
for (const [arc, list] of owners) {
  const kind = list.length < 2 ? "coast" : list[0][0] !== list[1][0] ? "border" : list[0][1] !== list[1][1] ? "disputed" : null;
  if (kind && (kind !== "coast" || seen(arcs[arc]))) lines[kind].push(packed(thin(arcs[arc])));
}
if (!lines.disputed.length) throw new Error("outlines: the line at Crimea's north was not found");
mkdirSync(new URL("../public/", import.meta.url), { recursive: true });
writeFileSync(new URL("../public/outlines.json", import.meta.url), JSON.stringify(lines));
