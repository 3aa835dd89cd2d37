/**
 * Closed tables in the enumerated table format of LTSmin (etf(5)). A state is the value of each object, then the local
 * state of each thread; a row says `before/after` for what it is about and `*` elsewhere. Rows of one section are about
 * the same places, and equal ones would be merged: an edge label is the step's word in a schedule, which tells the ways
 * of a step apart. What LTSmin takes for a deadlock is a state without an edge: where all threads may stay as they are
 * an edge `may stay` leads back to it.
 */
import { at, existing } from '../../errors/at.ts'
import { isContentAt } from '../../explorer/steps/content-at.ts'
import { type Ir, type LocalId, Pending, type RegionId, type ThreadIndex, type ThreadTable } from '../../model/ir.ts'
import { printable } from '../../model/values/printable.ts'
import { type Row, Rows } from './rows.ts'
import { type Asked, askedOf, isEverIn, type Tables, type Written } from './tables.ts'

const howToRun = 'etf2lts-mc --strategy=bfs --threads=1 --trace=FILE.gcf FILE, with what is asked:'
const mayStay = 'may stay'
/** Rows in which all threads may stay. */
const mostStays = 10_000

export function etf(tables: Tables): Written {
  const asked = askedOf(tables, {
    is: (object, value) => `${objectSlot(tables, object)} == ${quoted(valueText(tables, object, value))}`,
    isIn: (thread, region, isInside) => {
      if (isEverIn(tables, thread, region)) return `${regionMap(region, thread)} == "${isInside ? 'yes' : 'no'}"`
      return isInside ? undefined : 'true'
    },
  })
  const stays = staysOf(tables.program.ir)
  const notes = stays === undefined ? ['deadlocks are not asked: too many combinations of places may stay'] : []
  return { pieces: pieces(tables, asked, stays ?? []), notes: [...asked.notes, ...notes] }
}

function* pieces(tables: Tables, asked: Asked, stays: readonly (readonly LocalId[])[]): Generator<string> {
  const { ir } = tables.program
  yield* header(tables, asked)
  const slots = [...ir.objects.keys()].map((object) => objectSlot(tables, object))
  const places = [...ir.threads.keys()].map((thread) => threadSlot(tables, thread))
  yield section('state', [[...slots, ...places].map((name) => `${name}:${name}`).join(' ')])
  yield section('edge', ['step:step'])
  yield section('init', [[...ir.objects, ...ir.threads].map(({ initial }) => initial).join(' ')])
  const words = new Map<string, number>()
  yield* steps(tables, words)
  yield* staying(ir, stays, words)
  yield* maps(tables, asked)
  yield* sorts(tables, words)
}

function* header(tables: Tables, asked: Asked): Generator<string> {
  const { ir } = tables.program
  const formulas = [...asked.formulas].map(([property, formula]) => {
    return `  --invariant='${formula}', for ${at(ir.properties, property, 'properties').name}`
  })
  const failing = ir.threads.flatMap((table, thread) => (mayFail(table) ? [`${failedMap(thread)} == "no"`] : []))
  const lines = [
    tables.title,
    howToRun,
    ...(ir.isDeadlockViolation ? ['  --deadlock'] : []),
    ...(failing.length === 0 ? [] : [`  --invariant='${failing.join(' && ')}', for failing operations`]),
    ...formulas,
    ...asked.notes,
  ]
  for (const line of lines) yield `% ${printable(line)}\n`
}

/** A section for each thread and each set of objects that its steps are about. */
function* steps(tables: Tables, words: Map<string, number>): Generator<string> {
  const { program } = tables
  const rows = new Rows(program, { readsWritten: true })
  for (const [thread, { stored }] of program.ir.threads.entries()) {
    const sections = new Map<string, string[]>()
    for (const [local, isStored] of stored.entries()) {
      if (!isStored) continue
      for (const row of rows.of(thread, local)) {
        const about = [...row.reads.keys()].toSorted((a, b) => a - b).join()
        const lines = sections.get(about) ?? []
        lines.push(`${columnsOf(program.ir, row)} ${numberOf(tables.words.step(row.step), words)}`)
        sections.set(about, lines)
      }
    }
    for (const lines of sections.values()) yield section('trans', lines)
  }
}

function columnsOf({ objects, threads }: Ir, { step, reads, writes }: Row): string {
  const columns = [...objects, ...threads].map(() => '*')
  for (const [object, before] of reads) columns[object] = `${before}/${writes.get(object) ?? before}`
  columns[objects.length + step.thread] = `${step.localBefore}/${step.localAfter}`
  return columns.join(' ')
}

/** Every combination of places at which all threads may stay; `undefined` where there are too many. */
function staysOf({ threads, isDeadlockViolation }: Ir): readonly (readonly LocalId[])[] | undefined {
  if (!isDeadlockViolation) return []
  const content = threads.map((table) =>
    table.stored.flatMap((isStored, local) => (isStored && isContentAt(table, local) ? [local] : [])),
  )
  if (content.reduce((product, locals) => product * locals.length, 1) > mostStays) return undefined
  return content.reduce<readonly (readonly LocalId[])[]>(
    (all, locals) => all.flatMap((some) => locals.map((local) => [...some, local])),
    [[]],
  )
}

function* staying(ir: Ir, stays: readonly (readonly LocalId[])[], words: Map<string, number>): Generator<string> {
  if (stays.length === 0) return
  const number = numberOf(mayStay, words)
  const before = ir.objects.map(() => '* ').join('')
  yield section(
    'trans',
    stays.map((locals) => `${before}${locals.map((local) => `${local}/${local}`).join(' ')} ${number}`),
  )
}

/** Labels of states: whether a thread has failed, and whether it is in a region that an invariant observes. */
function* maps(tables: Tables, asked: Asked): Generator<string> {
  const { ir } = tables.program
  for (const [thread, table] of ir.threads.entries())
    if (mayFail(table)) yield map(ir, thread, failedMap(thread), (local) => table.pending[local] === Pending.failed)
  const observed = [...asked.formulas.keys()].flatMap((property) => at(ir.properties, property, 'properties').observes)
  for (const region of new Set(observed.flatMap((it) => (it.kind === 'region' ? [it.region] : []))))
    for (const [thread, { regions }] of ir.threads.entries())
      if (isEverIn(tables, thread, region))
        yield map(ir, thread, regionMap(region, thread), (local) => ((at(regions, local) >>> region) & 1) === 1)
}

/** Over all local states of the thread: LTSmin asks it of each. */
function map({ objects, threads }: Ir, thread: ThreadIndex, name: string, holds: (local: LocalId) => boolean): string {
  const { stored } = at(threads, thread, 'threads')
  const lines = stored.flatMap((isStored, local) => {
    if (!isStored) return []
    const columns = [...objects, ...threads].map(() => '*')
    columns[objects.length + thread] = String(local)
    return [`${columns.join(' ')} ${holds(local) ? 1 : 0}`]
  })
  return section(`map ${name}:truth`, lines, 'map')
}

function* sorts(tables: Tables, words: ReadonlyMap<string, number>): Generator<string> {
  const { objects, threads } = tables.program.ir
  yield section('sort truth', ['"no"', '"yes"'], 'sort')
  yield section('sort step', [...words.keys()].map(quoted), 'sort')
  for (const [object, { valueCount }] of objects.entries()) {
    const values = Array.from({ length: valueCount }, (_, value) => quoted(valueText(tables, object, value)))
    yield section(`sort ${objectSlot(tables, object)}`, values, 'sort')
  }
  for (const [thread, { stored }] of threads.entries()) {
    const places = stored.map((isStored, local) => `${local}${isStored ? ` ${tables.words.place(thread, local)}` : ''}`)
    yield section(`sort ${threadSlot(tables, thread)}`, places.map(quoted), 'sort')
  }
}

function section(begin: string, lines: readonly string[], kind: string = begin): string {
  return `begin ${begin}\n${lines.join('\n')}\nend ${kind}\n`
}

function numberOf(word: string, words: Map<string, number>): number {
  if (!words.has(word)) words.set(word, words.size)
  return existing(words.get(word), 'a word')
}

function mayFail({ pending, stored }: ThreadTable): boolean {
  return pending.some((kind, local) => kind === Pending.failed && stored[local] === true)
}

function objectSlot({ program }: Tables, object: number): string {
  return `o${object}_${identifier(at(program.ir.objects, object, 'objects').name)}`
}

function threadSlot({ program }: Tables, thread: ThreadIndex): string {
  return `t${thread}_${identifier(at(program.ir.threads, thread, 'threads').name)}`
}

function regionMap(region: RegionId, thread: ThreadIndex): string {
  return `in${region}_t${thread}`
}

function failedMap(thread: ThreadIndex): string {
  return `failed_t${thread}`
}

/** The number tells values apart whose texts are the same. A formula stands in single quotes on a command line. */
function valueText({ words }: Tables, object: number, value: number): string {
  return `${value} ${words.value(object, value).replaceAll("'", '')}`
}

function identifier(name: string): string {
  return name.replaceAll(/[^A-Za-z0-9]+/g, '_')
}

/** The format prints signs of ASCII only; all others go by their bytes. */
function quoted(text: string): string {
  if (/^[ -~]*$/.test(text)) return `"${text.replaceAll(/["\\]/g, '\\$&')}"`
  const bytes = [...new TextEncoder().encode(text)]
  return `#${bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('')}#`
}
