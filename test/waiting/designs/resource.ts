import { type Steps, type System, system, type ThreadId, threadIds } from 'lockproof'
import { asThread, type Eresource, eresource, type ReleasePolicy } from 'lockproof/eresource'
import { Clients } from './clients.ts'

type Acquire = (R: Eresource, me: ThreadId) => Steps<boolean>
type Kind = 'X' | 'S' | 'V' | 'W'

/** X writes; S reads, V reads past writers that wait, and W behind them. */
const acquire: Readonly<Record<Kind, Acquire>> = {
  X: (R, me) => asThread(me).ExAcquireResourceExclusiveLite(R, true),
  S: (R, me) => asThread(me).ExAcquireResourceSharedLite(R, true),
  V: (R, me) => asThread(me).ExAcquireSharedStarveExclusive(R, true),
  W: (R, me) => asThread(me).ExAcquireSharedWaitForExclusive(R, true),
}

/** Clients of one resource, a letter each. */
export const mix = (
  clients: string,
  releasePolicy: ReleasePolicy,
  { rests = true }: { rests?: boolean } = {},
): System =>
  system(`${clients} ${releasePolicy}`, (tools) => {
    const { R } = tools.shared({ R: eresource({ releasePolicy }) })
    const all = new Clients(tools, { rests })
    for (const kind of kindsOf(clients))
      all.add(threadIds([...clients].filter((one) => one === kind).length, kind), {
        lock: (me) => acquire[kind](R, me),
        inside: (me) => asThread(me).ExReleaseResourceLite(R),
      })
  })

export function kindsOf(clients: string): readonly Kind[] {
  return [...new Set(clients)] as Kind[] // the letters of acquire
}
