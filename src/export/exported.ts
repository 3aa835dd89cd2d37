import { keepsRest } from '../check/waiting/callers.ts'
import { UsageError } from '../errors/usage-error.ts'
import { compiling } from '../model/compile/compile.ts'
import type { System } from '../model/language/system.ts'
import type { Design } from '../model/protocol/design.ts'
import { systemText } from '../report/text/headline.ts'
import type { Meter } from '../tasks/meter.ts'
import type { Task } from '../tasks/task.ts'
import { parameterValues } from '../verdict/value.ts'
import type { TableKind } from './kinds.ts'
import { etf } from './tables/etf.ts'
import { promela } from './tables/promela.ts'
import type { Tables, Written } from './tables/tables.ts'
import { wordsOf } from './words/words.ts'

const writers: Readonly<Record<TableKind, (tables: Tables) => Written>> = { promela, etf }

/**
 * The tables of a system for another checker. @throws UsageError U011 where they are not closed or too large;
 * ModelError; Stopped
 */
export function* exported(system: System, kind: TableKind, meter: Meter): Task<Written> {
  const design = system.build()
  if (keepsRest(design)) throw atRest(system.name)
  const compiled = yield* compiling(design, { meter })
  if (!compiled.isClosed) throw open(system.name, compiled.overBudget)
  return writers[kind]({
    program: compiled.program,
    title: systemText(system.name, parameterValues(system.parameters)),
    words: wordsOf(compiled),
    notAsked: notAsked(design),
  })
}

/** What is asked of runs is not in the tables. */
function notAsked({ objects, liveness, isDeadlockAllowed }: Design): readonly string[] {
  return [
    ...(isDeadlockAllowed ? [] : ['who is stuck while others go on is not asked']),
    ...objects.flatMap(({ refines }) =>
      refines === undefined ? [] : [`where calls wait though ${refines.specification} would not is not asked`],
    ),
    ...liveness.map(({ name }) => `'${name}' is not asked: it is of whole runs`),
  ]
}

/** Who steps there before all others is not in the tables. */
function atRest(name: string): UsageError {
  const [expected, seen] = ['a refinement that keeps answers, or waiting', 'one that keeps the order at rest']
  return new UsageError(
    'U011',
    `The tables of ${name} do not say when all are at rest: expected ${expected}, saw ${seen}.`,
    {
      expected,
      seen,
    },
  )
}

function open(name: string, what: string | undefined): UsageError {
  const fix = 'Give smaller parameters, or bound what grows.'
  const seen = `${what === undefined ? '' : `${what} is `}more than they have room for`
  return new UsageError('U011', `The tables of ${name} do not say all that can happen: ${seen}. ${fix}`, {
    expected: 'tables that say all that can happen',
    seen,
    fix,
  })
}
