import type { System } from 'lockproof'
import type { ModelName, Parameters } from './expected.ts'
import { bakery } from './models/bakery.ts'
import { eresource } from './models/eresource.ts'
import { mcs } from './models/mcs.ts'
import { peterson } from './models/peterson.ts'
import { phil } from './models/phil.ts'
import { rwlock } from './models/rwlock.ts'
import { ticket } from './models/ticket.ts'

const families: Readonly<Record<ModelName, (params: Parameters) => System>> = {
  peterson,
  bakery,
  ticket,
  mcs,
  rwlock,
  eresource,
  phil: (params) => phil({ ...params, mayDeadlock: true }), // its full state space, not the way to its deadlock
}

export function systemOf(model: ModelName, params: Parameters): System {
  return families[model](params)
}
