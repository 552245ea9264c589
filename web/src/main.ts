// The desk: header, the view that the address names, and what to say when something is wrong.
import "./style.css";
import { h, replace } from "./dom";
import { go, here, start, type View } from "./router";

const VIEWS: Record<string, { name: string; load: () => Promise<{ view: View }> }> = {
  "": { name: "Today", load: () => import("./views/today") },
  claims: { name: "Claims", load: () => import("./views/claims") },
  map: { name: "Map", load: () => import("./views/map") },
  accounts: { name: "Accounts", load: () => import("./views/accounts") },
  checks: { name: "Checks", load: () => import("./views/checks") },
  series: { name: "Series", load: () => import("./views/series") },
  docket: { name: "Docket", load: () => import("./views/docket") },
  sources: { name: "Sources", load: () => import("./views/sources") },
};

const main = document.querySelector("main")!;
const nav = document.querySelector("nav")!;
const find = document.querySelector<HTMLFormElement>("form.find")!;
let drawing = 0;

async function draw(): Promise<void> {
  const turn = ++drawing;
  const place = here();
  const name = place.path[0] ?? "";
  const chosen = VIEWS[name];
  for (const link of nav.querySelectorAll("a")) {
    if (link.pathname === "/" + name) {
      link.setAttribute("aria-current", "page");
      nav.scrollTo({ left: link.offsetLeft - nav.offsetLeft - nav.clientWidth / 3 }); // on a phone the list is wider than the screen
    } else link.removeAttribute("aria-current");
  }
  const field = find.elements.namedItem("q") as HTMLInputElement;
  field.value = place.query.get("q") ?? "";
  document.title = (chosen?.name ?? "Not here") + " · sitrep";
  if (!chosen) {
    replace(main, h("h1", {}, "Not here"), h("p", {}, "There is no such page. ", h("a", { href: "/" }, "Today"), "."));
    return;
  }
  main.setAttribute("aria-busy", "true");
  const page = h("div", { class: "page " + (name || "today") });
  try {
    const { view } = await chosen.load();
    await view(place, page);
  } catch (error) {
    replace(page, h("h1", {}, chosen.name), h("p", { class: "trouble", role: "alert" },
      error instanceof Error ? error.message : "The answer could not be read."));
  }
  if (turn !== drawing) return; // somebody has gone on
  replace(main, page);
  main.removeAttribute("aria-busy");
  page.dispatchEvent(new Event("shown"));
}

for (const [path, { name }] of Object.entries(VIEWS)) nav.append(h("a", { href: "/" + path }, name));
find.addEventListener("submit", (event) => {
  event.preventDefault();
  const q = (find.elements.namedItem("q") as HTMLInputElement).value.trim();
  go("/claims" + (q ? "?" + new URLSearchParams({ q }).toString() : ""));
});
document.addEventListener("keydown", (event) => {
  const typing = (event.target as Element).closest("input, textarea, select");
  if (event.key === "/" && !typing) {
    event.preventDefault();
    (find.elements.namedItem("q") as HTMLInputElement).focus();
  }
});
start(() => void draw());
