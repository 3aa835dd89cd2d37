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
        fix: 'Use choose() in a body, pick() in a recipe.',
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

/** Runs `run` with the poison in place. */
export function withPoison<T>(run: () => T): T {
  const restored = poisoned.map(({ holder, key, name }) => {
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
  })
  try {
    return run()
  } finally {
    for (const restore of restored) restore()
  }
}
