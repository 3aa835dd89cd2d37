import { ModelError } from '../../errors/model-error.ts'
import type { ObjectDeclaration, PredicateDeclaration, RegionDeclaration } from '../protocol/declarations.ts'
import { sharedName } from '../protocol/names.ts'
import type { Running } from '../protocol/running.ts'
import { callSite } from '../protocol/site.ts'
import { type Code, call } from '../run/call.ts'
import { show } from '../values/encode.ts'
import type { ThreadId } from '../values/thread-id.ts'
import type { Cell } from './cell.ts'
import type { Immutable } from './data.ts'
import { partsOf } from './declared.ts'
import type { Ghost } from './ghost.ts'
import type { AnySharedObject, ValueOf } from './object.ts'
import type { Plain } from './plain.ts'
import { type Region, regionDeclaration } from './region.ts'
import { Row } from './row.ts'

/** What a property may read. */
// biome-ignore lint/suspicious/noExplicitAny: a cell is invariant in its values, so only `any` admits all cells
export type Observable = Readable | Row<any, Readable> | Region

/** One with a value of its own. */
// biome-ignore lint/suspicious/noExplicitAny: as above
type Readable = Cell<any> | Plain<any> | AnySharedObject

/** What a property's predicate gets for it: a value, the values of a row in the order of its keys, or the threads inside a region. */
export type Observed<O> = O extends Region
  ? readonly ThreadId[]
  : O extends Row<infer _K, infer One>
    ? readonly Observed<One>[]
    : O extends Cell<infer V>
      ? V
      : O extends Plain<infer P>
        ? P
        : O extends Ghost<infer V>
          ? V
          : O extends AnySharedObject
            ? Immutable<ValueOf<O>>
            : never

type Declaration = ObjectDeclaration | RegionDeclaration

/** One declaration, or those of a row. */
function declarationsOf(observable: Observable): Declaration | readonly Declaration[] {
  const region = regionDeclaration(observable)
  if (region !== undefined) return region
  const parts = partsOf(observable)
  if (parts !== undefined) {
    const declarations = parts.map(({ declaration }) => declaration)
    return observable instanceof Row ? declarations : (declarations[0] as ObjectDeclaration) // a cell or an object has one
  }
  throw new ModelError(
    'M010',
    'A property was given something that it cannot read: expected cells, objects, ghosts and regions of this system.',
  )
}

/** A predicate over a tuple of observables; `holds` gets one argument for each. */
export function predicate<O extends readonly Observable[]>(
  name: string,
  observables: O,
  holds: (...observed: { [I in keyof O]: Observed<O[I]> }) => boolean,
): PredicateDeclaration {
  const declared = observables.map(declarationsOf)
  const site = callSite()
  const code: Code = { source: holds, role: 'function', name: `'${name}'`, site }
  let running: Running | undefined
  return {
    name,
    observes: declared.flat(),
    site,
    holds: (flat) => {
      let next = 0
      const grouped = declared.map((group) => (Array.isArray(group) ? group.map(() => flat[next++]) : flat[next++]))
      running ??= { kind: 'property', name, observes: declared.flatMap(namesOf) } // shared() has given the names by now
      // the compiler has checked `holds` against what the observables give
      const result = call(code, running, () => (holds as (...args: unknown[]) => unknown)(...grouped))
      if (typeof result === 'boolean') return result
      throw new ModelError('M010', `'${name}' answered ${show(result)}: expected true or false.`, {
        site,
        expected: 'a boolean',
        seen: String(result),
      })
    },
  }
}

/** Of a row one. */
function namesOf(group: Declaration | readonly Declaration[]): string[] {
  return (Array.isArray(group) ? group : [group]).slice(0, 1).map(nameOf)
}

/** As `shared` or `regions` was given it. */
function nameOf(declared: Declaration): string {
  return 'initial' in declared ? sharedName(declared) : declared.name
}
