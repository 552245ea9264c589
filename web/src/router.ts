// Addresses: each view has a path and keeps its state in the query, so that what is seen can be passed on.

export interface Place { path: string[]; query: URLSearchParams }
export type View = (place: Place, main: HTMLElement) => Promise<void> | void;

export const here = (): Place => ({
  path: location.pathname.split("/").filter(Boolean).map(decodeURIComponent),
  query: new URLSearchParams(location.search),
});

let moved: () => void = () => undefined;

export function go(to: string, instead = false): void {
  if (instead) history.replaceState(null, "", to);
  else history.pushState(null, "", to);
  moved();
}

/** Writes the state of a view into its address without drawing the view again. */
export function keep(values: Record<string, string | null>): void {
  const query = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(values)) {
    if (value) query.set(name, value);
    else query.delete(name);
  }
  const text = query.toString();
  history.replaceState(null, "", location.pathname + (text ? "?" + text : ""));
}

export function start(draw: () => void): void {
  moved = draw;
  addEventListener("popstate", draw);
  document.addEventListener("click", (event) => {
    const link = (event.target as Element).closest?.("a");
    if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (link.origin !== location.origin || link.hasAttribute("download") || link.pathname.startsWith("/api/") || link.hash) return;
    event.preventDefault();
    go(link.pathname + link.search);
    scrollTo(0, 0);
  });
  draw();
}
