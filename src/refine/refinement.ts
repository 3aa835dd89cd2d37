import { UsageError } from '../errors/usage-error.ts'
import type { ExpectedVerdict } from '../model/language/expectation.ts'
import { forever } from '../model/language/loops.ts'
import { may } from '../model/language/may.ts'
import { type Family, type System, system, type Tools, threadIds, type Widened } from '../model/language/system.ts'
import type { Lock } from '../model/locks/lock.ts'
import { requireLock } from '../model/locks/required-lock.ts'
import { observer } from '../model/protocol/declarations.ts'
import { examine, examineValue, given } from '../options/examined.ts'
import { callable, flag, integer, listOf, oneOf, record } from '../options/kinds.ts'
import { callsOf } from './calls.ts'
import { performClient } from './client.ts'
import type { Contract } from './contracts.ts'
import { monitorOf } from './monitor.ts'
import { Specification } from './specification.ts'

/** What is kept of a specification, each with what is before it. *answers*: what calls answer; *waiting*: where they wait for ever; *order at rest*: also what is
 * seen where nothing is under way: the order of queues, say. */
export type Keeps = 'answers' | 'waiting' | 'order at rest'

/** What a check must find: that it refines, or whose call answers otherwise or waits for ever, and after how many steps. */
export type ExpectedRefinement<Call extends string> =
  | 'refines'
  | { readonly answers: Call; readonly steps?: number }
  | { readonly waits: Call; readonly steps?: number }

/** What is held against what, and by which clients. */
export type Refinement<Call extends string, Section extends string> = {
  readonly implementation: Lock<Call, string>
  /** Its rules are those that clients obey. */
  readonly specification: Lock<Call, Section>
  /** Clients; 3 unless given. */
  readonly threads?: number
  /** Sections that each has open at once; 2 unless given. */
  readonly depth?: number
  /** Calls of each; for ever unless given. */
  readonly calls?: number
  /** Which calls each thread makes; all unless given. */
  readonly roles?: readonly (readonly Call[])[]
  /**
   * When a call is proper, beside the rules: clients make it only where that is so in every state in which the specification may be. By call; always
   * unless given.
   */
  readonly requires?: { readonly [C in Call]?: Contract }
  /** `'waiting'` unless given. */
  readonly keeps?: Keeps
  /**
   * Also says whether what happens in the specification is settled when it happens, whatever comes (strong
   * linearizability): for information, and once all else holds.
   */
  readonly strongly?: boolean
  readonly expect?: ExpectedRefinement<Call>
}

type Parameters = Readonly<Record<string, unknown>>

/**
 * The system in which clients that call again and again, in any order that the rules of the specification allow, find out whether the implementation
 * does what the specification might have done: no client could tell them apart, but for what `keeps` leaves out.
 * @example
 * const its = { implementation: flagLock, specification: myLock, threads: 3 }
 * export const flagIsMine = refinement('the flag lock does what mine does', its)
 */
export function refinement<Call extends string, Section extends string>(
  name: string,
  options: Refinement<Call, Section>,
): System
export function refinement<const P extends Parameters, Call extends string, Section extends string>(
  name: string,
  defaults: P,
  describe: (parameters: Widened<P>) => Refinement<Call, Section>,
): Family<Widened<P>>
export function refinement(
  name: string,
  first: Refinement<string, string> | Parameters,
  describe?: (parameters: Parameters) => Refinement<string, string>,
): System | Family<Parameters> {
  if (describe !== undefined)
    return system(name, first as Parameters, (tools, parameters) => describeRefinement(tools, describe(parameters))) // defaults, by the overloads
  const options = first as Refinement<string, string> // by the overloads
  examineRefinement(options)
  return system(name, (tools) => describeRefinement(tools, options))
}

/** The same, named after both. */
export function refinementOf<Call extends string>(
  implementation: Lock<Call, string>,
  specification: Lock<Call, string>,
  its: Omit<Refinement<Call, string>, 'implementation' | 'specification'>,
): System {
  const name = `${implementation.name} refines ${specification.name}`
  return refinement(name, { implementation, specification, ...its })
}

function describeRefinement(tools: Tools, options: Refinement<string, string>): void {
  examineRefinement(options)
  const {
    implementation,
    specification,
    expect = 'refines',
    keeps = 'waiting',
    requires = {},
    strongly = false,
  } = options
  const { threads = 3, depth = 2, calls, roles = [] } = given(options)
  const clients = threadIds(threads)
  const bodies = implementation.describe(tools, clients)
  const monitor = monitorOf(new Specification(callsOf(specification, clients).build()), { keeps, requires, strongly })
  tools.shared({ specification: monitor })
  const all = Object.keys(specification.calls)
  const client = { rules: specification, bodies, monitor, depth, calls: calls ?? null }
  if (roles.length === 0) tools.threads(clients, (me) => performClient({ ...client, wanted: all }, me))
  else
    clients.forEach((me, thread) => {
      tools.thread(me, () => performClient({ ...client, wanted: roles[thread] ?? all }, me))
    })
  if (keeps === 'order at rest') tools.thread(observer, () => forever(() => may(monitor.atRest())))
  tools.allowDeadlock() // who waits is judged by the specification
  tools.expectVerdict(expectedVerdict(expect))
}

function expectedVerdict(expect: ExpectedRefinement<string>): ExpectedVerdict {
  return expect === 'refines' ? 'verified' : expect
}

/** @throws UsageError U006 for an option of another kind, U009 for what is no lock, or an implementation that lacks a call. */
function examineRefinement(options: Refinement<string, string>): void {
  examineValue('The options of refinement', options, record)
  const { implementation, specification } = options
  requireLock(implementation, 'refinement')
  requireLock(specification, 'refinement')
  const calls = Object.keys(specification.calls)
  const call = oneOf(calls)
  const { implementation: _, specification: __, expect, ...others } = options
  examine('refinement', others, {
    threads: integer(1, 30),
    depth: integer(1),
    calls: integer(1),
    roles: listOf(listOf(call)),
    requires: { members: Object.fromEntries(calls.map((one) => [one, callable])) },
    keeps: oneOf(['answers', 'waiting', 'order at rest']),
    strongly: flag,
  })
  if (expect !== undefined && typeof expect === 'object')
    examine('refinement', { expect }, { expect: { members: { answers: call, waits: call, steps: integer(0) } } })
  else if (expect !== undefined) examineValue('expect', expect, { ...oneOf(['refines']), expected: expectations })
  const missing = calls.filter((one) => !Object.hasOwn(implementation.calls, one))
  if (missing.length === 0) return
  const [expected, seen] = [calls.join(', '), Object.keys(implementation.calls).join(', ')]
  throw new UsageError(
    'U009',
    `${implementation.name} has no call ${missing.join(', ')}: expected all calls of ${specification.name}, ${expected}, saw ${seen}.`,
    { expected, seen },
  )
}

const expectations = `'refines', { answers: 'a call' } or { waits: 'a call' }, with steps: 7 or without`
