/** What may make a verdict empty, or could not be told. */
import { type Site, siteText } from './site.ts'
import { nativeOf, type Value } from './value.ts'

/**
 * Of an incomplete check over a weak memory: who wrote on and on, to what (of a fence no cell). Readers had not learned of it; of a store buffer, which
 * nothing made drain, there are none.
 */
export type NoRoom = { readonly writer: string; readonly cell?: string; readonly readers: readonly string[] }

export type WarningOf =
  | { readonly kind: 'region never entered'; readonly region: string }
  | { readonly kind: 'never waits'; readonly operation: string }
  | { readonly kind: 'always answers'; readonly operation: string; readonly answer: Value }
  | { readonly kind: 'no effect'; readonly operation: string }
  | {
      readonly kind: 'dead answer'
      /** Alike in this. */
      readonly threads: readonly string[]
      readonly found: number
      readonly kept: number
      readonly why: string
    }
  | { readonly kind: 'loop without rounds'; readonly site: Site }
  /** Of an incomplete check: values of an object, or local states of a thread, of which there were new ones all the time, with more and more in them. */
  | {
      readonly kind: 'grows'
      readonly what: string
      readonly values: number
      readonly states: number
      readonly examples: string
    }
  /** They neither end nor rest: whoever they would wake next round is never missed. */
  | { readonly kind: 'never rests'; readonly threads: readonly string[] }
  /** A property of runs, where no thread may stay away for ever. */
  | { readonly kind: 'only for those who come back'; readonly property: string }
  /** A thread that has finished while the object says that it owns it. */
  | { readonly kind: 'ended as owner'; readonly thread: string; readonly object: string }
  /** A property of runs that was never put to the test. */
  | { readonly kind: 'never begun'; readonly property: string }
  /** A `spinUntil` that was entered. */
  | { readonly kind: 'spin never left'; readonly site: Site }
  /** A step to which fairness is assumed. */
  | { readonly kind: 'never performed'; readonly action: string }
  /** A call of a refinement: what it requires never is so. */
  | { readonly kind: 'never called'; readonly call: string }
  /** Over a memory where old values are read: a cell that counts round, and is looked at. */
  | { readonly kind: 'wraps'; readonly cell: string }
  /** Nobody comes back to it. */
  | { readonly kind: 'one round'; readonly region: string; readonly threads: readonly string[] }
  /** No ordinary data are accessed in it. */
  | { readonly kind: 'nothing plain'; readonly region: string }
  | ({ readonly kind: 'no room' } & NoRoom)
  | { readonly kind: 'not explained'; readonly why: string }
  /** Of a check that was stopped: a property, or `deadlock` or `failure`. */
  | { readonly kind: 'not replayed'; readonly what: string }
  /** Of a check that had to be ended from outside. */
  | { readonly kind: 'ended while'; readonly phase: string }
  | NotBack

/** The function of the user's that was running then. */
type NotBack = {
  readonly kind: 'not back'
  readonly role: 'body' | 'recipe' | 'function' | 'description' | 'file'
  readonly name: string
  /** The export that it is of. */
  readonly owner: string
  readonly site?: Site
}

/** With its sentence. */
export type Warning = WarningOf & { readonly text: string }

export function warning(of: WarningOf): Warning {
  return { ...of, text: warningText(of) }
}

function warningText(of: WarningOf): string {
  switch (of.kind) {
    case 'region never entered':
      return `no thread is ever in ${of.region}`
    case 'never waits':
      return `${of.operation} never waits`
    case 'always answers':
      return `${of.operation} always answers ${String(nativeOf(of.answer))}`
    case 'no effect':
      return `${of.operation}() changes nothing and answers nothing, at any value`
    case 'dead answer':
      return `${deadAnswerHolders(of.threads)} ${of.found} local states, ${of.kept} after merging: ${of.why}`
    case 'loop without rounds':
      return `the loop at ${siteText(of.site)} never goes round: its body never answers again(…)`
    case 'grows':
      return `${of.what} grows as the search goes on, maybe without end: ${of.examples} (${of.values} in ${of.states} states)`
    case 'never rests':
      return `${of.threads.join(', ')} ${of.threads.length === 1 ? 'neither ends nor rests' : 'neither end nor rest'}: whoever would be woken in the next round is never missed; put yield* rest() at the top of the round`
    case 'only for those who come back':
      return `'${of.property}' holds for threads that come back again and again: nobody may stay away; declare mayRest(…), or put yield* rest() at the top of the round`
    case 'ended as owner':
      return `${of.thread} ended as owner of ${of.object}`
    case 'never begun':
      return `'${of.property}' was never put to the test: what it begins with never is so`
    case 'spin never left':
      return `the spin at ${siteText(of.site)} is left in no run: what comes after it was never looked at`
    case 'never performed':
      return `fairness is assumed of ${of.action}, which nobody ever does`
    case 'never called':
      return `nobody ever calls ${of.call}: what it requires never is so`
    case 'wraps':
      return `${of.cell} wraps, and is compared: an old value of it can equal a new one, which makes a right lock violated; use counter({ upTo: … })`
    case 'one round':
      return `${of.threads.join(', ')} ${of.threads.length === 1 ? 'enters' : 'enter'} ${of.region} once: what goes wrong in a second round is not seen`
    case 'nothing plain':
      return `no plain cell is accessed in ${of.region}: mutual exclusion alone lets orders be too weak`
    case 'no room':
      return noRoomText(of)
    case 'not explained':
      return of.why
    case 'not replayed':
      return `the tables violate ${of.what}; no time or memory was left to run it, and what was not run is not believed`
    case 'ended while':
      return `it was ended while ${of.phase}`
    case 'not back':
      return notBackText(of)
  }
}

function deadAnswerHolders(threads: readonly string[]): string {
  return threads.length === 1 ? `${threads.join()} has` : `each of ${threads.join(', ')} has`
}

function notBackText({ role, name, owner, site }: NotBack): string {
  if (role === 'file') return `the top level of ${name} had not come back`
  const place = site === undefined ? '' : `, at ${siteText(site)},`
  return `${role === 'description' ? `the description of ${name}` : `${owner}'s ${name}`}${place} had not come back`
}

function noRoomText({ writer, cell, readers }: NoRoom): string {
  const what = cell === undefined ? 'stores' : `stores to ${cell}`
  if (readers.length === 0)
    return `${writer} ${what} on and on, and nothing makes its buffer drain: give each round an update or fence('seq_cst'), or bound its rounds with repeat(n, …)`
  const them = readers.join(', ')
  return `${writer} ${what} on and on, and need not learn that ${them} ${readers.length === 1 ? 'has' : 'have'} seen any of it: let it wait for an answer each round, or bound its rounds with repeat(n, …)`
}
