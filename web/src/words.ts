// Figures, days and claims in words; nothing loaded, nobody's colour but the one that both get alike.
import type { Claim, Figure, Interval } from "./api";

const plain = new Intl.NumberFormat("en", { maximumSignificantDigits: 6 });
const NAMES: Record<string, string> = { km2: "km²", "km2/d": "km²/day", a: "years", mo: "months", wk: "weeks", d: "days", h: "hours",
  t: "tonnes", "[mi_i]": "miles", "[mi_i]2": "square miles", USD: "US dollars", EUR: "euros", GBP: "pounds sterling", UAH: "hryvnias",
  RUB: "roubles", "1": "", "%": "%" };

export function unit(code: string): string {
  const braces = /^\{(.*)\}(.*)$/.exec(code);
  if (braces) return (braces[1] ?? "").replace(/_/g, " ") + (braces[2] === "/d" ? " a day" : braces[2] ?? "");
  return NAMES[code] ?? code.replace(/\{(.*?)\}/g, "$1").replace("km2", "km²");
}

/** "{drone}" counted: 18 drones. */
function counted(code: string, value: Interval): string {
  const one = /^\{([a-z ]*[a-z])\}$/.exec(code)?.[1];
  if (!one || (value.low === 1 && value.high === 1)) return unit(code);
  if (/(person)$/.test(one)) return one.replace(/person$/, "people");
  if (/(man)$/.test(one)) return one.replace(/man$/, "men");
  if (/(child)$/.test(one)) return one + "ren";
  if (/(s|x|ch|sh)$/.test(one)) return one + (/(people|aircraft)$/.test(one) ? "" : "es");
  if (/(people|aircraft|personnel|casualties|killed|wounded|dead|injured)$/.test(one)) return one;
  return /[^aeiou]y$/.test(one) ? one.replace(/y$/, "ies") : one + "s";
}

export const number = (x: number): string => plain.format(x);

export function interval(value: Interval | null | undefined, of = ""): string {
  if (!value || (value.low === null && value.high === null)) return "–";
  const { low, high } = value;
  const name = of ? " " + counted(of, value) : "";
  if (low === null) return "up to " + number(high!) + name;
  if (high === null) return number(low) + " or more" + name;
  const text = number(low), other = number(high);
  return (text === other ? text : text + " to " + other) + name;
}

const BOUNDS: Record<string, string> = { "=": "", "~": "about ", ">": "at least ", "<": "at most ", up: "up by ", down: "down by " };
export function figure(q: Figure | null | undefined): string {
  return q ? (BOUNDS[q.bound] ?? "") + interval(q, q.unit) : "";
}

export function days(start: string | null | undefined, end?: string | null): string {
  if (!start && !end) return "";
  if (!start || !end || start === end) return start ?? end ?? "";
  return start + " to " + end;
}

export const root = (claim: Claim): string =>
  claim.chain.at(-1)?.name ?? claim.report.outlet ?? claim.report.name;

/** Two colours told apart by colour-blind readers, equally strong: who gets which is the order of the names alone. */
export function sidesOf(holders: (string | null)[]): (name: string | null | undefined) => string {
  const [a, b] = [...new Set(holders.filter((p): p is string => !!p))].sort();
  return (name) => (!name ? "other" : name === a ? "a" : name === b ? "b" : "other");
}
