/** While a user's code runs, what differs from run to run is out of reach: clocks, timers and randomness. */
import { ModelError } from '../../errors/model-error.ts'
import { callSite } from '../protocol/site.ts'
import { isProtected } from '../values/protections.ts'

function refuse(name: string): () => never {
  // a function, not an arrow: `new Date()` must reach it
  return function refused() {
    throw new ModelError(
      'M004',
      `The design uses ${name}: a body may depend only on its arguments and answers. Use choose() or pick() for what may go several ways.`,
      {
        seen: name,
        fix: 'Use choose() or pick() for what may go several ways.',
        site: callSite(),
      },
    )
  }
}

type Poisoned = { readonly holder: object; readonly key: string; readonly name: string }

const timers = ['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask']

/** What this host has of them. */
const poisoned: readonly Poisoned[] = [
  ...of('Math', 'random'),
  { holder: globalThis, key: 'Date', name: 'Date' },
  ...timers.filter((key) => key in globalThis).map((key) => ({ holder: globalThis, key, name: key })),
  ...of('performance', 'now'),
  ...of('crypto', 'getRandomValues', 'randomUUID'),
  ...of('process', 'hrtime', 'uptime'),
]

function of(holderName: string, ...keys: readonly string[]): readonly Poisoned[] {
  const holder: unknown = Reflect.get(globalThis, holderName)
  if (typeof holder !== 'object' || holder === null) return []
  return keys.filter((key) => key in holder).map((key) => ({ holder, key, name: `${holderName}.${key}` }))
}

/** Of a property that its holder inherits. */
const hidden: PropertyDescriptor = { configurable: true, enumerable: false, writable: true }

let isPoisoned = false

/** Whether the poison is in place. */
export function isOutOfReach(): boolean {
  return isPoisoned
}

/** Runs `run` with the poison in place; inside another `withPoison` it costs nothing. */
export function withPoison<T>(run: () => T): T {
  if (isPoisoned || !isProtected('clocks and chance are out of reach')) return run()
  const restored = poisoned.map(poison)
  isPoisoned = true
  try {
    return run()
  } finally {
    isPoisoned = false
    for (const restore of restored) restore()
  }
}

/**
 * Puts the poison in one place, and gives the way to take it out. Methods of a prototype are hidden by one of the object's own. Attributes stay as they
 * were: a change of them would turn `Math` into a dictionary, and each `Math.imul` of a search into a look-up.
 */
function poison({ holder, key, name }: Poisoned): () => void {
  const original = Object.getOwnPropertyDescriptor(holder, key)
  if (original?.configurable === false) return () => {}
  const refused =
    key === 'Date'
      ? Object.assign(refuse(name), { now: refuse('Date.now'), parse: refuse('Date.parse'), UTC: refuse('Date.UTC') })
      : key === 'hrtime'
        ? Object.assign(refuse(name), { bigint: refuse('process.hrtime.bigint') })
        : refuse(name)
  Object.defineProperty(holder, key, { ...(original ?? hidden), value: refused })
  return () => {
    if (original === undefined) Reflect.deleteProperty(holder, key)
    else Object.defineProperty(holder, key, original)
  }
}
