import { UsageError } from '../../errors/usage-error.ts'

type Units = { readonly what: string; readonly example: string; readonly scales: ReadonlyMap<string, number> }

const number: Units = {
  what: 'a number of states',
  example: '2e6',
  scales: new Map(Object.entries({ '': 1, k: 1e3, m: 1e6, g: 1e9 })),
}
const size: Units = {
  what: 'a size',
  example: '4GiB or 500MB',
  scales: new Map(
    Object.entries({
      '': 1,
      b: 1,
      kb: 1e3,
      mb: 1e6,
      gb: 1e9,
      tb: 1e12,
      kib: 2 ** 10,
      mib: 2 ** 20,
      gib: 2 ** 30,
      tib: 2 ** 40,
      k: 2 ** 10,
      m: 2 ** 20,
      g: 2 ** 30,
    }),
  ),
}
const time: Units = {
  what: 'a time',
  example: '90s or 5min',
  scales: new Map(Object.entries({ '': 1e3, ms: 1, s: 1e3, min: 6e4, m: 6e4, h: 3.6e6 })),
}

/** @throws UsageError U006 where the text is no such quantity, or nothing is left by it. */
function quantity(option: string, text: string, { what, example, scales }: Units): number {
  const [, digits = '', unit = ''] = /^(\d[\d_,]*(?:\.\d+)?(?:e\d+)?)\s*([a-z]*)$/i.exec(text.trim()) ?? []
  const scale = scales.get(unit.toLowerCase())
  const value = scale === undefined || digits === '' ? Number.NaN : Number(digits.replace(/[_,]/g, '')) * scale
  if (Number.isFinite(value) && value > 0) return value
  throw new UsageError('U006', `${option} is '${text}': expected ${what} above 0, such as ${example}.`, {
    expected: what,
    seen: text,
  })
}

export function states(option: string, text: string): number {
  return Math.ceil(quantity(option, text, number))
}

export function sizeBytes(option: string, text: string): number {
  return quantity(option, text, size)
}

export function timeMs(option: string, text: string): number {
  return quantity(option, text, time)
}
