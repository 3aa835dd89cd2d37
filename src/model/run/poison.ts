/** While bodies and recipes run, what differs from run to run is out of reach: clocks, timers and randomness. */
import { ModelError } from '../../errors/model-error.ts'
import { callSite } from '../protocol/site.ts'

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

const poisoned: readonly Poisoned[] = [
  { holder: Math, key: 'random', name: 'Math.random' },
  { holder: globalThis, key: 'Date', name: 'Date' },
  ...['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask'].map((key) => ({
    holder: globalThis,
    key,
    name: key,
  })),
]

let isPoisoned = false

/** Runs `run` with the poison in place; inside another `withPoison` it costs nothing. */
export function withPoison<T>(run: () => T): T {
  if (isPoisoned) return run()
  const restored = poisoned.map(poison)
  isPoisoned = true
  try {
    return run()
  } finally {
    isPoisoned = false
    for (const restore of restored) restore()
  }
}

/** Puts the poison in one place, and gives the way to take it out. */
function poison({ holder, key, name }: Poisoned): () => void {
  const original = Object.getOwnPropertyDescriptor(holder, key)
  if (original?.configurable !== true) return () => {}
  const refused =
    key === 'Date'
      ? Object.assign(refuse(name), { now: refuse('Date.now'), parse: refuse('Date.parse'), UTC: refuse('Date.UTC') })
      : refuse(name)
  Object.defineProperty(holder, key, { ...original, value: refused })
  return () => {
    Object.defineProperty(holder, key, original)
  }
}
