import type { Next, TinyModel } from '../tiny-model.ts'
import { bits, range, store, take } from './steps.ts'

export function phil(n: number): TinyModel {
  const objects: TinyModel['objects'] = {}
  for (const i of range(0, n)) objects[`fork${i}`] = { initial: 0, domain: bits }
  const thread =
    (i: number) =>
    (pc: string): Next => {
      const [left, right] = [`fork${i}`, `fork${(i + 1) % n}`]
      if (pc === 'G0') return { skip: 'G1' }
      if (pc === 'G1') return take(left, 'G2')
      if (pc === 'G2') return take(right, 'G3')
      return pc === 'G3' ? store(left, 0, 'G4') : store(right, 0, 'G0')
    }
  return { name: `phil ${n}`, objects, threads: range(0, n).map((i) => ({ initial: 'G0', at: thread(i) })) }
}
