// Highlights: spans are byte offsets into UTF-8, strings count UTF-16 units; marks may overlap.

export interface Mark { start: number; end: number; kind: string }
export interface Piece { text: string; kinds: string[] }

/** Cuts bytes [from, to) of the text at the ends of all marks. Pieces together are exactly that part of the text. */
export function pieces(bytes: Uint8Array, from: number, to: number, marks: Mark[]): Piece[] {
  const inside = (at: number) => at > from && at < to;
  const cuts = new Set([from, to]);
  for (const mark of marks) {
    if (inside(mark.start)) cuts.add(mark.start);
    if (inside(mark.end)) cuts.add(mark.end);
  }
  const at = [...cuts].sort((a, b) => a - b);
  const decoder = new TextDecoder();
  const result: Piece[] = [];
  for (let i = 0; i + 1 < at.length; i++) {
    const start = at[i]!, end = at[i + 1]!;
    const kinds = marks.filter((m) => m.start <= start && m.end >= end).map((m) => m.kind);
    result.push({ text: decoder.decode(bytes.subarray(start, end)), kinds: [...new Set(kinds)] });
  }
  return result;
}
