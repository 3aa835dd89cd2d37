import { type System, system, threadIds } from 'lockproof'
import { eresource, kernel, verifierRules } from 'lockproof/eresource'

/** User threads that own a resource: inside a critical region or, as Driver Verifier would find out, outside of one. */
const owning = (name: string, isInRegion: boolean): System =>
  system(name, (tools) => {
    const ids = threadIds(2)
    const { R } = tools.shared({ R: eresource({ verifier: true }) })
    const { asThread } = kernel(tools, { threads: ids, rules: verifierRules })
    tools.threads(ids, function* (me) {
      const my = asThread(me)
      if (isInRegion) yield* my.KeEnterCriticalRegion()
      yield* my.ExAcquireResourceExclusiveLite(R, true)
      yield* my.ExReleaseResourceLite(R)
      if (isInRegion) yield* my.KeLeaveCriticalRegion()
    })
    tools.expectVerdict(isInRegion ? 'verified' : { fails: '0xC4/0x37', steps: 1 })
  })

export const inside: System = owning('in a critical region', true)
export const outside: System = owning('outside of a critical region', false)
