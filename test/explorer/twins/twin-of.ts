import type { ModelName, Parameters } from '../../../bench/expected.ts'
import type { TinyModel } from '../tiny-model.ts'
import { bakery } from './bakery.ts'
import { eresource } from './eresource.ts'
import { mcs } from './mcs.ts'
import { peterson } from './peterson.ts'
import { phil } from './phil.ts'
import { rwlock } from './rwlock.ts'
import { ticket } from './ticket.ts'

const twins: Readonly<Record<ModelName, (params: Parameters) => TinyModel>> = {
  peterson: ({ N }) => peterson(N!),
  bakery: ({ N, M }) => bakery(N!, M!),
  ticket: ({ N }) => ticket(N!),
  mcs: ({ N }) => mcs(N!),
  rwlock: ({ R, W }) => rwlock(R!, W!),
  eresource: ({ N, D }) => eresource(N!, D!),
  phil: ({ N }) => ({ ...phil(N!), isDeadlockViolation: false }), // its full state space, not the way to its deadlock
}

/** The lock model of bench/models, written as tables by hand: the twin of what is compiled, and compared with it. */
export function twinOf(model: ModelName, params: Parameters): TinyModel {
  return twins[model](params)
}
