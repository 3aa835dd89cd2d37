import type { Lock } from './lock.ts'

/**
 * The calls that a well-behaved client makes of these: a section that a call needs is entered first, calls that it may not make are left out, and
 * what is open at the end is closed.
 */
export function wellBehaved<Call extends string, Section extends string>(
  lock: Lock<Call, Section>,
  wanted: readonly Call[],
  depth: number,
): Call[] {
  const made: Call[] = []
  let open: readonly Section[] = []
  for (const call of wanted.flatMap((it) => prepared(lock, it))) {
    const after = openAfter(lock, open, call, depth)
    if (after === undefined) continue
    made.push(call)
    open = after
  }
  for (let last = open.at(-1); last !== undefined; last = open.at(-1)) {
    made.push(closerOf(lock, last))
    open = open.slice(0, -1)
  }
  return made
}

/** The call behind one that enters the section that it needs; where the client is in it already, that one is left out. */
function prepared<Call extends string, Section extends string>(lock: Lock<Call, Section>, call: Call): readonly Call[] {
  const { needs } = lock.calls[call]
  if (needs === undefined) return [call]
  const calls = Object.keys(lock.calls) as Call[] // the keys are the calls
  const opener = calls.find((it) => lock.calls[it].opens === needs && lock.calls[it].needs === undefined)
  return opener === undefined ? [call] : [opener, call]
}

/** The open sections after the call, outermost first; `undefined` where it must not be made. */
export function openAfter<Call extends string, Section extends string>(
  lock: Lock<Call, Section>,
  open: readonly Section[],
  call: Call,
  depth: number,
): readonly Section[] | undefined {
  const { opens, needs, inside = [], isMisuse = false } = lock.calls[call]
  const closes = closedBy(lock, call)
  const last = open.at(-1)
  if (isMisuse || (needs !== undefined && !open.includes(needs))) return undefined
  if (closes.length > 0 && (last === undefined || !closes.includes(last))) return undefined
  const others = closes.length > 0 ? open.slice(0, -1) : open
  if (closes.length > 0 && opens === undefined) return others
  if (!others.every((section) => section === needs || inside.includes(section))) return undefined
  if (opens === undefined) return others
  return others.length < depth ? [...others, opens] : undefined
}

export function closedBy<Call extends string, Section extends string>(
  lock: Lock<Call, Section>,
  call: Call,
): readonly Section[] {
  const { closes = [] } = lock.calls[call]
  return typeof closes === 'string' ? [closes] : closes
}

/** @throws RangeError when nothing closes the section. */
function closerOf<Call extends string, Section extends string>(lock: Lock<Call, Section>, section: Section): Call {
  const calls = Object.keys(lock.calls) as Call[] // the keys are the calls
  const closer = calls.find((call) => lock.calls[call].opens === undefined && closedBy(lock, call).includes(section))
  if (closer === undefined)
    throw new RangeError(
      `${lock.name}: no call closes the section ${section}. Give one of its calls closes: '${section}'.`,
    )
  return closer
}
