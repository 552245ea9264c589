// Map: control maps by day with a slider, located claims, shares by division. The ground is Natural Earth's outlines and
// the divisions of the ledger: no tiles, nothing from elsewhere.
import { get, address, type GroundArea, type GroundMap, type Layer } from "../api";
import { unpack, type Packed } from "../outlines";
import { csvButton, button } from "../download";
import { h, replace, said } from "../dom";
import { keep, type Place } from "../router";
import { number, side } from "../words";
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

function style(outlines: unknown, borders: Layer): MapLibre.StyleSpecification {
  const ink = colour("--quiet"), line = colour("--line");
  const fill: MapLibre.ExpressionSpecification =
    ["match", ["get", "side"], "a", colour("--a"), "b", colour("--b"), colour("--other")];
  return {
    version: 8,
    sources: {
      land: { type: "geojson", data: outlines as never }, divisions: { type: "geojson", data: borders as never },
      control: { type: "geojson", data: empty as never, attribution: "" }, claims: { type: "geojson", data: empty as never },
    },
    layers: [
      { id: "ground", type: "background", paint: { "background-color": colour("--ground") } },
      { id: "coast", type: "line", source: "land", filter: ["==", ["get", "line"], "coast"], paint: { "line-color": ink, "line-width": 0.8 } },
      { id: "country", type: "line", source: "land", filter: ["==", ["get", "line"], "border"], paint: { "line-color": ink, "line-width": 1.2 } },
      { id: "disputed", type: "line", source: "land", filter: ["==", ["get", "line"], "disputed"], layout: { visibility: "none" },
        paint: { "line-color": ink, "line-width": 1.2, "line-dasharray": [3, 2] } },
      { id: "held", type: "fill", source: "control", filter: ["==", ["get", "class"], "held"], paint: { "fill-color": fill, "fill-opacity": 0.35 } },
      { id: "other", type: "fill", source: "control", filter: ["!=", ["get", "class"], "held"], paint: { "fill-color": fill, "fill-opacity": 0.15 } },
      { id: "front", type: "line", source: "control", paint: { "line-color": fill, "line-width": 1.2 } },
      { id: "division", type: "line", source: "divisions", paint: { "line-color": line, "line-width": 1 } },
      { id: "claim", type: "circle", source: "claims", paint: {
        "circle-radius": ["match", ["get", "feature"], ["PCLI", "ADM1"], 9, 5], "circle-color": fill,
        "circle-opacity": ["match", ["get", "feature"], ["PCLI", "ADM1"], 0.25, 0.85],
        "circle-stroke-color": colour("--ink"), "circle-stroke-width": 1 } },
    ],
  };
}

const last = (days: string[], upTo: string): string => days.filter((d) => d <= upTo).at(-1) ?? "";

export async function view(place: Place, page: HTMLElement): Promise<void> {
  const [maps, claims, borders, outlines] = await Promise.all([
    get<{ items: GroundMap[] }>("maps"), allClaims(), get<Layer>("layers/borders", { country: place.query.get("country") ?? "UA" }),
    fetch("/outlines.json").then((a) => (a.ok ? (a.json() as Promise<Packed>).then(unpack) : empty)).catch(() => empty)]);
  for (const f of claims.features) f.properties.side = side(f.properties.party as string | null);
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
  const parties = [...maps.items.map((m) => m.party), ...claims.features.map((f) => f.properties.party as string | null)];
  const names = (which: string): string => [...new Set(parties.filter((p): p is string => !!p && side(p) === which))].slice(0, 3).join(", ");
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
    put("claims", shown(day));
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
    h("p", { class: "quiet" }, ["a", "b"].map((s) => names(s) && [h("span", { class: "swatch " + s }), said(names(s)), " "]), h("span", { class: "swatch" }),
      "other or no party; wide circles: somewhere in the division or country")),
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
      const frame = bounds([control.features.length ? control : borders]);
      map = new lib.Map({ container: box, style: style(outlines, borders), center: HOME, zoom: 4, attributionControl: false,
        ...(frame ? { bounds: frame, fitBoundsOptions: { padding: 40, maxZoom: 8 } } : {}), fadeDuration: 0 });
      map.addControl(new lib.NavigationControl({ showCompass: false }));
      map.on("load", () => { put("control", control); put("claims", shown(page.dataset.day ?? "")); page.dataset.map = "drawn"; });
      map.on("click", "claim", (event) => {
        const seen = event.features ?? [];
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
