import type { ModelName, Parameters } from '../../bench/expected.ts'
import type { Next, TinyModel } from './tiny-model.ts'

/** The lock models of bench/models, written as tables by hand: twins of what is compiled, and compared with it. */

const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i)
const bits = [0, 1]

const load = (on: string, next: (value: never) => unknown): Next => ({
  on,
  label: 'load',
  effect: (value) => [[value, value]],
  next: next as (answer: unknown) => unknown,
})
const store = (on: string, value: unknown, then: unknown): Next => ({
  on,
  label: `store(${value})`,
  effect: () => [[value, null]],
  next: () => then,
})
const awaitValue = (on: string, wanted: unknown, then: unknown): Next => ({
  on,
  label: `await(${wanted})`,
  effect: (value) => (value === wanted ? [[value, null]] : undefined),
  next: () => then,
})
const take = (on: string, then: unknown): Next => ({
  on,
  label: 'take',
  effect: (value) => (value === 0 ? [[1, null]] : undefined),
  next: () => then,
})
const update = (
  on: string,
  label: string,
  change: (value: number) => number,
  next: (before: number) => unknown,
): Next => ({
  on,
  label,
  effect: (value) => [[change(value as number), value]],
  next: next as (answer: unknown) => unknown,
})
const exclusion = { name: 'exclusion', observes: ['critical'], evaluate: (inside: number[]) => inside.length <= 1 }

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

export function rwlock(readers: number, writers: number): TinyModel {
  const n = readers + writers
  const objects: TinyModel['objects'] = {
    mtx: { initial: 0, domain: bits },
    ar: { initial: 0, domain: range(0, readers + 1) },
    ww: { initial: 0, domain: range(0, writers + 1) },
    wa: { initial: 0, domain: bits },
  }
  for (const i of range(0, n)) objects[`slp${i}`] = { initial: 0, domain: bits }
  const add = (on: string, by: number, then: (after: number) => unknown): Next =>
    update(
      on,
      `add(${by})`,
      (value) => Math.max(0, Math.min(value + by, (objects[on]?.domain?.length ?? 1) - 1)),
      (before) => then(before + by),
    )
  const wake = (to: string, j = 0): unknown => (j === n ? [to] : ['~wake', to, j])
  const sleep = (i: number, to: string, pc: string): Next =>
    pc === '~sleep' ? store(`slp${i}`, 1, ['~free']) : store('mtx', 0, [to])
  const reader =
    (i: number) =>
    ([pc, to, j = 0]: [string, string, number]): Next => {
      if (pc === 'R0') return take('mtx', ['R1'])
      if (pc === 'R1') return load('wa', (wa: number) => (wa ? ['~sleep'] : ['~ww']))
      if (pc === '~ww') return load('ww', (ww: number) => (ww > 0 ? ['~sleep'] : ['~enter']))
      if (pc === '~enter') return add('ar', 1, () => ['R3'])
      if (pc === '~sleep' || pc === '~free') return sleep(i, 'R2', pc)
      if (pc === 'R2') return awaitValue(`slp${i}`, 0, ['R0'])
      if (pc === 'R3') return store('mtx', 0, ['R4'])
      if (pc === 'R4') return { region: 'reading', ...take('mtx', ['R5']) }
      if (pc === 'R5') return add('ar', -1, (left) => (left <= 0 ? wake('R6') : ['R6']))
      if (pc === 'R6') return store('mtx', 0, ['R0'])
      return store(`slp${j}`, 0, wake(to, j + 1))
    }
  const writer =
    (i: number) =>
    ([pc, to, j = 0]: [string, string, number]): Next => {
      if (pc === 'W0') return take('mtx', ['W1'])
      if (pc === 'W1') return add('ww', 1, () => ['W2'])
      if (pc === 'W2') return load('wa', (wa: number) => (wa ? ['~sleep'] : ['~ar']))
      if (pc === '~ar') return load('ar', (ar: number) => (ar > 0 ? ['~sleep'] : ['~enter']))
      if (pc === '~enter') return add('ww', -1, () => ['~enter2'])
      if (pc === '~enter2') return store('wa', 1, ['W5'])
      if (pc === '~sleep' || pc === '~free') return sleep(i, 'W3', pc)
      if (pc === 'W3') return awaitValue(`slp${i}`, 0, ['W4'])
      if (pc === 'W4') return take('mtx', ['W2'])
      if (pc === 'W5') return store('mtx', 0, ['W6'])
      if (pc === 'W6') return { region: 'writing', ...take('mtx', ['W7']) }
      if (pc === 'W7') return store('wa', 0, wake('W8'))
      if (pc === 'W8') return store('mtx', 0, ['W0'])
      return store(`slp${j}`, 0, wake(to, j + 1))
    }
  const threads = range(0, n).map((i) => ({
    initial: i < readers ? ['R0'] : ['W0'],
    at: i < readers ? reader(i) : writer(i),
  }))
  const evaluate = (writing: number[], reading: number[]) =>
    writing.length === 0 || (writing.length === 1 && reading.length === 0)
  return {
    name: `rwlock ${readers} ${writers}`,
    objects,
    threads,
    properties: [{ name: 'exclusion', observes: ['writing', 'reading'], evaluate }],
  }
}

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

const twins: Readonly<Record<ModelName, (params: Parameters) => TinyModel>> = {
  peterson: ({ N }) => peterson(N!),
  bakery: ({ N, M }) => bakery(N!, M!),
  ticket: ({ N }) => ticket(N!),
  mcs: ({ N }) => mcs(N!),
  rwlock: ({ R, W }) => rwlock(R!, W!),
  eresource: ({ N, D }) => eresource(N!, D!),
  phil: ({ N }) => ({ ...phil(N!), isDeadlockViolation: false }), // its full state space, not the way to its deadlock
}

export function twinOf(model: ModelName, params: Parameters): TinyModel {
  return twins[model](params)
}
