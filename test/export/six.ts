import { check, type System, type Verdict } from 'lockproof'
import { flagLock } from '../../examples/flag.ts'
import { exported } from '../../src/export/exported.ts'
import { graphed } from '../../src/export/graphed.ts'
import type { GraphKind, TableKind } from '../../src/export/kinds.ts'
import type { Written } from '../../src/export/tables/tables.ts'
import { withPoison } from '../../src/model/run/poison.ts'
import { Meter } from '../../src/tasks/meter.ts'
import { finished } from '../../src/tasks/task.ts'
import { six as systems } from '../setup/six.ts'

/** Of each kind of verdict one, small enough to be drawn. */
export const six: readonly (readonly [name: string, system: System])[] = systems.map(([, name, system]) => [
  name,
  name === 'flagLock' ? flagLock({ N: 2 }) : system,
])

type Text = { readonly text: string; readonly notes: readonly string[] }

export function graphText(
  system: System,
  kind: GraphKind,
  limitStates?: number,
  verdict: Verdict = check(system),
): Text {
  return textOf(finished(graphed(system, { kind, verdict, limitStates, meter: new Meter() })))
}

export function tableText(system: System, kind: TableKind): Text {
  return textOf(finished(exported(system, kind, new Meter())))
}

function textOf({ pieces, notes }: Written): Text {
  return withPoison(() => ({ text: [...pieces].join(''), notes }))
}
