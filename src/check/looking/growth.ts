/**
 * What goes on growing while it is searched. One that counts for ever looks like one that counts far, and finitely many values may be very many. So what
 * is said to grow has new values all the time, which hold more and more: larger numbers, or longer lists. There may be more than one such, and then
 * each has far fewer values than there are states. A design is refused only where there are very many of something, as often new as ever for each
 * state, and what they hold is nearly as large as they are many.
 */
import { at } from '../../errors/at.ts'
import { ModelError } from '../../errors/model-error.ts'
import type { Compiled } from '../../model/compile/compile.ts'
import { magnitude } from '../../model/compile/magnitude.ts'
import { show } from '../../model/values/encode.ts'
import type { WarningOf } from '../../verdict/warning.ts'

/** Values of an object, and local states of a thread, which are dearer. */
const largest = { values: 1 << 17, locals: 1 << 15 }
/** Below it nobody is warned. */
const notable = 256
/** Of numbers that grow side by side each has as many values as a root of the states: of three the third root. */
const leastRoot = 0.3
/** How many values there are at the most for each number up to the largest that the latest ones hold. */
const valuesOfNumber = 16
const latest = 16
/** Of the rate at which new ones came before, where they come as often as ever. */
const steady = 0.9

/** How many there were of each object, then of each thread. */
type Sample = { readonly states: number; readonly counts: readonly number[] }

export class Growth {
  #compiled: Compiled | undefined
  /** Each of about twice the states of the one before. */
  readonly #samples: Sample[] = []
  #last: Sample = { states: 0, counts: [] }

  of(compiled: Compiled): void {
    this.#compiled = compiled
  }

  /** @throws ModelError M007 where something large goes on growing. */
  look(states: number): void {
    const compiled = this.#compiled
    if (compiled === undefined || compiled.isClosed) return
    this.#last = { states, counts: countsOf(compiled) }
    for (const [what, count] of this.#last.counts.entries())
      if (count >= limitOf(compiled, what) && this.#goesOn(compiled, what)) throw endless(compiled, what, this.#last)
    const before = this.#samples.at(-1)
    if (before === undefined || states >= 2 * before.states) this.#samples.push(this.#last)
  }

  /** By object: how many values it had, where it had none that were new for half of the search. */
  get settledValues(): readonly (number | undefined)[] {
    return this.#last.counts.map((count, what) => (this.#half?.counts[what] === count ? count : undefined))
  }

  /** What grew as long as it was looked at. */
  get warnings(): readonly WarningOf[] {
    const compiled = this.#compiled
    if (compiled === undefined || compiled.isClosed) return []
    const { states, counts } = this.#last
    return [...counts.entries()]
      .filter(([what]) => this.#grows(compiled, what))
      .map(([what, values]) => {
        const examples = examplesOf(compiled, what, values)
        return { kind: 'grows', what: nameOf(compiled, what), values, states, examples }
      })
  }

  /** When it had half of the states, or fewer. */
  get #half(): Sample | undefined {
    return this.#samples.findLast((sample) => 2 * sample.states <= this.#last.states)
  }

  #grows(compiled: Compiled, what: number): boolean {
    const half = this.#half
    const count = at(this.#last.counts, what)
    if (half === undefined || count < notable) return false
    const times = (this.#last.states / half.states) ** leastRoot
    return count >= times * at(half.counts, what) && rises(compiled, what, count)
  }

  /** As fast in the last quarter of the states, and the half before it, as at first. */
  #goesOn(compiled: Compiled, what: number): boolean {
    const { states, counts } = this.#last
    const earlier = this.#samples.filter((sample) => 2 * sample.states <= states).slice(-2)
    const count = at(counts, what)
    const rate = count / states
    return (
      largestOf(compiled, what, count - latest, count) * valuesOfNumber >= count &&
      earlier.length === 2 &&
      earlier.every((sample) => rate >= (steady * at(sample.counts, what)) / sample.states) &&
      rises(compiled, what, count)
    )
  }
}

/** Whether the values hold more in each stretch of them, in the order in which they were met; each is three times what was before it. */
function rises(compiled: Compiled, what: number, count: number): boolean {
  const ends = [0, count >>> 6, count >>> 4, count >>> 2, count]
  const held = ends.slice(1).map((to, stretch) => largestOf(compiled, what, at(ends, stretch), to))
  return held.every((most, stretch) => stretch === 0 || most > at(held, stretch - 1))
}

function largestOf(compiled: Compiled, what: number, from: number, to: number): number {
  let most = 0
  for (let id = from; id < to; id++) most = Math.max(most, magnitude(held(compiled, what, id)))
  return most
}

function countsOf({ program: { ir } }: Compiled): readonly number[] {
  return [
    ...ir.objects.map(({ valueCount, isClosed }) => (isClosed ? 0 : valueCount)),
    ...ir.threads.map(({ pending }) => pending.length),
  ]
}

function limitOf({ program: { ir } }: Compiled, what: number): number {
  return what < ir.objects.length ? largest.values : largest.locals
}

function nameOf({ program: { ir } }: Compiled, what: number): string {
  return what < ir.objects.length
    ? at(ir.objects, what, 'objects').name
    : at(ir.threads, what - ir.objects.length, 'threads').name
}

/** A value of the object, or what the thread remembers in a local state, as its innermost frame has it. */
function held({ program: { ir }, value, arrival }: Compiled, what: number, id: number): unknown {
  if (what < ir.objects.length) return value(what, id)
  const frame = arrival(what - ir.objects.length, id).history.at(-1)
  return frame?.state ?? frame?.answers
}

/** The first ones and the last: `0, 1, 2, … 9999`. */
function examplesOf(compiled: Compiled, what: number, count: number): string {
  const text = (id: number): string => show(held(compiled, what, id))
  const first = [...new Set([0, 1, 2, 3, 4, 5].map(text))].slice(0, 3)
  return `${first.join(', ')}, … ${text(count - 1)}`
}

function endless(compiled: Compiled, what: number, { states, counts }: Sample): ModelError {
  const count = at(counts, what)
  const isObject = what < compiled.program.ir.objects.length
  const seen = `${examplesOf(compiled, what, count)} (${count} ${isObject ? 'values' : 'local states'} in ${states} states, new ones as often as at first)`
  const name = nameOf(compiled, what)
  const fix = isObject
    ? 'Bound what it holds: cell(range(0, 3)) and wrap-around, counter({ upTo: n }), modulo(n), or ensure() on the length of a list.'
    : 'Bound the state of its loops, and what its procs remember.'
  const happened = isObject ? `${name} grows and grows` : `${name} remembers more and more`
  const site = isObject ? undefined : compiled.arrival(what - compiled.program.ir.objects.length, count - 1).site
  const expected = `fewer than ${limitOf(compiled, what)}, or an end in sight`
  return new ModelError('M007', `${happened}: ${seen}. ${fix}`, { expected, seen: String(count), fix, site })
}
