type State = Readonly<Record<string, unknown>>
type Itf = {
  readonly vars: readonly string[]
  readonly loop: number | undefined
  readonly states: readonly State[]
}

/** A trace as ADR 15 of Apalache describes them, and nothing else. @throws where it is none. */
export function readItf(text: string): Itf {
  const { '#meta': _, params = [], vars, states, loop, ...more } = JSON.parse(text) as Record<string, unknown> // looked at below
  require(Object.keys(more).length === 0, 'parts')
  require(isTexts(vars) && isTexts(params), 'variables')
  require(Array.isArray(states) && states.length > 0, 'states')
  require(loop === undefined || (Number.isInteger(loop) && Number(loop) >= 0 && Number(loop) < states.length), 'loop')
  for (const state of states) requireState(state, vars)
  return { vars, loop: loop === undefined ? undefined : Number(loop), states }
}

function requireState(state: unknown, vars: readonly string[]): asserts state is State {
  require(isRecord(state), 'a state')
  const { '#meta': _, ...values } = state
  require(Object.keys(values).toSorted().join('\n') === vars.toSorted().join('\n'), 'its variables')
  for (const value of Object.values(values)) requireValue(value)
}

function requireValue(value: unknown): void {
  for (const part of partsOf(value)) requireValue(part)
}

/** Values in a value. */
function partsOf(value: unknown): readonly unknown[] {
  if (typeof value === 'boolean' || typeof value === 'string') return []
  if (Array.isArray(value)) return value
  require(isRecord(value), `a value, not ${JSON.stringify(value)}`)
  const [[form = '', part] = []] = Object.entries(value)
  if (!form.startsWith('#')) return Object.values(value)
  require(Object.keys(value).length === 1, 'one form')
  switch (form) {
    case '#bigint':
      require(typeof part === 'string' && /^-?\d+$/.test(part), 'an integer')
      return []
    case '#unserializable':
      require(typeof part === 'string', 'a text')
      return []
    case '#tup':
    case '#set':
      require(Array.isArray(part), 'a list')
      return part
    case '#map':
      require(Array.isArray(part) && part.every((pair) => Array.isArray(pair) && pair.length === 2), 'pairs')
      return part.flat()
    default:
      throw new Error(`unknown form ${form}`)
  }
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((it) => typeof it === 'string')
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function require(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Error(`expected ${what}`)
}
