import { again, cells, fold, loop, proc, range, type System, strong, system } from 'lockproof'
import { Clients } from './clients.ts'

/** The filter lock, Peterson's generalisation: a rung for each thread but one, and on each rung somebody stays behind. */
export const filter = (N: number): System =>
  system(`filter, N=${N}`, (tools) => {
    const [ids, rungs] = [range(N), range(1, N)]
    const { level, victim } = tools.shared({ level: cells(ids, range(N)), victim: cells(rungs, ids) })
    const clients = new Clients(tools)
    const waiting = clients.waiting()
    const announce = proc(function* announce(me: number, rung: number) {
      yield* level.at(me).store(rung)
      yield* victim.at(rung).store(me)
    })
    const climb = proc(function* climb(me: number, rung: number) {
      const others = ids.filter((id) => id !== me)
      yield* loop(0, function* (seen) {
        const other = others[seen]
        if (other === undefined) return
        if (!(yield* level.at(other).test((theirs) => theirs >= rung))) return again(seen + 1)
        if (yield* victim.at(rung).test((last) => last === me)) return again(seen)
        return
      })
    })
    const lock = proc(function* lock(me: number) {
      yield* announce(me, 1)
      yield* waiting(function* () {
        for (const rung of rungs) {
          if (rung > 1) yield* announce(me, rung)
          yield* climb(me, rung)
        }
      })
    })
    clients.add(ids, { lock, unlock: (me) => level.at(me).store(0) })
    tools.fairness({
      strong: [strong(level, 'test', (isThere) => !isThere), strong(victim, 'test', (isMine) => !isMine)],
    })
  })

/** Lamport's bakery with tickets up to M: who finds none backs off and comes again, which is not Lamport's. */
export const bakery = (N: number, M: number): System =>
  system(`bakery, N=${N} M=${M}`, (tools) => {
    const ids = range(N)
    const { choosing, number } = tools.shared({ choosing: cells(ids, [false, true]), number: cells(ids, range(M + 1)) })
    type Ticket = readonly [number: number, of: number]
    const isBefore = ([a, i]: Ticket, [b, j]: Ticket): boolean => a < b || (a === b && i < j)
    const clients = new Clients(tools)
    const waiting = clients.waiting()
    const takeTicket = proc(function* takeTicket(me: number) {
      const ticket: number = yield* loop(undefined, function* () {
        yield* choosing.at(me).store(true)
        const last: number = yield* fold(ids, 0, function* (highest, id) {
          return Math.max(highest, yield* number.at(id).load())
        })
        if (last < M) {
          yield* number.at(me).store(last + 1)
          return last + 1
        }
        yield* choosing.at(me).store(false)
        return again(undefined)
      })
      yield* choosing.at(me).store(false)
      return ticket
    })
    const lock = proc(function* lock(me: number) {
      const mine = yield* takeTicket(me)
      yield* waiting(function* () {
        for (const other of ids) {
          yield* choosing.at(other).waitFor(false)
          yield* number.at(other).waitUntil((theirs) => theirs === 0 || !isBefore([theirs, other], [mine, me]))
        }
      })
    })
    clients.add(ids, { lock, unlock: (me) => number.at(me).store(0) })
    tools.fairness({ strong: [strong(number.at(N - 1), 'waitUntil')] }) // the last that is waited for
  })
