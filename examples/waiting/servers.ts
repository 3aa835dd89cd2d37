import {
  cell,
  forever,
  idle,
  object,
  rest,
  type System,
  system,
  type ThreadId,
  threadIds,
  waitUntil,
  withMember,
  withoutMember,
} from 'lockproof'

type Port = { readonly requests: readonly ThreadId[]; readonly done: readonly ThreadId[] }

const port = () =>
  object<Port>({ requests: [], done: [] })({
    send(d, from: ThreadId) {
      if (!d.requests.includes(from)) d.requests.push(from)
    },
    receive(d) {
      waitUntil(d.requests.length > 0)
      return d.requests.shift() as ThreadId // one of them
    },
    reply(d, to: ThreadId) {
      d.done = withMember(d.done, to)
    },
    waitForReply(d, me: ThreadId) {
      waitUntil(d.done.includes(me))
      d.done = withoutMember(d.done, me)
    },
  })

/** Two servers; one that serves an application sends a request of its own, and may wait for the reply to it. */
const serving = (name: string, waitsForReply: boolean): System =>
  system(name, ({ shared, threads, expectVerdict }) => {
    const { p } = shared({ p: port() })
    const applications = threadIds(2, 'app')
    threads(applications, function* (me) {
      yield* p.send(me)
      yield* p.waitForReply(me)
    })
    threads(threadIds(2, 'server'), function* (me) {
      yield* forever(function* () {
        const from = yield* idle(p.receive()) // a server without requests is none that waits in vain
        if (waitsForReply && applications.includes(from)) {
          yield* p.send(me)
          yield* p.waitForReply(me)
        }
        yield* p.reply(from)
      })
    })
    expectVerdict(waitsForReply ? { deadlock: true, steps: 6 } : 'verified')
  })

export const nested: System = serving('servers that wait for each other', true)
export const plain: System = serving('servers that only serve', false)

/** Who takes waits in two steps, and may do so as long as there is nothing to take. */
export const mailbox: System = system('a mailbox', ({ shared, regions, thread, mayRest }) => {
  const { slot, bell } = shared({ slot: cell(['empty', 'full']), bell: cell(['still', 'rung']) })
  const { taking } = regions('taking')
  thread('sender', () =>
    forever(function* () {
      yield* rest()
      yield* slot.when('empty').store('full')
      yield* bell.store('rung')
    }),
  )
  thread('receiver', () =>
    forever(() =>
      taking(function* () {
        yield* bell.when('rung').store('still')
        yield* slot.when('full').store('empty')
      }),
    ),
  )
  mayRest(taking, [slot], (state) => state === 'empty')
})
