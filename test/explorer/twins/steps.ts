/** The kinds of steps of which the twins are made. */

import type { Next, TinyModel } from '../tiny-model.ts'

type Property = NonNullable<TinyModel['properties']>[number]

export const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i)
export const bits: readonly number[] = [0, 1]

export const load = (on: string, next: (value: never) => unknown): Next => ({
  on,
  label: 'load',
  effect: (value) => [[value, value]],
  next: next as (answer: unknown) => unknown,
})
export const store = (on: string, value: unknown, then: unknown): Next => ({
  on,
  label: `store(${value})`,
  effect: () => [[value, null]],
  next: () => then,
})
export const awaitValue = (on: string, wanted: unknown, then: unknown): Next => ({
  on,
  label: `await(${wanted})`,
  effect: (value) => (value === wanted ? [[value, null]] : undefined),
  next: () => then,
})
export const take = (on: string, then: unknown): Next => ({
  on,
  label: 'take',
  effect: (value) => (value === 0 ? [[1, null]] : undefined),
  next: () => then,
})
export const update = (
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
export const exclusion: Property = {
  name: 'exclusion',
  observes: ['critical'],
  evaluate: (inside: number[]) => inside.length <= 1,
}
