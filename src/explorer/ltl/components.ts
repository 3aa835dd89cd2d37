/** The strongly connected components of a graph (Tarjan 1972), with a stack of our own in place of the machine's. */
export type Components = {
  /** By node, the number of its component: those that can be reached from it, and are others, have smaller ones. */
  readonly of: readonly number[]
  readonly count: number
}

type Visit = { readonly node: number; taken: number }

export function componentsOf(successors: readonly (readonly number[])[]): Components {
  const search = new Search(successors)
  for (let node = 0; node < successors.length; node++) search.from(node)
  return search
}

class Search implements Components {
  readonly of: number[]
  count = 0
  readonly #successors: readonly (readonly number[])[]
  /** By node, when it was found; 0: not yet. */
  readonly #found: number[]
  /** By node, the earliest one that is known to be in its component. */
  readonly #low: number[]
  readonly #open: number[] = []
  #time = 0

  constructor(successors: readonly (readonly number[])[]) {
    this.#successors = successors
    this.of = successors.map(() => -1)
    this.#found = successors.map(() => 0)
    this.#low = successors.map(() => 0)
  }

  from(root: number): void {
    if (this.#found[root] !== 0) return
    const path: Visit[] = [this.#enter(root)]
    for (let visit = path.at(-1); visit !== undefined; visit = path.at(-1)) {
      const { node } = visit
      const next = this.#successors[node]?.[visit.taken++]
      if (next === undefined) {
        path.pop()
        this.#leave(node, path.at(-1)?.node)
      } else if (this.#found[next] === 0) path.push(this.#enter(next))
      else if (this.of[next] === -1) this.#lower(node, this.#found[next] as number)
    }
  }

  #enter(node: number): Visit {
    this.#found[node] = this.#low[node] = ++this.#time
    this.#open.push(node)
    return { node, taken: 0 }
  }

  #leave(node: number, parent: number | undefined): void {
    if (parent !== undefined) this.#lower(parent, this.#low[node] as number)
    if (this.#low[node] !== this.#found[node]) return
    const members = this.#open.splice(this.#open.lastIndexOf(node))
    for (const member of members) this.of[member] = this.count
    this.count++
  }

  #lower(node: number, to: number): void {
    this.#low[node] = Math.min(this.#low[node] as number, to)
  }
}
