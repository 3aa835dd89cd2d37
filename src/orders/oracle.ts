/**
 * Whether a design is verified with these orders, from as few checks as may be. *Weakening an order takes no behaviour away*: so whatever is as strong as
 * an assignment that is verified is verified, and a counterexample refutes whatever is as weak where it has been: at the sites that its run performed, and
 * at all fences, since one that is not there, or does nothing, could have stood in its way. (Oberhauser and others: VSync, ASPLOS 2021, use the first; the second
 * we have not seen elsewhere.)
 *
 * It is not so of what a weaker memory could mend: a state that must be reachable, a thread that others may yet help, what must come some time. Such a
 * counterexample refutes its own assignment only, and nothing is verified by another where any of this is asked.
 */
import type { Task } from '../tasks/task.ts'
import { siteText } from '../verdict/site.ts'
import type { Answer, Verdict, VerdictKind, Violation } from '../verdict/verdict.ts'
import type { Assignment } from './ordered.ts'
import type { OrderSites } from './sites.ts'
import { isAtMost, type Strength, strongest } from './strength.ts'

export type Found = { readonly verdict: VerdictKind; readonly violation?: Violation }

/** A run that violates, and what it takes: the orders that it had at these sites, or weaker ones. */
type Refutation = { readonly at: ReadonlyMap<number, Strength>; readonly found: Found }

export class OrderOracle {
  checks = 0
  reused = 0
  /** Of some assignment nobody knows: a limit ended its check, and what is needed may be weaker. */
  isCutShort = false
  readonly #sites: OrderSites
  readonly #check: (assignment: Assignment) => Task<Verdict>
  readonly #known = new Map<string, Found>()
  readonly #verified: Assignment[] = []
  readonly #refutations: Refutation[] = []

  constructor(sites: OrderSites, check: (assignment: Assignment) => Task<Verdict>) {
    this.#sites = sites
    this.#check = check
  }

  /** By a check, or without one. */
  *ask(assignment: Assignment): Task<Found> {
    const known = this.#known.get(this.#keyOf(assignment)) ?? this.#implied(assignment)
    if (known === undefined) return yield* this.checked(assignment)
    this.reused++
    return known
  }

  /** By a check of its own, whose counterexample is one with these orders. */
  *checked(assignment: Assignment): Task<Found> {
    this.checks++
    const verdict = yield* this.#check(assignment)
    const { violation } = verdict
    this.isCutShort ||= verdict.verdict === 'incomplete'
    const found: Found = { verdict: verdict.verdict, ...(violation && { violation }) }
    this.#known.set(this.#keyOf(assignment), found)
    if (verdict.verdict === 'verified' && verdict.answers.every(({ kind }) => ofRuns.has(kind)))
      this.#verified.push(assignment)
    if (violation !== undefined && staysWhenWeaker(violation))
      this.#refutations.push({ at: this.#performed(violation, assignment), found })
    return found
  }

  #implied(assignment: Assignment): Found | undefined {
    const of = (index: number): Strength => assignment[index] ?? strongest
    const isAbove = (other: Assignment): boolean =>
      this.#sites.all.every(({ index }) => isAtMost(other[index] ?? strongest, of(index)))
    if (this.#verified.some(isAbove)) return { verdict: 'verified' }
    return this.#refutations.find(({ at }) => [...at].every(([index, it]) => isAtMost(of(index), it)))?.found
  }

  /** A place may be several sites: then all of them are. So are all fences: a run does not show those that do nothing. */
  #performed({ trace }: Violation, assignment: Assignment): ReadonlyMap<number, Strength> {
    const places = new Set(trace?.steps.flatMap(({ moves }) => moves.map(({ site }) => (site ? siteText(site) : ''))))
    const performed = this.#sites.all.filter(({ place, kind }) => kind === 'fence' || place === '' || places.has(place))
    return new Map(performed.map(({ index }) => [index, assignment[index] ?? strongest]))
  }

  #keyOf(assignment: Assignment): string {
    return this.#sites.all.map(({ index }) => assignment[index] ?? strongest).join()
  }
}

/** What fewer runs do not break. `nobody stuck` is among them, as stronger orders keep last values in sight. */
const ofRuns: ReadonlySet<Answer['kind']> = new Set(['always', 'never', 'no failure', 'no deadlock', 'nobody stuck'])

function staysWhenWeaker({ kind, trace }: Violation): boolean {
  return trace !== undefined && (kind === 'property' || kind === 'failure' || kind === 'deadlock')
}
