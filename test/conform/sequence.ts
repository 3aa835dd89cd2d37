import { conform } from '../../src/conform/conform.ts'
import type { SequenceResult } from '../../src/conform/conformance.ts'

type Json = Readonly<Record<string, unknown>>

export type Written = { readonly start?: string; readonly threads?: Json; readonly steps: readonly Json[] }

const systemThreads = { A: { systemThread: true }, B: { systemThread: true }, C: { systemThread: true } }

/** The text of a file with one sequence; system threads A, B and C and an initialized resource, unless it says otherwise. */
export function fileOf({ start = 'initialized', threads = systemThreads, steps }: Written): string {
  return JSON.stringify({ formatVersion: 1, title: 'test', sequences: [{ name: 'one', threads, start, steps }] })
}

export function resultOf(written: Written): SequenceResult {
  const [result] = conform('runs.json', fileOf(written)).sequences
  if (result === undefined) throw new RangeError('one sequence was written')
  return result
}

/** `number: what | recorded | what the model allows`, or `allowed`. */
export function verdictOf(written: Written): string {
  const { misfit } = resultOf(written)
  if (misfit === undefined) return 'allowed'
  return `${misfit.step}: ${misfit.what} | ${misfit.recorded} | ${misfit.allowed.join(' or ')}`
}

export const call = (thread: string, name: string, args: Json = {}, more: Json = {}): Json => ({
  thread,
  call: name,
  args: { resource: 'R', ...args },
  ...more,
})

export const returns = (value: unknown): Json => ({ expect: { returns: value } })
export const blocks: Json = { blocks: true }

export const exclusive = (thread: string, wait = true, more: Json = returns(true)): Json =>
  call(thread, 'ExAcquireResourceExclusiveLite', { wait }, more)
export const shared = (thread: string, wait = true, more: Json = returns(true)): Json =>
  call(thread, 'ExAcquireResourceSharedLite', { wait }, more)
export const starve = (thread: string, wait = true, more: Json = returns(true)): Json =>
  call(thread, 'ExAcquireSharedStarveExclusive', { wait }, more)
export const waitFor = (thread: string, wait = true, more: Json = returns(true)): Json =>
  call(thread, 'ExAcquireSharedWaitForExclusive', { wait }, more)
export const release = (thread: string, more: Json = {}): Json => call(thread, 'ExReleaseResourceLite', {}, more)
export const convert = (thread: string, more: Json = {}): Json =>
  call(thread, 'ExConvertExclusiveToSharedLite', {}, more)
export const wakes = (...threads: readonly string[]): Json => ({ expectUnblocked: threads })
