/**
 * Notify::notify_waiters of tokio: tokio #5396 (fixed by PR #5458).
 *
 * Found: it wakes in batches, and gives its lock back between two of them. A task that was woken and waits again joins the same list, and is woken twice by
 * one call. The fix wakes those who waited when it was called.
 */
import { cell, type Family, idle, object, range, system, type ThreadId, threadIds, waitUntil } from 'lockproof'

type Waiter = { readonly task: ThreadId; readonly since: number }
type Notify = { readonly list: readonly Waiter[]; readonly woken: readonly ThreadId[]; readonly calls: number }

/** Batches of one. */
const notifyOf = (onlyOld: boolean) =>
  object<Notify>({ list: [], woken: [], calls: 0 })({
    joins(d, me: ThreadId) {
      d.list.push({ task: me, since: d.calls })
    },
    returns(d, me: ThreadId) {
      waitUntil(d.woken.includes(me))
      d.woken = d.woken.filter((task) => task !== me)
    },
    begins(d) {
      d.calls++
    },
    /** Answers whether another batch is needed. */
    wakes(d) {
      const [next, ...others] = d.list.filter(({ since }) => !onlyOld || since < d.calls)
      if (next !== undefined) d.woken.push(next.task)
      d.list = d.list.filter((it) => it !== next)
      return others.length > 0
    },
  })

const batches = (name: string, onlyOld: boolean): Family<{ tasks: number }> =>
  system(`tokio Notify, ${name}`, { tasks: 2 }, (tools, size) => {
    const { shared, ghosts, threads, thread, always, expectVerdict } = tools
    const { n, joined } = shared({ n: notifyOf(onlyOld), joined: cell(range(size.tasks + 1)) })
    const { wakes } = ghosts({ wakes: cell([0, 1, 2]) })
    const tasks = threadIds(size.tasks, 'task')
    threads(tasks, function* (me) {
      const returns = () => n.returns(me).recording(() => me === tasks[0] && wakes.add(1))
      yield* n.joins(me)
      yield* joined.add(1)
      yield* returns()
      yield* n.joins(me)
      yield* idle(returns())
    })
    thread('notifier', function* () {
      yield* joined.waitFor(size.tasks)
      yield* n.begins()
      while (yield* n.wakes()) {}
    })
    always('one call wakes a task once', [wakes], (times) => times <= 1)
    expectVerdict(onlyOld || size.tasks === 1 ? 'verified' : { violates: 'one call wakes a task once' })
  })

export const before: Family<{ tasks: number }> = batches('all in its list', false)
export const after: Family<{ tasks: number }> = batches('those who waited when it was called', true)
