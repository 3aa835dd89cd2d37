import type { Next, TinyModel } from '../tiny-model.ts'
import { awaitValue, exclusion, range, update } from './steps.ts'

export function ticket(n: number): TinyModel {
  const domain = range(0, n)
  const at = ([pc, my]: [string, number]): Next => {
    if (pc === 'T0')
      return update(
        'next',
        'increment',
        (value) => (value + 1) % n,
        (before) => ['T1', before],
      )
    if (pc === 'T1') return awaitValue('serving', my, ['T2', my])
    if (pc === 'T2') return { region: 'critical', skip: ['T3', my] }
    if (pc === 'T3')
      return {
        region: 'critical',
        ...update(
          'serving',
          'increment',
          (value) => (value + 1) % n,
          () => ['T4', 0],
        ),
      }
    return { skip: ['T0', 0] }
  }
  const objects = { next: { initial: 0, domain }, serving: { initial: 0, domain } }
  return {
    name: `ticket ${n}`,
    objects,
    threads: domain.map(() => ({ initial: ['T0', 0], at })),
    properties: [exclusion],
  }
}
