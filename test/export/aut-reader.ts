/** Reads the format of Aldebaran, and nothing that is not in it. */
export type Aut = {
  readonly states: number
  readonly edges: readonly { readonly from: number; readonly label: string; readonly to: number }[]
}

export function readAut(text: string): Aut {
  const [head = '', ...lines] = text.split('\n')
  const [, edges, states] = /^des \(0,(\d+),(\d+)\)$/.exec(head) ?? []
  if (states === undefined || lines.pop() !== '') throw new Error(`no head, or no end: ${head}`)
  const read = lines.map((line) => {
    const [, from, label, to] = /^\((\d+),"([^"]+)",(\d+)\)$/.exec(line) ?? []
    if (label === undefined) throw new Error(`no edge: ${line}`)
    const ends = [from, to].map(Number)
    if (ends.some((end) => end >= Number(states))) throw new Error(`an edge of no state: ${line}`)
    return { from: ends[0]!, label, to: ends[1]! }
  })
  if (read.length !== Number(edges)) throw new Error(`${edges} edges were announced, ${read.length} came`)
  return { states: Number(states), edges: read }
}
