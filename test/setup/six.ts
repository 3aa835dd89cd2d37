import type { System } from 'lockproof'
import { upgradeTwoReaders } from '../../examples/eresource/upgrades.ts'
import { flagLock } from '../../examples/flag.ts'
import { naive } from '../../examples/naive-flag.ts'
import { inverted } from '../../examples/two-locks.ts'
import { testAndSet } from '../../examples/waiting/fair-locks.ts'
import { besideAClock } from '../../examples/waiting/stuck.ts'

/** Of each kind of verdict one: systems that the examples export. */
export const six: readonly (readonly [file: string, exportName: string, system: System])[] = [
  ['examples/flag.ts', 'flagLock', flagLock()],
  ['examples/naive-flag.ts', 'naive', naive],
  ['examples/two-locks.ts', 'inverted', inverted],
  ['examples/eresource/upgrades.ts', 'upgradeTwoReaders', upgradeTwoReaders.system],
  ['examples/waiting/fair-locks.ts', 'testAndSet', testAndSet()],
  ['examples/waiting/stuck.ts', 'besideAClock', besideAClock],
]
