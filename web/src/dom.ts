// Elements without a framework. Text of reports only ever goes in as text nodes: there is no innerHTML in this folder.

export type Child = Node | string | number | null | undefined | false | Child[];
type Value = string | number | boolean | null | undefined | ((event: Event) => void);

function fill(to: Element, children: Child[]): void {
  for (const child of children) {
    if (Array.isArray(child)) fill(to, child);
    else if (child instanceof Node) to.append(child);
    else if (child !== null && child !== undefined && child !== false) to.append(document.createTextNode(String(child)));
  }
}

function set(to: Element, values: Record<string, Value>): void {
  for (const [name, value] of Object.entries(values)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") to.addEventListener(name.slice(2), value);
    else to.setAttribute(name, value === true ? "" : String(value));
  }
}

/** h("a", {href: "/"}, "text", more): an HTML element. Names that begin with "on" take a listener. */
export function h<K extends keyof HTMLElementTagNameMap>(
  name: K,
  values: Record<string, Value> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  set(element, values);
  fill(element, children);
  return element;
}

/** The same for SVG. */
export function s(name: string, values: Record<string, Value> = {}, ...children: Child[]): SVGElement {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  set(element, values);
  fill(element, children);
  return element;
}

/** Text of outside, isolated so that its direction and bidi controls stop at its ends. */
export const said = (text: string): HTMLElement => h("bdi", {}, text);

export function replace(to: Element, ...children: Child[]): void {
  to.replaceChildren();
  fill(to, children);
}
