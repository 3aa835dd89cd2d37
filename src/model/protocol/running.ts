/**
 * What is running at this moment: a body, a recipe or a property. Operations are built by free expressions such as `flag.at(0).store('up')`,
 * which cannot be told who builds them, so this is the one place with a variable of its own. Whoever runs user code sets it and restores it.
 */
import { ModelError } from '../../errors/model-error.ts'
import type { Request } from './design.ts'
import { sharedName } from './names.ts'
import { callSite } from './site.ts'

type Built = { readonly label: string; readonly request: Request }

/** The record of one stretch of a body between two yields. */
export type BodyRecord = {
  readonly kind: 'body'
  /** Built and not performed so far, oldest first. */
  readonly unperformed: Map<Built, string | undefined>
  /** Whether the place of what is built and performed is wanted: reading it costs more than running the body. */
  wantsSite: boolean
  site: string | undefined
}

type RunningProperty = { readonly kind: 'property'; readonly name: string; readonly observes: readonly string[] }

export type Running =
  | BodyRecord
  | { readonly kind: 'description' }
  | RunningProperty
  | { readonly kind: 'recipe'; readonly picks: Picks; readonly label: string }

/** The choices of one run of a recipe: `script` says what to take, `sizes` how many options there were. */
export type Picks = { readonly script: number[]; readonly sizes: number[] }

/** Thrown by a recipe to say that the operation waits. */
export const blocked: unique symbol = Symbol('blocked')

let running: Running | undefined

/** Notes what runs now; gives what ran before, for `ended`. */
export function begun(what: Running): Running | undefined {
  const outer = running
  running = what
  return outer
}

export function ended(outer: Running | undefined): void {
  running = outer
}

/** The description that runs now: what it makes is its own. */
export function runningDescription(): object | undefined {
  return running?.kind === 'description' ? running : undefined
}

/** Whether a design runs at this moment. */
export function isRunning(): boolean {
  return running !== undefined
}

/** @throws ModelError M010 when a property builds an operation instead of reading its arguments. */
export function noteBuilt(step: Built): void {
  if (running?.kind === 'body') running.unperformed.set(step, running.wantsSite ? callSite() : undefined)
  if (running?.kind === 'property') throw builtInProperty(running, step)
}

function builtInProperty({ name, observes }: RunningProperty, { label, request }: Built): ModelError {
  const read = request.kind === 'operation' ? sharedName(request.object) : ''
  const details = { expected: `only ${observes.join(', ')}`, seen: label, site: callSite() }
  if (read === '' || observes.includes(read)) {
    const fix = 'Read the arguments of the predicate: they are the values of what it declares.'
    const message = `'${name}' built ${label}; declared: [${observes.join(', ')}]. A property performs no steps. ${fix}`
    return new ModelError('M010', message, { ...details, fix })
  }
  return new ModelError(
    'M010',
    `'${name}' read ${read}; declared: [${observes.join(', ')}]. Add ${read} to the list.`,
    { ...details, fix: `Add ${read} to the list of what the property reads.` },
  )
}

export function notePerformed(step: Built): void {
  if (running?.kind !== 'body') return
  const builtAt = running.unperformed.get(step)
  running.unperformed.delete(step)
  if (running.wantsSite) running.site = callSite() ?? builtAt ?? running.site // what mayEnd performs comes from nowhere
}

/** The picks of the recipe that runs now. @throws ModelError M012 outside a recipe. */
export function runningRecipe(word: string): Picks {
  if (running?.kind === 'recipe') return running.picks
  throw new ModelError('M012', `${word}() was called outside a recipe: expected it inside a method of object().`, {
    expected: 'a method of object()',
    fix:
      word === 'pick'
        ? 'In a body write "yield* choose(options)".'
        : 'In a body use a waiting operation of a cell, or a method.',
    site: callSite(),
  })
}
