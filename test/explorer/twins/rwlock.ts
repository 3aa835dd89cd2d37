import type { Next, TinyModel } from '../tiny-model.ts'
import { awaitValue, bits, load, range, store, take, update } from './steps.ts'

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
