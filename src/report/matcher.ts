/** Where a text holds one of the values, from `start` to before `end`. */
export interface Match {
  start: number;
  end: number;
}

/** What was found in a text. */
export interface Search {
  /** In the order of their ends; they may overlap. */
  matches: Match[];
  /** How many characters at the end of the text could begin a value. */
  tail: number;
}

const ROOT = 0;

/**
 * Looks for many values at once in one pass over a text (Aho and Corasick, 1975): the time grows with the text, however many
 * values there are. Splitting a text by one value after the other took minutes for a capture of 4,000 requests.
 */
export class Matcher {
  readonly #edges: Edges;
  readonly #depth: Uint32Array;
  /** Where to go on when a node has no edge for a character: the longest end of its text that begins a value, too. */
  readonly #fallback: Uint32Array;
  /** The length of the longest value that a node's text ends with; 0 for none. */
  readonly #longest: Uint32Array;

  constructor(values: readonly string[]) {
    const most = values.reduce((sum, value) => sum + value.length, 1);
    this.#edges = new Edges(most);
    this.#depth = new Uint32Array(most);
    this.#fallback = new Uint32Array(most);
    this.#longest = new Uint32Array(most);
    const parents = new Uint32Array(most);
    const chars = new Uint16Array(most);
    let count = 1;
    for (const value of values) {
      let node = ROOT;
      for (let at = 0; at < value.length; at += 1) {
        const char = value.charCodeAt(at);
        const next = this.#edges.get(node, char);
        if (next === ROOT) {
          this.#edges.set(node, char, count);
          parents[count] = node;
          chars[count] = char;
          this.#depth[count] = at + 1;
        }
        node = next === ROOT ? count++ : next;
      }
      this.#longest[node] = value.length;
    }
    for (const node of byDepth(this.#depth.subarray(0, count))) this.#link(node, parents[node], chars[node]);
  }

  search(text: string): Search {
    const matches: Match[] = [];
    let node = ROOT;
    for (let at = 0; at < text.length; at += 1) {
      node = this.#step(node, text.charCodeAt(at));
      const length = this.#longest[node] as number;
      if (length > 0) matches.push({ start: at + 1 - length, end: at + 1 });
    }
    return { matches, tail: this.#depth[node] as number };
  }

  /** Nodes nearer to the root have been linked before. */
  #link(node: number, parent = ROOT, char = 0): void {
    if (node === ROOT) return;
    const fallback = parent === ROOT ? ROOT : this.#step(this.#fallback[parent] as number, char);
    this.#fallback[node] = fallback;
    this.#longest[node] ||= this.#longest[fallback] as number;
  }

  #step(from: number, char: number): number {
    let node = from;
    for (;;) {
      const next = this.#edges.get(node, char);
      if (next !== ROOT || node === ROOT) return next;
      node = this.#fallback[node] as number;
    }
  }
}

/** The nodes, those of the least depth first. */
function byDepth(depths: Uint32Array): Uint32Array {
  const most = depths.reduce((deepest, depth) => Math.max(deepest, depth), 0);
  const places = new Uint32Array(most + 2);
  for (const depth of depths) places[depth + 1] = (places[depth + 1] as number) + 1;
  for (let depth = 1; depth < places.length; depth += 1)
    places[depth] = (places[depth] as number) + (places[depth - 1] as number);
  const order = new Uint32Array(depths.length);
  for (const [node, depth] of depths.entries()) {
    const place = places[depth] as number;
    order[place] = node;
    places[depth] = place + 1;
  }
  return order;
}

/** A hash table from node and character to the next node, in flat arrays: a Map of millions of entries takes far longer. */
class Edges {
  readonly #mask: number;
  readonly #nodes: Uint32Array;
  readonly #chars: Uint16Array;
  readonly #targets: Uint32Array;

  constructor(most: number) {
    const size = 2 ** Math.ceil(Math.log2(most * 2 + 1));
    this.#mask = size - 1;
    this.#nodes = new Uint32Array(size);
    this.#chars = new Uint16Array(size);
    this.#targets = new Uint32Array(size);
  }

  /** The root, to which no edge leads, if there is none. */
  get(node: number, char: number): number {
    return this.#targets[this.#place(node, char)] as number;
  }

  set(node: number, char: number, target: number): void {
    const place = this.#place(node, char);
    this.#nodes[place] = node;
    this.#chars[place] = char;
    this.#targets[place] = target;
  }

  /** Where an edge stands, or would stand. */
  #place(node: number, char: number): number {
    const hash = Math.imul(node, 0x9e3779b1) ^ Math.imul(char, 0x85ebca6b);
    let place = (hash ^ (hash >>> 15)) & this.#mask;
    while (this.#targets[place] !== 0 && (this.#nodes[place] !== node || this.#chars[place] !== char))
      place = (place + 1) & this.#mask;
    return place;
  }
}
