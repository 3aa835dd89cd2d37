import { type Execution, happensBefore, type Op } from './naive-memory.ts'
import { acyclic, closure, composed, has, irreflexive, type Relation, relate, union } from './relations.ts'

/**
 * RC11, as published: Lahav, Vafeiadis, Kang, Hur, Dreyer, *Repairing sequential consistency in C/C++11*, PLDI 2017. Its release sequences are those of
 * C++20 here, of updates only. Never optimised.
 */
export type Psc = {
  /** Of what goes before in its thread, happens before, and goes before in its thread: whether both threads may stay at one cell. In the paper neither does. */
  readonly sameCell: boolean
}

/** As in the paper an update is two events, its load and its store. */
function inHalves({ events, po, mo, rf, rb }: Execution, hb: Relation) {
  const halves = events.flatMap(({ kind }, of) =>
    kind === 'update' ? (['load', 'store'] as const).map((half) => ({ of, kind: half })) : [{ of, kind }],
  )
  const lift = (all: Relation, inside: boolean, from?: Op['kind'], to?: Op['kind']): Relation =>
    relate(halves.length, (i, j) => {
      const [a, b] = [halves[i]!, halves[j]!]
      if (a.of === b.of) return inside && i < j
      return has(all[a.of]!, b.of) && a.kind === (from ?? a.kind) && b.kind === (to ?? b.kind)
    })
  return {
    events: halves.map(({ of }) => events[of]!),
    po: lift(po, true),
    hb: lift(hb, true),
    mo: lift(mo, false, 'store', 'store'),
    rf: lift(rf, false, 'store', 'load'),
    rb: lift(rb, true, 'load', 'store'),
  }
}

export function isRc11(it: Execution, { sameCell }: Psc): boolean {
  const whole = happensBefore(it).hb
  if (!acyclic(union(it.po, it.rf)) || !irreflexive(whole)) return false
  if (!irreflexive(composed(whole, closure(union(it.rf, it.mo, it.rb))))) return false
  const { events, po, hb, mo, rf, rb } = inHalves(it, whole)
  const n = events.length
  const those = (isFence: boolean): Relation =>
    relate(n, (i, j) => i === j && events[i]!.order === 'seq_cst' && (events[i]!.kind === 'fence') === isFence)
  const [sc, fence] = [those(false), those(true)]
  const isSame = (i: number, j: number): boolean =>
    events[i]!.kind !== 'fence' && events[j]!.kind !== 'fence' && events[i]!.cell === events[j]!.cell
  const around = relate(n, (i, j) => has(po[i]!, j) && (sameCell || !isSame(i, j)))
  const inCell = relate(n, (i, j) => has(hb[i]!, j) && isSame(i, j))
  const scb = union(po, composed(around, hb, around), inCell, mo, rb)
  const begin = union(sc, fence, composed(fence, hb))
  const end = union(sc, fence, composed(hb, fence))
  const eco = closure(union(rf, mo, rb))
  const fences = composed(fence, union(hb, composed(hb, eco, hb)), fence)
  return acyclic(union(composed(begin, scb, end), fences))
}
