// Map: control maps by day with a slider, located claims, shares by division. The ground is Natural Earth's outlines and
// the divisions of the ledger: no tiles, nothing from elsewhere.
import { get, address, type GroundArea, type GroundMap, type Layer } from "../api";
import { unpack, type Packed } from "../outlines";
import { csvButton, button } from "../download";
import { h, replace, said } from "../dom";
import { keep, type Place } from "../router";
import { number, sidesOf } from "../words";
import type * as MapLibre from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-csp-worker.js?url";
import "maplibre-gl/dist/maplibre-gl.css";

const HOME: [number, number] = [32, 48.5];
const empty: Layer = { type: "FeatureCollection", features: [] };
const colour = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

async function allClaims(): Promise<Layer> {
  const features: Layer["features"] = [];
  let cursor: string | null = null;
  do {
    const page: Layer = await get<Layer>("layers/claims", { limit: 500, cursor });
    features.push(...page.features);
    cursor = page.next ?? null;
  } while (cursor && features.length < 20000);
  return { type: "FeatureCollection", features };
}

function bounds(layers: Layer[]): [[number, number], [number, number]] | null {
  let west = 180, south = 90, east = -180, north = -90;
  const walk = (x: unknown): void => {
    if (!Array.isArray(x)) return;
    if (typeof x[0] === "number") {
      west = Math.min(west, x[0]); east = Math.max(east, x[0]);
      south = Math.min(south, x[1] as number); north = Math.max(north, x[1] as number);
    } else x.forEach(walk);
  };
  for (const layer of layers) for (const f of layer.features) walk(f.geometry.coordinates);
  return west < east ? [[west, south], [east, north]] : null;
}

/** The divisions of the country in which most claims lie, or of the one that the address names. */
async function bordersOf(claims: Layer, asked: string | null): Promise<Layer> {
  const counts = new Map<string, number>();
  for (const f of claims.features) {
    const country = f.properties.country as string | null;
    if (country) counts.set(country, (counts.get(country) ?? 0) + 1);
  }
  const country = asked ?? [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? "UA";
  return get<Layer>("layers/borders", { country }).catch(() => empty);
}

/** Each place once, with how many claims name it. */
function placesOf(claims: Layer): Layer {
  const places = new Map<string, Layer["features"][number]>();
  for (const f of claims.features) {
    const name = String(f.properties.place), known = places.get(name);
    if (known) known.properties.n = (known.properties.n as number) + 1;
    else places.set(name, { ...f, properties: { place: name, n: 1, wide: /^(PCL|ADM)/.test(String(f.properties.feature)) } });
  }
  return { ...empty, features: [...places.values()] };
}

/** A point in the largest part of each division, for its name: the centroid of that ring. */
function centresOf(borders: Layer): Layer {
  type Ring = [number, number][];
  const middle = (ring: Ring): { area: number; at: [number, number] } => {
    let area = 0, x = 0, y = 0;
    ring.forEach(([ax, ay], i) => {
      const [bx, by] = ring[(i + 1) % ring.length]!, cross = ax * by - bx * ay;
      area += cross;
      x += (ax + bx) * cross;
      y += (ay + by) * cross;
    });
    return { area: Math.abs(area), at: [x / (3 * area), y / (3 * area)] };
  };
  return { ...empty, features: borders.features.flatMap((f) => {
    const parts = (f.geometry.type === "Polygon" ? [f.geometry.coordinates] : f.geometry.coordinates) as unknown as Ring[][];
    const best = parts.map((part) => middle(part[0] ?? [])).sort((a, b) => b.area - a.area)[0];
    return best?.area ? [{ ...f, geometry: { type: "Point", coordinates: best.at as never } }] : [];
  }) };
}

function style(outlines: unknown, borders: Layer, control: Layer, places: Layer): MapLibre.StyleSpecification {
  const ink = colour("--quiet"), line = colour("--line"), text = colour("--ink"), ground = colour("--ground");
  // Natural Earth's lines at 1:50m lie beside finer divisions once a reader comes near.
  const coarse: MapLibre.ExpressionSpecification = ["interpolate", ["linear"], ["zoom"], 5.5, 1, 7, 0.2];
  const fill: MapLibre.ExpressionSpecification =
    ["match", ["get", "side"], "a", colour("--a"), "b", colour("--b"), colour("--other")];
  return {
    version: 8,
    sources: {
      land: { type: "geojson", data: outlines as never }, divisions: { type: "geojson", data: borders as never },
      control: { type: "geojson", data: control as never, attribution: "" }, names: { type: "geojson", data: centresOf(borders) as never },
      places: { type: "geojson", data: places as never },
    },
    layers: [
      { id: "ground", type: "background", paint: { "background-color": colour("--ground") } },
      { id: "land", type: "fill", source: "divisions", paint: { "fill-color": colour("--land") } },
      { id: "coast", type: "line", source: "land", filter: ["==", ["get", "line"], "coast"], paint: { "line-color": ink, "line-width": 0.8, "line-opacity": coarse } },
      { id: "country", type: "line", source: "land", filter: ["==", ["get", "line"], "border"], paint: { "line-color": ink, "line-width": 1.2, "line-opacity": coarse } },
      { id: "disputed", type: "line", source: "land", filter: ["==", ["get", "line"], "disputed"], layout: { visibility: "none" },
        paint: { "line-color": ink, "line-width": 1.2, "line-dasharray": [3, 2] } },
      { id: "held", type: "fill", source: "control", filter: ["==", ["get", "class"], "held"], paint: { "fill-color": fill, "fill-opacity": 0.35 } },
      { id: "other", type: "fill", source: "control", filter: ["!=", ["get", "class"], "held"], paint: { "fill-color": fill, "fill-opacity": 0.15 } },
      { id: "front", type: "line", source: "control", paint: { "line-color": fill, "line-width": 1.2 } },
      { id: "division", type: "line", source: "divisions", paint: { "line-color": line, "line-width": 1 } },
      { id: "claim", type: "circle", source: "places", paint: {
        "circle-radius": ["case", ["get", "wide"], 8, 4.5], "circle-color": ["case", ["get", "wide"], ground, text],
        "circle-opacity": ["case", ["get", "wide"], 0.5, 1],
        "circle-stroke-color": ["case", ["get", "wide"], text, ground], "circle-stroke-width": 1.2 } },
      { id: "division-name", type: "symbol", source: "names", minzoom: 5, layout: { "text-field": ["get", "name"], "text-size": 11,
        "text-max-width": 6 }, paint: { "text-color": ink, "text-halo-color": ground, "text-halo-width": 1 } },
      { id: "place-name", type: "symbol", source: "places", layout: { "text-field": ["get", "place"], "text-size": 13,
        "text-variable-anchor": ["left", "right", "bottom", "top"], "text-radial-offset": 0.7, "text-justify": "auto",
        "text-optional": true, "symbol-sort-key": ["*", -1, ["get", "n"]] }, paint: { "text-color": text, "text-halo-color": ground, "text-halo-width": 1.6 } },
    ],
  };
}

const last = (days: string[], upTo: string): string => days.filter((d) => d <= upTo).at(-1) ?? "";

export async function view(place: Place, page: HTMLElement): Promise<void> {
  const claims = await allClaims();
  const [maps, borders, outlines] = await Promise.all([
    get<{ items: GroundMap[] }>("maps"), bordersOf(claims, place.query.get("country")),
    fetch("/outlines.json").then((a) => (a.ok ? (a.json() as Promise<Packed>).then(unpack) : empty)).catch(() => empty)]);
  const side = sidesOf(maps.items.map((m) => m.party));
  const mapDays = [...new Set(maps.items.map((m) => m.day))].sort();
  const claimDays = claims.features.flatMap((f) => (f.properties.date ? [f.properties.date as string] : []));
  const days = [...new Set([...mapDays, ...claimDays])].sort();
  const asked = place.query.get("day") ?? days.at(-1) ?? "";
  const box = h("div", { class: "map-box", role: "region", "aria-label": "Map" });
  const output = h("output", {}, asked);
  const slider = h("input", { type: "range", min: 0, max: Math.max(0, days.length - 1), value: Math.max(0, days.indexOf(last(days, asked))),
    "aria-label": "Day" });
  const table = h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Ground held by division" });
  const notes = h("p", { class: "quiet" });
  const chosen = h("div", { role: "status" });
  let areas: GroundArea[] = [];
  let control: Layer = empty;
  let map: MapLibre.Map | null = null;

  const put = (name: string, data: Layer) => (map?.getSource(name) as MapLibre.GeoJSONSource | undefined)?.setData(data as never);
  const shown = (day: string): Layer => ({ ...empty, features: claims.features.filter((f) => !day || !f.properties.date || (f.properties.date as string) <= day) });
  const names = (which: string): string => [...new Set(maps.items.flatMap((m) => (side(m.party) === which ? [m.party ?? ""] : [])))].slice(0, 3).join(", ");
  let turn = 0;
  const show = async (day: string): Promise<void> => {
    const mine = ++turn;
    output.value = day;
    slider.setAttribute("aria-valuetext", day);
    const ground = last(mapDays, day);
    const [layer, answer] = await Promise.all([
      ground ? get<Layer>("layers/control", { until: ground }) : empty,
      ground ? get<{ items: GroundArea[] }>("areas", { since: ground, until: ground }) : { items: [] }]);
    if (mine !== turn) return;
    for (const f of layer.features) f.properties.side = side(f.properties.party as string | null);
    control = layer;
    areas = answer.items;
    put("control", layer);
    put("places", placesOf(shown(day)));
    const credits = [...new Set(layer.features.map((f) => `${f.properties.attribution ?? f.properties.source} (${f.properties.licence ?? "no licence named"})`))];
    replace(notes, ground ? `Control map of ${ground}: ` : "No control map up to this day. ", credits.map(said), credits.length ? ". " : "",
      "Outlines: Natural Earth, public domain. Boundaries are those recognised by the United Nations; the box shows lines of control as well.");
    const rate = (a: GroundArea) => a.changes.find((c) => c.days === 7 && c.rate_km2_d !== null) ?? a.changes.find((c) => c.rate_km2_d !== null);
    replace(table, areas.length > 0 && h("table", {}, h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "Where"), h("th", { scope: "col", class: "n" }, "km² held"),
      h("th", { scope: "col", class: "n" }, "share"), h("th", { scope: "col", class: "n" }, "km² a day"))),
      h("tbody", {}, areas.map((a) => { const r = rate(a); return h("tr", {}, h("th", { scope: "row" }, said(a.place ?? "all of it")),
        h("td", { class: "n" }, a.area_km2 === null ? "–" : number(Math.round(a.area_km2))),
        h("td", { class: "n" }, a.of_km2 && a.area_km2 !== null ? (100 * a.area_km2 / a.of_km2).toFixed(1) + " %" : "–"),
        h("td", { class: "n" }, r ? `${r.rate_km2_d!.toFixed(1)} (${r.days} d)` : "–")); }))));
    page.dataset.day = day;
    page.dataset.ground = ground;
  };
  slider.addEventListener("input", () => {
    const day = days[Number(slider.value)] ?? "";
    keep({ day });
    void show(day);
  });
  const lines = h("input", { type: "checkbox", onchange: (e) => {
    map?.setLayoutProperty("disputed", "visibility", (e.target as HTMLInputElement).checked ? "visible" : "none");
  } });
  page.append(h("div", { class: "head" }, h("h1", {}, "Map"),
    h("p", { class: "quiet" }, ["a", "b", "other"].map((s) => names(s) && [h("span", { class: "swatch " + s }), "held: ", said(names(s)), ". "]),
      "Dots: settlements that claims name. Rings: somewhere in that division or country.")),
    h("label", { class: "slider" }, h("span", { class: "quiet" }, "Day"), slider, output),
    box, h("label", { class: "quiet" }, lines, " Lines of control between countries"), notes, chosen,
    h("div", { class: "downloads" },
      button("Claims GeoJSON", "claims.geojson", "application/geo+json", () => JSON.stringify(shown(page.dataset.day ?? ""))),
      button("Control GeoJSON", "control.geojson", "application/geo+json", () => JSON.stringify(control)),
      csvButton("areas", ["place", "code", "day", "area_km2", "of_km2", "source"], () => areas.map((a) => [a.place, a.code, a.day, a.area_km2, a.of_km2, a.source])),
      button("PNG", "map.png", "image/png", () => new Promise((done) => {
        map?.once("render", () => map!.getCanvas().toBlob((blob) => done(blob ?? new Blob())));
        map?.triggerRepaint();
      }))),
    h("h2", {}, "Ground held"), table,
    h("details", {}, h("summary", {}, `${claims.features.length} located claims as a list`), h("ul", { class: "plain" },
      claims.features.slice(0, 300).map((f) => h("li", {}, h("a", { href: "/claims/" + String(f.properties.claim) }, String(f.properties.claim)), " ",
        said(String(f.properties.place)), ": ", h("q", {}, said(String(f.properties.text))))))));
  await show(asked);

  const draw = async (): Promise<void> => {
    try {
      const lib = (await import("maplibre-gl/dist/maplibre-gl-csp.js")).default as typeof MapLibre;
      lib.setWorkerUrl(workerUrl);
      const frame = bounds([borders.features.length ? borders : control]);
      map = new lib.Map({ container: box, style: style(outlines, borders, control, placesOf(shown(page.dataset.day ?? ""))), center: HOME, zoom: 4, attributionControl: false,
        ...(frame ? { bounds: frame, fitBoundsOptions: { padding: 40, maxZoom: 8 } } : {}), fadeDuration: 0 });
      map.addControl(new lib.NavigationControl({ showCompass: false }));
      map.on("error", (e) => console.warn(String((e as { error?: unknown }).error)));
      map.on("load", () => { put("control", control); put("places", placesOf(shown(page.dataset.day ?? ""))); page.dataset.map = "drawn"; });
      map.on("idle", () => { page.dataset.names = String(map!.queryRenderedFeatures({ layers: ["place-name"] }).length); });
      map.on("click", "claim", (event) => {
        const names = new Set((event.features ?? []).map((f) => String(f.properties.place)));
        const seen = shown(page.dataset.day ?? "").features.filter((f) => names.has(String(f.properties.place))).reverse();
        replace(chosen, h("ul", { class: "plain" }, seen.slice(0, 20).map((f) => h("li", {}, h("a", { href: "/claims/" + String(f.properties.claim) },
          String(f.properties.claim)), " ", said(String(f.properties.place)), ": ", h("q", {}, said(String(f.properties.text)))))));
      });
    } catch {
      page.dataset.map = "none"; // no WebGL: slider, table and list say it all
      replace(box, h("p", { class: "quiet" }, "This browser draws no maps. The claims are in the list below; ",
        h("a", { href: address("layers/claims") }, "GeoJSON"), "."));
    }
  };
  page.addEventListener("shown", () => void draw(), { once: true });
}
