import type { System } from 'lockproof'
import * as bakery from '../../../examples/memory/bakery.ts'
import * as chaseLev from '../../../examples/memory/chase-lev.ts'
import * as clh from '../../../examples/memory/clh.ts'
import * as dekker from '../../../examples/memory/dekker.ts'
import * as futex from '../../../examples/memory/futex-mutex.ts'
import * as mcs from '../../../examples/memory/mcs.ts'
import * as peterson from '../../../examples/memory/peterson.ts'
import * as qspinlock from '../../../examples/memory/qspinlock.ts'
import * as rcu from '../../../examples/memory/rcu.ts'
import * as rwLock from '../../../examples/memory/rw-lock.ts'
import * as seqlock from '../../../examples/memory/seqlock.ts'
import * as ticket from '../../../examples/memory/ticket.ts'
import * as treiber from '../../../examples/memory/treiber.ts'
import { catalogueOf } from '../../../src/catalogue/catalogue.ts'
import type { Orders } from './lock.ts'

export type AlgorithmName =
  | 'bakery'
  | 'chaseLev'
  | 'clh'
  | 'dekker'
  | 'futex'
  | 'mcs'
  | 'qspinlock'
  | 'rcu'
  | 'rwLock'
  | 'seqlock'
  | 'treiber'

/** An example whose orders can be changed, by site. */
type Example = { readonly orders: Orders; readonly withOrders: (name: string, changed?: never) => System }

export const examples: Readonly<Record<AlgorithmName, Example>> = {
  bakery,
  chaseLev,
  clh,
  dekker,
  futex,
  mcs,
  qspinlock,
  rcu,
  rwLock,
  seqlock,
  treiber,
}

export const withOrders = (name: AlgorithmName, changed: Orders = {}): System =>
  examples[name].withOrders(name, changed as never)

/** What `examples/memory` exports, and says what must be found in it; with its file. */
export const systems: readonly (readonly [file: string, name: string, system: System])[] = catalogueOf(
  Object.entries({ ...examples, peterson, ticket }).map(([file, exports]) => ({ file, exports })),
).map(({ file, exportName, system }) => [file, exportName, system])
