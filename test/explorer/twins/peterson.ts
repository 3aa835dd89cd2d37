import type { Next, TinyModel } from '../tiny-model.ts'
import { exclusion, load, range, store } from './steps.ts'

export function peterson(n: number): TinyModel {
  const objects: TinyModel['objects'] = {}
  for (const i of range(0, n)) objects[`level${i}`] = { initial: 0, domain: range(0, n) }
  for (const l of range(1, n)) objects[`victim${l}`] = { initial: 0, domain: range(0, n) }
  const thread = (i: number) => {
    const next = (k: number) => (k + 1 === i ? k + 2 : k + 1)
    const pass = (l: number) => (l < n - 1 ? ['A0', l, 0] : ['A4', l, 0])
    return ([pc, l, k]: [string, number, number]): Next => {
      if (pc === 'A0') return store(`level${i}`, l + 1, ['A1', l + 1, 0])
      if (pc === 'A1') return store(`victim${l}`, i, ['A2', l, i === 0 ? 1 : 0])
      if (pc === 'A2')
        return load(`level${k}`, (seen: number) =>
          seen >= l ? ['A3', l, k] : next(k) < n ? ['A2', l, next(k)] : pass(l),
        )
      if (pc === 'A3') return load(`victim${l}`, (seen: number) => (seen === i ? ['A2', l, k] : pass(l)))
      if (pc === 'A4') return { region: 'critical', skip: ['A5', l, 0] }
      return { region: 'critical', ...store(`level${i}`, 0, ['A0', 0, 0]) }
    }
  }
  return {
    name: `peterson ${n}`,
    objects,
    threads: range(0, n).map((i) => ({ initial: ['A0', 0, 0], at: thread(i) })),
    properties: [exclusion],
  }
}
