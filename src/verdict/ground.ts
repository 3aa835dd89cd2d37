/** What a verdict rests on. */
import { at } from '../errors/at.ts'
import type { SearchGround } from '../explorer/findings/search-ground.ts'
import type { MemoryModel } from '../model/protocol/orders.ts'
import type { FairnessKind } from '../model/protocol/waiting.ts'
import { type Site, siteText } from './site.ts'

/** A load, and a later store of the same thread to another cell. */
export type LoadStore = { readonly load: MemoryAccess; readonly store: MemoryAccess }

/** `flag.waitFor`, and where it is. */
export type MemoryAccess = { readonly operation: string; readonly site?: Site }

/** Of the design and of the order of the search, beside the grounds of the search itself. */
export type DesignGround =
  | { readonly kind: 'discovered values'; readonly of: string }
  | { readonly kind: 'atomic blocks'; readonly sites: readonly Site[] }
  /** What objects take for granted of the world. */
  | { readonly kind: 'assumed'; readonly objects: readonly string[]; readonly what: string }
  | { readonly kind: 'depth first' }
  /** Of a memory that is not sequentially consistent: what it leaves out, or how much room it had. */
  | {
      readonly kind: 'memory'
      readonly model: MemoryModel
      /** How many messages of a cell were kept apart, where older ones melted. */
      readonly molten?: number
      /** Objects, which are sequentially consistent and synchronize. */
      readonly objects?: readonly string[]
    }
  /** Of C++20 memory: pairs of which the language lets the store overtake the load, which no run here shows. */
  | { readonly kind: 'load buffering'; readonly pairs: readonly LoadStore[] }
  /** Of C++20 memory: cells with `seq_cst` accesses and weaker ones, of which it says more than hardware does. */
  | { readonly kind: 'mixed orders'; readonly cells: readonly string[] }
  /** Of C++20 memory: there is neither. */
  | { readonly kind: 'carries over' }
  /** Of whom nothing was asked of runs, since they are alike to the first. */
  | { readonly kind: 'waits alike'; readonly compared: number; readonly threads: readonly string[] }
  /** Among which runs were looked at, in place of states. */
  | { readonly kind: 'runs of forms'; readonly compared: number; readonly forms: number }
  /** What is assumed of runs without end. */
  | {
      readonly kind: 'fairness'
      readonly threads: FairnessKind
      readonly except: readonly string[]
      readonly actions: readonly string[]
      /** Regions where a thread may stay for ever. */
      readonly rests: readonly string[]
    }

/** With its sentence. */
export type Ground = (SearchGround | DesignGround) & { readonly text: string }

export function ground(of: SearchGround | DesignGround): Ground {
  return { ...of, text: groundText(of) }
}

function groundText(of: SearchGround | DesignGround): string {
  switch (of.kind) {
    case 'not reduced':
      return `not reduced: ${of.why}`
    case 'stubborn sets':
      return `stubborn sets, which keep ${listed(of.keep)}`
    case 'conflicting objects':
      return `any two accesses to ${of.objects.join(', ')} taken for conflicting`
    case 'conflicting steps':
      return `${of.pairs} pairs of steps taken for conflicting, over budget`
    case 'no stubborn sets':
      return `not reduced by stubborn sets: ${of.why}`
    case 'settled':
      return `${of.passes} passes, the last of which met nothing new`
    case 'symmetry':
      return of.isProved
        ? `symmetry, proved in ${of.compared} comparisons: ${of.threads.join(', ')} are alike`
        : `symmetry, ASSUMED since its proof did not end: ${of.threads.join(', ')} are alike (--reduction stubborn does without)`
    case 'not alike':
      return `not reduced by more symmetry: ${of.why}`
    case 'no symmetry':
      return `not reduced by symmetry: ${of.why}`
    case 'found reduced':
      return 'found reduced; --shortest searches in full until the shortest'
    case 'full search':
      return `the full search of ${of.states} states, ${of.times} times as many, which says the same`
    case 'unmerged search':
      return `the search of ${of.states} states without merged local states, which says the same`
    case 'found in full':
      return 'the full search, which found the violation that was found reduced'
    case 'nothing to check':
      return 'reduction not checked: nothing was reduced'
    case 'orbits':
      return `${of.orbits} orbits, to which all states of the full search belong`
    case 'orbits not compared':
      return 'orbits not compared: a search was incomplete'
    case 'sets checked':
      return setsText(of)
    case 'reduction not checked':
      return 'reduction not checked: a search was incomplete'
    case 'discovered values':
      return `${of.of} was over the budget of closing: its values were discovered by the search, and no local states were merged`
    case 'atomic blocks':
      return `atomic blocks, each one step: ${of.sites.map(siteText).join(', ')}`
    case 'assumed':
      return `${listed(of.objects)}: ${of.what}`
    case 'waits alike':
      return `symmetry, proved in ${of.compared} comparisons: ${listed(of.threads.slice(1))} ${of.threads.length > 2 ? 'wait' : 'waits'} as ${at(of.threads, 0)} does`
    case 'runs of forms':
      return `symmetry, proved in ${of.compared} comparisons: runs without end, looked at among ${of.forms} states that stand for all, with names followed`
    case 'fairness':
      return fairnessText(of)
    case 'memory':
      return memoryText(of)
    case 'load buffering':
      return bufferingText(of.pairs)
    case 'mixed orders':
      return `that ${listed(of.cells)}, with seq_cst accesses and weaker ones, ${of.cells.length === 1 ? 'is' : 'are'} ordered as C++20 says: x86, ARM, POWER and RISC-V order less`
    case 'carries over':
      return 'no load that a later store could overtake, no cell with seq_cst accesses and weaker ones: the verdict carries over to ARM, POWER and RISC-V'
    case 'depth first':
      return 'depth first: a counterexample is not the shortest'
  }
}

const mostPairs = 4

function bufferingText(pairs: readonly LoadStore[]): string {
  const text = ({ load, store }: LoadStore): string => `${accessText(load)} by ${accessText(store)}`
  const more = pairs.length > mostPairs ? ` and ${pairs.length - mostPairs} more` : ''
  return `that C++, ARM, POWER and RISC-V do not let these loads be overtaken: ${pairs.slice(0, mostPairs).map(text).join(', ')}${more}`
}

function accessText({ operation, site }: MemoryAccess): string {
  return site === undefined ? operation : `${operation} (${siteText(site)})`
}

function memoryText(of: Extract<DesignGround, { kind: 'memory' }>): string {
  const { objects = [] } = of
  const real = `. Whoever uses ${listed(objects)} has synchronized with all who did before`
  return `${machineText(of)}${objects.length === 0 ? '' : real}`
}

function machineText({ model, molten }: Extract<DesignGround, { kind: 'memory' }>): string {
  if (model !== 'cpp20')
    return 'store buffers in which no store had to wait for room: with more there is nothing more to see'
  const old =
    molten === undefined
      ? 'All old values that could still be read were kept'
      : `Of a cell the last ${molten} values were kept apart, and older ones could be read in any order: more was seen than memory does`
  return `no load buffering: no load is overtaken by a later store of its thread. ${old}`
}

const assumptions: Readonly<Record<FairnessKind, string>> = {
  none: 'no fairness: of who steps nothing is assumed, but that somebody does while anybody is owed a step',
  weak: 'weak fairness: whoever can always go on does so some time',
  strong: 'strong fairness: whoever can go on again and again does so some time',
}

function fairnessText({ threads, except, actions, rests }: Extract<DesignGround, { kind: 'fairness' }>): string {
  return [
    `${assumptions[threads]}${except.length === 0 ? '' : `, but for ${listed(except)}`}`,
    ...actions.map((action) => `${action} comes some time if it can again and again`),
    ...(rests.length === 0 ? [] : [`in ${listed(rests)} a thread may stay for ever`]),
  ].join('; ')
}

function setsText({ sets, toTheEnd, isCut }: Extract<SearchGround, { kind: 'sets checked' }>): string {
  const rest = isCut ? ', the others not at all since a search was incomplete' : ''
  if (sets === toTheEnd) return `${sets} stubborn sets that meet their definition, all looked at to the end${rest}`
  const asFar = 'stubborn sets that meet their definition as far as they were looked at'
  return `${sets} ${asFar}: ${toTheEnd} to the end, ${sets - toTheEnd} in part${rest}`
}

/** Says what was not done, and why: nothing rests on that. */
export function isLeftUndone({ kind }: Ground): boolean {
  return undone.has(kind)
}

const undone: ReadonlySet<Ground['kind']> = new Set([
  'not reduced',
  'no stubborn sets',
  'no symmetry',
  'not alike',
  'nothing to check',
  'orbits not compared',
  'reduction not checked',
] as const)

/** `a, b and c`. */
function listed(items: readonly string[]): string {
  return items.length < 2 ? items.join() : `${items.slice(0, -1).join(', ')} and ${at(items, items.length - 1)}`
}
