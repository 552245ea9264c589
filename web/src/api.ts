// The API as the desk uses it (docs/api.md, /openapi.json).

export interface Span { start: number; end: number }
export interface Actor { name: string; code?: string }
export interface Place { name: string; lat?: number; lon?: number; country?: string; feature?: string }
export interface Figure { low: number; high: number; bound: string; unit: string }
export interface Interval { low: number | null; high: number | null }
export interface Claim {
  ref: string; kind: string; chain: Actor[]; modality: string; quantity: Figure | null;
  when: { start: string | null; end: string | null; relation: string } | null;
  where: Place[]; confidence: number; evidence: Span[]; evidence_text: string; sentence: string;
  report: { ref: string; name: string; outlet: string | null; date: string | null };
  superseded: boolean;
  party?: Actor | null; outcome?: string | null; topics?: string[]; deadline?: string | null; horizon?: string | null;
  measure?: string | null; category?: string | null; victim?: string | null; status?: string | null;
  donor?: Actor | null; recipient?: Actor | null; item?: string | null; money?: Figure | null;
  weapon?: string | null; act?: string | null; speaker?: Actor | null;
}
export interface Report {
  ref: string; name: string | null; outlet: string | null; title: string | null; url: string | null;
  lang: string | null; said: string | null; claims: number; superseded_by: string | null;
}
export interface FullReport extends Report { text: string }
export interface Attribution { source: Span[]; cue: Span[]; content: Span[]; name: string | null; parent: number | null }
export interface Annotations { attributions: Attribution[]; quantities: Span[] }
export interface Check {
  ref: string; relation: string; formula: string; subject: string | null; outcome: string; stated: Interval;
  computed: Interval; unit: string; slip: string | null; reason: string | null; factor: number | null;
  inputs: { slot: string; ref: string | null; value: Interval; unit: string; source: string | null }[];
  working: string[];
}
export interface Account {
  account: number; kind: string; start: string | null; end: string | null; roots: number;
  claims: { ref: string; root: string }[]; attributes: Record<string, string>;
}
export interface Series {
  measure: string; party: string | null; place: string | null; unit: string; source: string; licence: string | null;
  n: number; first: string; last: string; low: number; high: number;
}
export interface Observation {
  ref: string; start: string; end: string; measure: string; party: string | null; place: string | null;
  low: number; high: number; unit: string; source: string; licence: string | null; note: string | null;
}
export interface Source { name: string; code: string | null; claims: number; roots: number; first: string | null; last: string | null }
export interface Retelling { teller: string; source: string; claims: number }
export interface GroundMap { day: string; class: string; party: string | null; place: string | null; source: string;
  licence: string | null; attribution: string | null; area_km2: number | null }
export interface GroundArea extends GroundMap { code: string | null; of_km2: number | null;
  changes: { days: number; change_km2: number | null; rate_km2_d: number | null }[] }
export interface Feature { type: "Feature"; geometry: { type: string; coordinates: never[] }; properties: Record<string, unknown> }
export interface Layer { type: "FeatureCollection"; features: Feature[]; next?: string | null }
export interface Page<T> { items: T[]; next: string | null }

export type Query = Record<string, string | number | null | undefined>;

export class Trouble extends Error {}

export function address(path: string, query: Query = {}): string {
  const given = Object.entries(query).filter(([, value]) => value !== null && value !== undefined && value !== "");
  const text = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return "/api/v1/" + path + (text ? "?" + text : "");
}

const pause = (seconds: number) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

/** One answer. While checks are being reckoned the server says when to ask again. */
export async function get<T>(path: string, query: Query = {}): Promise<T> {
  for (let tries = 0; ; tries++) {
    const answer = await fetch(address(path, query));
    if (answer.ok) return (await answer.json()) as T;
    const again = answer.headers.get("Retry-After");
    if (answer.status === 503 && again && tries < 20) {
      await pause(Math.min(Number(again) || 1, 5));
      continue;
    }
    let detail = answer.statusText;
    try {
      const problem = (await answer.json()) as { title?: string; detail?: string };
      detail = problem.detail ?? problem.title ?? detail;
    } catch {
      // the status says it
    }
    throw new Trouble(detail);
  }
}

/** All pages of a list, up to a bound; whole says whether that was all. */
export async function all<T>(path: string, query: Query = {}, most = 5000): Promise<{ items: T[]; whole: boolean }> {
  const items: T[] = [];
  let cursor: string | null = null;
  do {
    const page: Page<T> = await get<Page<T>>(path, { ...query, limit: 500, cursor });
    items.push(...page.items);
    cursor = page.next;
  } while (cursor && items.length < most);
  return { items, whole: !cursor };
}
