// What a view shows, as a file. Nothing leaves the page: the files are made here or are answers of the API.
import { h } from "./dom";

type Cell = string | number | null | undefined;

/** RFC 4180; a cell that a spreadsheet would take for a formula gets an apostrophe. */
export function csv(header: string[], rows: Cell[][]): string {
  const cell = (value: Cell): string => {
    let text = value === null || value === undefined ? "" : String(value);
    if (typeof value === "string" && /^[=+\-@\t\r]/.test(text)) text = "'" + text;
    return /[",\r\n]/.test(text) ? '"' + text.replace(/"/g, '""') + '"' : text;
  };
  return [header, ...rows].map((row) => row.map(cell).join(",") + "\r\n").join("");
}

function save(name: string, blob: Blob): void {
  const link = h("a", { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

/** A button that makes its file when it is pressed. */
export function button(label: string, name: string, type: string, make: () => string | Blob | Promise<string | Blob>): HTMLElement {
  return h("button", { type: "button", class: "download", onclick: () => {
    void Promise.resolve(make()).then((made) => save(name, typeof made === "string" ? new Blob([made], { type }) : made));
  } }, "↓ " + label);
}

export const csvButton = (name: string, header: string[], rows: () => Cell[][], label = "CSV"): HTMLElement =>
  button(label, name + ".csv", "text/csv", () => csv(header, rows()));

/** The drawing as it is on the page, its colours written into it. */
export function svgText(svg: SVGElement): string {
  const copy = svg.cloneNode(true) as SVGElement;
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  const from = [svg, ...svg.querySelectorAll<SVGElement>("*")], to = [copy, ...copy.querySelectorAll<SVGElement>("*")];
  from.forEach((element, i) => {
    const style = getComputedStyle(element);
    for (const name of ["fill", "stroke", "stroke-width", "stroke-dasharray", "font-size", "font-family", "text-anchor", "opacity"])
      to[i]?.setAttribute(name, style.getPropertyValue(name));
  });
  return new XMLSerializer().serializeToString(copy);
}

export const svgButton = (name: string, find: () => SVGElement | null): HTMLElement =>
  button("SVG", name + ".svg", "image/svg+xml", () => {
    const svg = find();
    return svg ? svgText(svg) : "<svg xmlns='http://www.w3.org/2000/svg'/>";
  });

/** The same drawing in twice as many pixels as it has units. */
async function png(svg: SVGElement): Promise<Blob> {
  const box = svg.getBoundingClientRect(), image = new Image();
  image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(svgText(svg));
  await image.decode();
  const canvas = h("canvas", { width: Math.round(box.width * 2), height: Math.round(box.height * 2) });
  const context = canvas.getContext("2d")!;
  context.fillStyle = getComputedStyle(document.body).backgroundColor;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => canvas.toBlob((blob) => done(blob ?? new Blob()), "image/png"));
}

export const pngButton = (name: string, find: () => SVGElement | null): HTMLElement =>
  button("PNG", name + ".png", "image/png", () => {
    const svg = find();
    return svg ? png(svg) : new Blob();
  });
