import { either, idle, interrupt, may, mayEnd, proc, rest, timeout } from 'lockproof'
import { cellAt, type Performs } from './simple-statements.ts'

/** What nobody owes, and waiting that is no error. */
export const voluntary: Performs = {
  *rest(_, __, last) {
    yield* rest()
    return last
  },
  *mayStore(here, { x, v }, last) {
    yield* may(cellAt(here, x).store(v))
    return last
  },
  *idle(here, { x, v }, last) {
    yield* idle(cellAt(here, x).waitFor(v))
    return last
  },
  *timed(here, { x, v }) {
    const how = yield* either(cellAt(here, x).waitFor(v), timeout())
    return how === 'timed out' ? 1 : 2
  },
  *certain(here, { x, v }) {
    return yield* either(
      () => cellAt(here, x).when(v).exchange(0),
      function* () {
        yield* cellAt(here, 1 - x).store(v)
        return 1
      },
    )
  },
  *either(here, { x, v }, last) {
    yield* either(cellAt(here, x).waitFor(v), may(cellAt(here, 1 - x).waitFor(v)), idle(cellAt(here, x).waitFor(2 - v)))
    return last
  },
  *interrupted(here, _, last) {
    const how = yield* either(here.desk.take(here.me), interrupt('EINTR'))
    if (how !== 'EINTR') yield* here.desk.give(here.me)
    return last
  },
}

/** The same of stretches. */
export const voluntaryStretches: Performs = {
  *mayDo(here, { inner }, last, runAll) {
    const part = proc(function* part() {
      return yield* runAll(here, inner)
    })
    yield* may(part)
    return last
  },
  *mayEnd(here, { v, inner }, last, runAll) {
    const how = yield* mayEnd(() => runAll(here, inner), { by: 'ended', at: v === 0 ? 'every step' : 'waits' })
    return how === 'ended' ? last : how
  },
}
