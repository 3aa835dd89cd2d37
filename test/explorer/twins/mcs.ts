import type { Next, TinyModel } from '../tiny-model.ts'
import { awaitValue, bits, exclusion, load, range, store, update } from './steps.ts'

export function mcs(n: number): TinyModel {
  const ids = [-1, ...range(0, n)]
  const objects: TinyModel['objects'] = { tail: { initial: -1, domain: ids } }
  for (const i of range(0, n)) {
    objects[`next${i}`] = { initial: -1, domain: ids }
    objects[`locked${i}`] = { initial: 0, domain: bits }
  }
  const thread =
    (i: number) =>
    ([pc, pred]: [string, number]): Next => {
      if (pc === 'M0') return store(`next${i}`, -1, ['M1', -1])
      if (pc === 'M1')
        return update(
          'tail',
          `swap(${i})`,
          () => i,
          (before) => (before < 0 ? ['M5', -1] : ['M2', before]),
        )
      if (pc === 'M2') return store(`locked${i}`, 1, ['M3', pred])
      if (pc === 'M3') return store(`next${pred}`, i, ['M4', -1])
      if (pc === 'M4') return awaitValue(`locked${i}`, 0, ['M5', -1])
      if (pc === 'M5') return { region: 'critical', skip: ['M6', -1] }
      if (pc === 'M6')
        return { region: 'critical', ...load(`next${i}`, (seen: number) => [seen < 0 ? 'M7' : 'M9', -1]) }
      if (pc === 'M7')
        return update(
          'tail',
          `cas(${i})`,
          (value) => (value === i ? -1 : value),
          (before) => [before === i ? 'M0' : 'M8', -1],
        )
      if (pc === 'M8')
        return {
          on: `next${i}`,
          label: 'awaitAny',
          effect: (value) => (value === -1 ? undefined : [[value, null]]),
          next: () => ['M9', -1],
        }
      if (pc === 'M9') return load(`next${i}`, (seen: number) => ['~unlock', Math.max(0, seen)])
      return store(`locked${pred}`, 0, ['M0', -1])
    }
  return {
    name: `mcs ${n}`,
    objects,
    threads: range(0, n).map((i) => ({ initial: ['M0', -1], at: thread(i) })),
    properties: [exclusion],
  }
}
