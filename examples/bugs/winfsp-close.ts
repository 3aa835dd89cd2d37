/**
 * Dispatcher threads of a WinFsp file system: winfsp #680.
 *
 * Found: to serve a request, a dispatcher closes a file, and waits for the close to be served, too. That takes another dispatcher: where all of them do
 * so at once, the requests to close lie in the queue for ever (`waits`). A close that is posted waits for nobody (`posts`). That dispatchers wait for
 * requests while there are none is no fault, and said by `idle`.
 */
import { type Family, forever, idle, system, threadIds } from 'lockproof'
import { queue, semaphore } from 'lockproof/parts'

const volume = (name: string, isPosted: boolean): Family<{ dispatchers: number; users: number }> =>
  system(`WinFsp close, ${name}`, { dispatchers: 2, users: 2 }, (tools, { dispatchers, users }) => {
    const { shared, threads, expectVerdict } = tools
    const { requests, served, closed } = shared({
      requests: queue(['overwrite', 'close'], users + dispatchers),
      served: semaphore(0, users),
      closed: semaphore(0, users),
    })
    threads(threadIds(users, 'user'), function* () {
      yield* requests.put('overwrite')
      yield* served.acquire()
    })
    threads(threadIds(dispatchers, 'dispatcher'), function* () {
      yield* forever(function* () {
        const request = yield* idle(requests.take())
        if (request === 'close') return yield* closed.release()
        yield* requests.put('close')
        if (!isPosted) yield* closed.acquire()
        yield* served.release()
      })
    })
    expectVerdict(isPosted || dispatchers > users ? 'verified' : { deadlock: true })
  })

export const before: Family<{ dispatchers: number; users: number }> = volume('waits', false)
export const after: Family<{ dispatchers: number; users: number }> = volume('posts', true)
