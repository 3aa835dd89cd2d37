import type { RegionDeclaration } from '../protocol/declarations.ts'
import type { ThreadId } from '../values/thread-id.ts'
import { step } from './frames.ts'
import { frame, type Steps } from './steps.ts'

const declarationOf: unique symbol = Symbol('region')

/**
 * A stretch of a body with a name. A thread is inside while its pending step is: `critical(() => unlock(me))`. Without a body it is one local
 * step. It adds no step of its own; properties read it as the list of the threads inside.
 */
export type Region = {
  (): Steps
  <R>(body: () => Steps<R>): Steps<R>
  readonly [declarationOf]: RegionDeclaration
}

export function region(name: string): Region {
  const declaration: RegionDeclaration = { name }
  const enter = <R>(body?: () => Steps<R>): Steps<R | void> =>
    frame<R | void>({
      word: 'region',
      name,
      label: `${name}(…)`,
      body: body ?? (() => step(name)),
      source: body ?? region,
      region: declaration,
    })
  return Object.assign(enter, { [declarationOf]: declaration }) as Region // the two call forms of enter
}

export function regionDeclaration(value: unknown): RegionDeclaration | undefined {
  return typeof value === 'function' && declarationOf in value ? (value[declarationOf] as RegionDeclaration) : undefined // only region() sets the key
}

/** The threads inside a region, as a property reads them. */
export type Inside = readonly ThreadId[]
