import { check, type System, type Verdict } from 'lockproof'
import { upgradeTwoReaders } from '../../examples/eresource/upgrades.ts'
import { flagLock } from '../../examples/flag.ts'
import { naive } from '../../examples/naive-flag.ts'
import { inverted } from '../../examples/two-locks.ts'
import { testAndSet } from '../../examples/waiting/fair-locks.ts'
import { besideAClock } from '../../examples/waiting/stuck.ts'
import { exported } from '../../src/export/exported.ts'
import { graphed } from '../../src/export/graphed.ts'
import type { GraphKind, TableKind } from '../../src/export/kinds.ts'
import type { Written } from '../../src/export/tables/tables.ts'
import { withPoison } from '../../src/model/run/poison.ts'
import { Meter } from '../../src/tasks/meter.ts'
import { finished } from '../../src/tasks/task.ts'

/** Of each kind of verdict one. */
export const six: readonly (readonly [name: string, system: System])[] = [
  ['flagLock', flagLock({ N: 2 })],
  ['naive', naive],
  ['inverted', inverted],
  ['upgradeTwoReaders', upgradeTwoReaders.system],
  ['testAndSet', testAndSet()],
  ['besideAClock', besideAClock],
]

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
