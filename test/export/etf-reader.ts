/**
 * Reads LTSmin's enumerated table format by its manual, etf(5), and as etf-pins.c takes it: every place of a row must
 * be used, or unused, in all rows of its section; equal rows are one; a label of states must know every combination.
 * Says what the tables mean in the plainest way.
 */

type Section = { kind: string; head: string; lines: string[] }
type Change = { from: number; to: number } | undefined
type Transitions = { changes: Change[]; label: number }[]
type StateMap = { places: (number | undefined)[]; value: number }[]

export type Etf = {
  state: string[]
  slotSorts: string[]
  init: number[]
  transitions: Transitions[]
  maps: Map<string, StateMap>
  sorts: Map<string, string[]>
}
export type EtfGraph = { states: string[]; edges: { from: string; to: string; label: string }[]; deadlocks: string[] }

function refuse(what: string): never {
  throw new Error(`ETF: ${what}`)
}

function sectionsOf(text: string): Section[] {
  const sections: Section[] = []
  let open: Section | undefined
  for (const line of text.split('\n')) {
    if (/^(%.*)?$/.test(line) && open === undefined) continue
    const [, kind = '', head = ''] = /^begin (state|edge|init|trans|map|sort)(?: (.*))?$/.exec(line) ?? []
    if (kind !== '' && open === undefined) open = { kind, head, lines: [] }
    else if (open === undefined) refuse(`outside of a section: ${line}`)
    else if (line === `end ${open.kind}`) {
      sections.push(open)
      open = undefined
    } else if (/^(begin|end)\b/.test(line)) refuse(`in ${open.kind}: ${line}`)
    else open.lines.push(line)
  }
  return open === undefined ? sections : refuse(`${open.kind} has no end`)
}

const identifier = /^_*[a-zA-Z][a-zA-Z0-9_']*$/
const keywords = ['begin', 'end', 'state', 'edge', 'init', 'trans', 'sort', 'map']

function declarations(text: string): [string, string][] {
  return text.split(' ').map((one) => {
    const [name = '', sort = '', ...more] = one.split(':')
    for (const it of [name, sort]) if (!identifier.test(it) || keywords.includes(it)) refuse(`no identifier: ${it}`)
    return more.length === 0 ? [name, sort] : refuse(`no declaration: ${one}`)
  })
}

function value(text: string): string {
  const quoted = /^"((?:[ !#-[\]-~]|\\["\\])*)"$/.exec(text)
  if (quoted !== null) return quoted[1]!.replaceAll(/\\(.)/g, '$1')
  if (!/^#([0-9a-f]{2})*#$/.test(text)) refuse(`no value: ${text}`)
  return Buffer.from(text.slice(1, -1), 'hex').toString()
}

const number = (text: string | undefined): number => (/^\d+$/.test(text ?? '') ? Number(text) : refuse(`${text}`))

export function readEtf(text: string): Etf {
  const [first, second, ...rest] = sectionsOf(text)
  if (first?.kind !== 'state' || second?.kind !== 'edge') return refuse('a state section, then an edge section')
  const slots = declarations(first.lines.join(' '))
  const [[, steps] = refuse('no label')] = declarations(second.lines.join(' '))
  const etf: Etf = {
    state: slots.map(([name]) => name),
    slotSorts: slots.map(([, sort]) => sort),
    init: [],
    transitions: [],
    maps: new Map(),
    sorts: new Map(),
  }
  const sortOf = (name: string): string[] => etf.sorts.get(name) ?? refuse(`no sort ${name}`)
  const known = (sort: string, id: number): number => (id < sortOf(sort).length ? id : refuse(`${id} of ${sort}`))
  for (const { kind, head, lines } of rest.filter((one) => one.kind === 'sort')) {
    if (etf.sorts.has(head) || !identifier.test(head)) refuse(`sort ${head}`)
    etf.sorts.set(head, lines.map(value))
    if (new Set(sortOf(head)).size !== lines.length) refuse(`a value twice in ${kind} ${head}`)
  }
  for (const { kind, head, lines } of rest) {
    const rows = lines.map((line) => line.split(' '))
    if (kind === 'init') {
      if (etf.init.length > 0) refuse('two init sections')
      etf.init = rows.flat().map((it, slot) => known(slots[slot]?.[1] ?? '', number(it)))
    }
    if (kind === 'trans') {
      if (rows.length === 0) refuse('an empty section')
      etf.transitions.push(transitionsOf(rows, slots, (id) => known(steps, id), known))
    }
    if (kind === 'map') {
      const [[name, sort] = refuse('a map without a name')] = declarations(head)
      const map = rows.map((row) => ({
        places: row.slice(0, -1).map((it, slot) => (it === '*' ? undefined : known(slots[slot]![1], number(it)))),
        value: known(sort, number(row.at(-1))),
      }))
      if (map.some(({ places }) => places.length !== slots.length)) refuse(`the length of a row of ${name}`)
      if (map.some(({ places }) => places.join() === '')) refuse(`${name} is about nothing`)
      etf.maps.set(name, map)
    }
  }
  return etf.init.length === slots.length ? etf : refuse('the length of init')
}

function transitionsOf(
  rows: string[][],
  slots: [string, string][],
  label: (id: number) => number,
  known: (sort: string, id: number) => number,
): Transitions {
  const used = rows[0]!.slice(0, -1).map((it) => it !== '*')
  return rows.map((row) => {
    if (row.length !== slots.length + 1) refuse(`a row of ${row.length} columns`)
    const changes = row.slice(0, -1).map((it, slot): Change => {
      if ((it !== '*') !== used[slot]) refuse(`another place is used: ${row.join(' ')}`)
      if (it === '*') return undefined
      const [from, to, ...more] = it.split('/').map((id) => known(slots[slot]![1], number(id)))
      return to === undefined || more.length > 0 ? refuse(`no change: ${it}`) : { from: from!, to }
    })
    return { changes, label: label(number(row.at(-1))) }
  })
}

/** All that can be reached. Looks at every row in every state, but for equal ones, which are one row. */
export function graphOfEtf({ init, transitions, sorts, state, maps }: Etf): EtfGraph {
  const rows = transitions.flatMap((section) => [...new Map(section.map((row) => [JSON.stringify(row), row])).values()])
  const graph: EtfGraph = { states: [], edges: [], deadlocks: [] }
  const met = new Set([init.join()])
  for (const key of met) {
    const now = key.split(',').map(Number)
    let steps = 0
    for (const { changes, label } of rows) {
      if (!changes.every((it, slot) => it === undefined || it.from === now[slot])) continue
      const to = changes.map((it, slot) => it?.to ?? now[slot]).join()
      graph.edges.push({ from: key, to, label: sorts.get('step')![label]! })
      met.add(to)
      steps++
    }
    if (steps === 0) graph.deadlocks.push(key)
    for (const name of maps.keys()) labelled({ maps, state }, name, now)
  }
  return { ...graph, states: [...met] }
}

/** Whether a formula as `--invariant` takes it holds in a state. */
export function holdsIn(etf: Etf, formula: string, state: readonly number[]): boolean {
  const is = (name: string, text: string): boolean => {
    const slot = etf.state.indexOf(name)
    const sort = slot < 0 ? 'truth' : etf.slotSorts[slot]!
    const id = etf.sorts.get(sort)?.indexOf(text.replaceAll(/\\(.)/g, '$1')) ?? -1
    if (id < 0) refuse(`${sort} has no ${text}`)
    return id === (slot < 0 ? labelled(etf, name, state) : state[slot])
  }
  const code = formula.replaceAll(
    /(\w+) == "((?:[^"\\]|\\.)*)"/g,
    (_, name, text) => `is('${name}', ${JSON.stringify(text)})`,
  )
  return new Function('is', `return ${code}`)(is)
}

/** The label of a state, which must know it. */
export function labelled({ maps }: Pick<Etf, 'maps' | 'state'>, name: string, state: readonly number[]): number {
  const rows = maps.get(name) ?? refuse(`no map ${name}`)
  const found = rows.filter(({ places }) => places.every((it, slot) => it === undefined || it === state[slot]))
  return found.length === 1 ? found[0]!.value : refuse(`${name} knows ${found.length} rows of ${state}`)
}
