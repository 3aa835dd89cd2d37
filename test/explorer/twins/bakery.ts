import type { Next, TinyModel } from '../tiny-model.ts'
import { awaitValue, bits, exclusion, load, range, store } from './steps.ts'

export function bakery(n: number, max: number): TinyModel {
  const objects: TinyModel['objects'] = {}
  for (const i of range(0, n)) {
    objects[`choosing${i}`] = { initial: 0, domain: bits }
    objects[`number${i}`] = { initial: 0, domain: range(0, max + 1) }
  }
  const thread =
    (i: number) =>
    ([pc, k, m]: [string, number, number]): Next => {
      const last = k === n - 1
      if (pc === 'B0') return store(`choosing${i}`, 1, ['B1', 0, 0])
      if (pc === 'B1')
        return load(`number${k}`, (seen: number) => [last ? 'B2' : 'B1', last ? 0 : k + 1, Math.max(m, seen)])
      if (pc === 'B2')
        return m < max ? store(`number${i}`, m + 1, ['B3', 0, 0]) : store(`choosing${i}`, 0, ['B0', 0, 0])
      if (pc === 'B3') return store(`choosing${i}`, 0, ['B4', 0, 0])
      if (pc === 'B4') return awaitValue(`choosing${k}`, 0, ['B5', k, 0])
      if (pc === 'B5') return load(`number${k}`, (seen: number) => ['~own', k, seen])
      if (pc === '~own')
        return {
          on: `number${i}`,
          label: `isNotAfter(${m},${k},${i})`,
          effect: (own) => (m !== 0 && (m < (own as number) || (m === own && k < i)) ? undefined : [[own, null]]),
          next: () => (last ? ['B6', 0, 0] : ['B4', k + 1, 0]),
        }
      if (pc === 'B6') return { region: 'critical', skip: ['B7', 0, 0] }
      return { region: 'critical', ...store(`number${i}`, 0, ['B0', 0, 0]) }
    }
  return {
    name: `bakery ${n} ${max}`,
    objects,
    threads: range(0, n).map((i) => ({ initial: ['B0', 0, 0], at: thread(i) })),
    properties: [exclusion],
  }
}
