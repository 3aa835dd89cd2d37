import { cell, type System, system } from 'lockproof'
import { alwaysSafe, asThread, eresource, ownerPointer } from 'lockproof/eresource'
import { T0, T1, T2 } from './actors.ts'
import { correctScenario, type Scenario } from './scenario.ts'
import { writeOnce } from './write-once.ts'

const convertThenRelease: System = system('B44 exclusive, convert, release', (tools) => {
  const { R } = tools.shared({ R: eresource() })
  tools.threads([T0, T1, T2], function* (me) {
    const my = asThread(me)
    yield* my.ExAcquireResourceExclusiveLite(R, true)
    yield* my.ExConvertExclusiveToSharedLite(R)
    yield* my.ExReleaseResourceLite(R)
  })
  alwaysSafe(tools, { R })
})

const helperStarvesExclusive: System = system('B44 StarveExclusive from a helper', (tools) => {
  const { R, work } = tools.shared({ R: eresource(), work: cell(['none', 'posted', 'done']) })
  tools.thread(T0, function* () {
    const my = asThread(T0)
    yield* my.ExAcquireResourceSharedLite(R, true)
    yield* work.store('posted')
    yield* work.waitFor('done')
    yield* my.ExReleaseResourceLite(R)
  })
  tools.thread(T1, () => writeOnce(R, T1))
  tools.thread(T2, function* () {
    const my = asThread(T2)
    yield* work.waitFor('posted')
    yield* my.ExAcquireSharedStarveExclusive(R, true)
    yield* my.ExReleaseResourceLite(R)
    yield* work.store('done')
  })
  alwaysSafe(tools, { R })
})

const pointerAndForThread: System = system('B44 owner pointer, then ForThread', (tools) => {
  const P = ownerPointer('request')
  const { R, request } = tools.shared({ R: eresource(), request: cell(['none', 'pended']) })
  tools.thread(T0, function* () {
    const my = asThread(T0)
    yield* my.ExAcquireResourceSharedLite(R, true)
    yield* my.ExSetResourceOwnerPointer(R, P)
    yield* request.store('pended')
  })
  tools.thread(T1, () => writeOnce(R, T1))
  tools.thread(T2, function* () {
    yield* request.waitFor('pended')
    yield* asThread(T2).ExReleaseResourceForThreadLite(R, P)
  })
  alwaysSafe(tools, { R })
})

const tryThenPost: System = system('B44 try, then post to a worker', (tools) => {
  const { R, work } = tools.shared({ R: eresource(), work: cell(['undecided', 'posted', 'done']) })
  tools.thread(T0, function* () {
    const my = asThread(T0)
    if (yield* my.ExAcquireSharedWaitForExclusive(R, false)) {
      yield* my.ExReleaseResourceLite(R)
      yield* work.store('done')
    } else {
      yield* work.store('posted')
    }
  })
  tools.thread(T1, () => writeOnce(R, T1))
  tools.thread(T2, function* () {
    const my = asThread(T2)
    const decision = yield* work.when((state) => state !== 'undecided').load()
    if (decision === 'done') return
    yield* my.ExAcquireResourceSharedLite(R, true)
    yield* my.ExReleaseResourceLite(R)
  })
  alwaysSafe(tools, { R })
})

export const correctPatterns: Scenario = correctScenario(
  {
    id: 'B44',
    name: 'correct patterns: recursion behind a writer',
    cause: 'an owner is granted again whoever waits',
    also: [convertThenRelease, helperStarvesExclusive, pointerAndForThread, tryThenPost],
  },
  (tools) => {
    const { R } = tools.shared({ R: eresource() })
    tools.thread(T0, function* () {
      const my = asThread(T0)
      yield* my.ExAcquireResourceSharedLite(R, true)
      yield* my.ExAcquireResourceSharedLite(R, true)
      yield* my.ExReleaseResourceLite(R)
      yield* my.ExReleaseResourceLite(R)
    })
    tools.thread(T1, () => writeOnce(R, T1))
    alwaysSafe(tools, { R })
  },
)
