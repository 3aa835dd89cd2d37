import type { Next, TinyModel } from '../tiny-model.ts'
import { range } from './steps.ts'

type Resource = { owner: number; cnt: number[]; sw: number[]; eq: number[] }

export function eresource(n: number, depth: number): TinyModel {
  const calls = ['S', 'SE', 'X', 'WX', 'RL', 'CV'] // in the order in which the model picks
  const isEnabled = (r: Resource, i: number, op: string): boolean => {
    const held = r.cnt[i] as number
    if (op === 'RL') return held > 0
    if (op === 'CV') return r.owner === i
    return held < depth && (op === 'S' || op === 'SE' || held === 0 || r.owner === i)
  }
  const execute = (before: Resource, i: number, op: string): [Resource, string] => {
    const r = structuredClone(before)
    const grantShared = () => {
      for (const j of r.sw) r.cnt[j] = 1
      r.sw = []
    }
    const grantExclusive = () => {
      r.owner = r.eq.shift() as number
      r.cnt[r.owner] = 1
    }
    const held = r.cnt[i] as number
    if (op === 'CV') {
      r.owner = -1
      grantShared()
    } else if (op === 'RL') {
      r.cnt[i] = held - 1
      if (held === 1 && r.owner === i) {
        r.owner = -1
        if (r.sw.length > 0) grantShared()
        else if (r.eq.length > 0) grantExclusive()
      } else if (held === 1 && r.cnt.every((count) => count === 0)) {
        if (r.eq.length > 0) grantExclusive()
        else grantShared()
      }
    } else if (held > 0) r.cnt[i] = held + 1
    else if (op === 'X') {
      if (r.owner >= 0 || r.cnt.some((count) => count > 0)) {
        r.eq.push(i)
        return [r, 'W']
      }
      r.owner = i
      r.cnt[i] = 1
    } else {
      if (r.owner >= 0 || (op !== 'SE' && r.eq.length > 0)) {
        r.sw = [...r.sw, i].sort()
        return [r, 'W']
      }
      r.cnt[i] = 1
    }
    return [r, 'R']
  }
  const thread =
    (i: number) =>
    (pc: string): Next => {
      if (pc === 'R') return { choices: calls.map((op) => `~${op}`) }
      if (pc.startsWith('~'))
        return {
          on: 'resource',
          label: `may(${i},${pc})`,
          effect: (r) => (isEnabled(r as Resource, i, pc.slice(1)) ? [[r, null]] : undefined),
          next: () => pc.slice(1),
        }
      if (pc === 'W')
        return {
          on: 'resource',
          label: `wait(${i})`,
          effect: (r) => ((r as Resource).cnt[i] ? [[r, null]] : undefined),
          next: () => 'R',
        }
      return {
        on: 'resource',
        label: `${pc}(${i})`,
        effect: (r) => [execute(r as Resource, i, pc)],
        next: (answer) => answer,
      }
    }
  const initial: Resource = { owner: -1, cnt: range(0, n).map(() => 0), sw: [], eq: [] }
  const evaluate = (r: Resource) => r.owner < 0 || r.cnt.every((count, i) => count === 0 || i === r.owner)
  const properties = [{ name: 'exclusion', observes: ['resource'], evaluate }]
  return {
    name: `eresource ${n}`,
    objects: { resource: { initial } },
    threads: range(0, n).map((i) => ({ initial: 'R', at: thread(i) })),
    properties,
  }
}
