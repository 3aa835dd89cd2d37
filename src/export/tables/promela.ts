/**
 * Closed tables as Promela. Each thread is a process, each of its stored local states a label, each row a `d_step`: so
 * that SPIN, which neither merges steps nor reduces (`spin -o1 -o2 -o3`, `-DNOREDUCE`), has the states and the edges of
 * the tables. What invariants observe of regions is kept in variables that follow from the labels, and tell no two
 * states apart. The `printf` of a step is its word in a schedule: a guided run prints it. Many rows that differ in one
 * value only are an array of C: neither SPIN nor a C compiler is made for thousands of statements.
 */
import { at } from '../../errors/at.ts'
import { isContentAt } from '../../explorer/steps/content-at.ts'
import { type Ir, type LocalId, Pending, type RegionId, type ThreadIndex, type ThreadTable } from '../../model/ir.ts'
import { printable } from '../../model/values/printable.ts'
import { cut } from '../../report/text/wrap.ts'
import { type Fold, folded } from './fold.ts'
import { type Row, Rows } from './rows.ts'
import { type Asked, askedOf, isEverIn, type Tables, type Written } from './tables.ts'

const howToRun = [
  'spin -o1 -o2 -o3 -a FILE && gcc -O1 -w -DSAFETY -DNOREDUCE -o pan pan.c && ./pan -m1000000',
  "after an error ./pan -r | sed -n 's/^step //p' prints its schedule, for lockproof replay --schedule",
]

/** Values that a comment names. */
const mostNamed = 8
const widest = 60

/** Where a process is in what local state, and which variables say who is in a region. */
type Model = { readonly tables: Tables; readonly asked: Asked; readonly regions: readonly RegionId[] }

export function promela(tables: Tables): Written {
  const asked = askedOf(tables, {
    is: (object, value) => `o${object} == ${value}`,
    isIn: (thread, region, isInside) => {
      if (!isEverIn(tables, thread, region)) return isInside ? undefined : 'true'
      return isInside ? variable(region, thread) : `!${variable(region, thread)}`
    },
  })
  const { properties } = tables.program.ir
  const observed = [...asked.formulas.keys()].flatMap((property) => at(properties, property, 'properties').observes)
  const regions = [...new Set(observed.flatMap((it) => (it.kind === 'region' ? [it.region] : [])))]
  return { pieces: pieces({ tables, asked, regions }), notes: asked.notes }
}

function* pieces(model: Model): Generator<string> {
  const { tables, asked } = model
  const { ir } = tables.program
  yield* [tables.title, ...howToRun, ...asked.notes].map((text) => `${comment(text)}\n`)
  yield '\n'
  yield* objects(tables)
  yield* regionVariables(model)
  for (const [property, formula] of asked.formulas)
    yield `#define p${property} ${formula}\n${comment(`p${property}: ${at(ir.properties, property, 'properties').name}`)}\n`
  const rows = new Rows(tables.program)
  for (const thread of ir.threads.keys()) yield* process(model, thread, rows)
}

function* objects({ program, words }: Tables): Generator<string> {
  for (const [object, { name, initial, valueCount }] of program.ir.objects.entries()) {
    const named = Array.from(
      { length: Math.min(valueCount, mostNamed) },
      (_, v) => `${v} ${cut(words.value(object, v), widest)}`,
    )
    const said = [...named, ...(valueCount > mostNamed ? [`… ${valueCount} values`] : [])].join(', ')
    yield `${typeFor(valueCount)} o${object} = ${initial}; ${comment(`${name}: ${said}`)}\n`
  }
}

function* regionVariables({ tables, regions }: Model): Generator<string> {
  const { ir } = tables.program
  for (const region of regions)
    for (const [thread, table] of ir.threads.entries()) {
      if (!isEverIn(tables, thread, region)) continue
      const said = comment(`${table.name} in ${at(ir.regions, region, 'regions')}`)
      yield `bit ${variable(region, thread)} = ${insideBit(table, table.initial, region)}; ${said}\n`
    }
}

function* process(model: Model, thread: ThreadIndex, rows: Rows): Generator<string> {
  const { words, program } = model.tables
  const { ir } = program
  const table = at(ir.threads, thread, 'threads')
  const locals = table.stored.flatMap((isStored, local) => (isStored && local !== table.initial ? [local] : []))
  const places = [table.initial, ...locals].map((local) => ({ local, steps: folded([...rows.of(thread, local)]) }))
  for (const [index, one] of places.flatMap(foldsOf).entries()) yield array(model, thread, index, one)
  let folds = 0
  yield `\nactive proctype T${thread}() { ${comment(table.name)}\n`
  if (thread === 0) for (const property of violatedAtFirst(model)) yield `  assert(p${property});\n`
  for (const { local, steps } of places) {
    yield `${labelOf(ir, table, local)}: ${comment(words.place(thread, local))}\n`
    yield steps.length === 0 ? '  false;\n' : '  if\n'
    for (const one of steps) yield 'row' in one ? foldStep(model, table, one, folds++) : rowStep(model, table, one)
    if (steps.length > 0) yield '  fi;\n'
  }
  yield '}\n'
}

function foldsOf({ steps }: { readonly steps: readonly (Row | Fold)[] }): readonly Fold[] {
  return steps.filter((one) => 'row' in one)
}

/** What becomes of each value; -1 where the step cannot be taken. */
function array({ tables }: Model, thread: ThreadIndex, index: number, { object, after }: Fold): string {
  const { valueCount } = at(tables.program.ir.objects, object, 'objects')
  const all = Array.from({ length: valueCount }, (_, value) => after.get(value) ?? -1)
  return `c_decl { static const int after${thread}_${index}[] = { ${all.join(', ')} }; }\n`
}

function rowStep(model: Model, table: ThreadTable, row: Row): string {
  const guard = [...row.reads].map(([object, value]) => `o${object} == ${value}`).join(' && ') || 'true'
  return step(model, table, row, {
    guard,
    effects: [...row.writes].map(([object, value]) => `o${object} = ${value}`),
  })
}

function foldStep(model: Model, table: ThreadTable, { row, object, after }: Fold, index: number): string {
  const next = `after${row.step.thread}_${index}[now.o${object}]`
  const changes = [...after].some(([before, value]) => before !== value)
  const writes = new Map(changes ? [[object, 0]] : [])
  return step(
    model,
    table,
    { ...row, writes },
    {
      guard: `c_expr { ${next} >= 0 }`,
      effects: changes ? [`c_code { now.o${object} = ${next}; }`] : [],
    },
  )
}

type Said = { readonly guard: string; readonly effects: readonly string[] }

function step(model: Model, table: ThreadTable, { step, writes }: Row, { guard, effects }: Said): string {
  const { tables, asked, regions } = model
  const { ir } = tables.program
  const { thread, localBefore, localAfter } = step
  const crossed = regions.filter(
    (region) => insideBit(table, localBefore, region) !== insideBit(table, localAfter, region),
  )
  const properties = [...asked.formulas.keys()].filter((property) =>
    at(ir.properties, property, 'properties').observes.some((it) =>
      it.kind === 'object' ? writes.has(it.object) : crossed.includes(it.region),
    ),
  )
  const all = [
    ...effects,
    ...crossed.map((region) => `${variable(region, thread)} = ${insideBit(table, localAfter, region)}`),
    `printf("step ${tables.words.step(step)}\\n")`,
    ...properties.map((property) => `assert(p${property})`),
    ...(table.pending[localAfter] === Pending.failed ? ['assert(false)'] : []),
  ]
  return `  :: d_step { ${guard} -> ${all.join('; ')} }; goto ${labelOf(ir, table, localAfter)}\n`
}

/** No step leads to the initial state: who begins says what is violated there. */
function violatedAtFirst({ tables, asked }: Model): readonly number[] {
  const { ir, unknowns } = tables.program
  return [...asked.formulas.keys()].filter((property) => {
    const valuation = at(ir.properties, property, 'properties').observes.map((it) =>
      it.kind === 'object'
        ? at(ir.objects, it.object, 'objects').initial
        : ir.threads.reduce((set, table, t) => set + 2 ** t * insideBit(table, table.initial, it.region), 0),
    )
    try {
      return !unknowns.evaluate(property, valuation)
    } catch {
      return true
    }
  })
}

/** SPIN takes it for no deadlock where all processes stand at labels that begin with `end`. */
function labelOf({ isDeadlockViolation }: Ir, table: ThreadTable, local: LocalId): string {
  return `${!isDeadlockViolation || isContentAt(table, local) ? 'end_' : ''}L${local}`
}

function insideBit({ regions }: ThreadTable, local: LocalId, region: RegionId): 0 | 1 {
  return ((at(regions, local) >>> region) & 1) === 1 ? 1 : 0
}

function variable(region: RegionId, thread: ThreadIndex): string {
  return `in${region}_${thread}`
}

function typeFor(values: number): string {
  return values <= 2 ? 'bit' : values <= 256 ? 'byte' : values <= 32_768 ? 'short' : 'int'
}

function comment(text: string): string {
  return `/* ${printable(text).replaceAll(/\*\/|\/\*/g, '* /')} */`
}
