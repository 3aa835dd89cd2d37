import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const root = fileURLToPath(new URL('../../', import.meta.url))
const tsc = join(root, 'node_modules/typescript/bin/tsc')
const folder = mkdtempSync(join(tmpdir(), 'lockproof-library-'))

/** A library of locks, whose author writes no types down. */
const library = `import { atomically, cell, cells, counter, object, proc, range, type ThreadId, waitUntil } from 'lockproof'
import { event, futex, futexes, monitor, mutex, permits, semaphore, sleepQueue } from 'lockproof/parts'

export const plain = mutex()
export const handoff = () => mutex({ queue: 'handoff' })
export const places = (n: number) => semaphore(n)
export const word = () => futex(['free', 'held', 'contended'])
export const words = () => futexes({ seq: [0, 1], lock: ['free', 'held'] })
export const bed = () => sleepQueue({ wakes: 'in order' })
export const buffer = () => ({ m: monitor(['notEmpty', 'notFull']), n: counter({ upTo: 2 }) })
export const done = () => event('manual')
export const parking = (ids: readonly ThreadId[]) => permits(ids, { spurious: false })

export const own = () =>
  object<{ readonly owner: ThreadId | null }>({ owner: null })(
    {
      take(d, me: ThreadId) {
        waitUntil(d.owner === null)
        d.owner = me
      },
    },
    { reads: { isFree: (d) => d.owner === null }, words: (d) => (d.owner === null ? 'free' : 'held') },
  )
export const flags = () => ({ each: cells(range(2), ['up', 'down']), turn: cell([0, 1]) })
export const both = (a: ReturnType<typeof handoff>, b: ReturnType<typeof handoff>) =>
  proc(function* both(me: ThreadId) {
    const first = yield* a.lock(me, { mayTimeOut: true })
    return first === 'locked' ? yield* b.lock(me, { mayBeInterrupted: true }) : first
  })
export const swap = (it: ReturnType<typeof own>, me: ThreadId) => atomically(() => it.take(me))
`

/** Another one. */
const kernels = `import { bits, cell, heap, object, type ThreadId } from 'lockproof'
import { barrier, dispatcher, KEVENT, KMUTEX, once, onProcessor, processor, queue, rwLock } from 'lockproof/parts'

export const table = () => ({ lock: rwLock('writers'), ready: once() })
export const pipe = () => queue(['job', 'end'], 2)
export const phase = (parties: number) => barrier(parties)
export function* read(it: ReturnType<typeof table>, me: ThreadId) {
  return yield* it.lock.lockRead(me, { mayTimeOut: true })
}
export const kernel = () => ({ ke: dispatcher({ go: KEVENT('notification'), list: KMUTEX() }), cpu: processor() })
export const nodes = () => heap<{ next: string | null }>({ upTo: 2 })
export const word = () => cell(bits({ locked: 1, readers: 2 }))
export const layout = bits({ locked: 1, readers: 2 })
export function* waits({ ke, cpu }: ReturnType<typeof kernel>, me: ThreadId) {
  return yield* onProcessor(cpu, me, () => ke.KeWaitForMultipleObjects(me, ['go', 'list'], 'WaitAny'))
}
export const counter = () => object<{ n: number }>({ n: 0 })({ add(d) { d.n++ } })
`

/** One of drivers. */
const drivers = `import { type ThreadId, type Tools, threadIds } from 'lockproof'
import { alwaysSafe, asThread, eresource, kernel, ownerPointer, verifierRules } from 'lockproof/eresource'

export const volume = () => ({ Vcb: eresource(), Fcb: eresource({ build: 'free', releasers: {} }) })
export const pointer = () => ownerPointer('Irp')
export function* create({ Vcb, Fcb }: ReturnType<typeof volume>, me: ThreadId) {
  const my = asThread(me)
  if (!(yield* my.ExAcquireResourceSharedLite(Vcb, false))) return 'STATUS_PENDING'
  const held = yield* my.ExIsResourceAcquiredSharedLite(Fcb)
  return held === 0 ? yield* my.ExAcquireResourceExclusiveLite(Fcb, true) : held
}
export const checked = (tools: Tools) => kernel(tools, { threads: threadIds(2), rules: verifierRules })
export const states = (tools: Tools) => checked(tools).states
export const safe = (tools: Tools) => alwaysSafe(tools, tools.shared(volume()))
export const isQueued = (tools: Tools, me: ThreadId) => {
  const { Vcb } = tools.shared(volume())
  tools.reachable('queued', [Vcb], (r) => r.exclusiveWaiters.includes(me) || r.owners[me] === 2)
  return Vcb
}
`

const libraries = { library, kernels, drivers }

function compile(): { readonly status: number | null; readonly stdout: string } {
  const { status, stdout } = spawnSync(process.execPath, [tsc, '-p', folder], {
    cwd: folder,
    encoding: 'utf8',
  })
  return { status, stdout }
}

describe('a library of locks, in a project with declarations', () => {
  beforeAll(() => {
    mkdirSync(join(folder, 'node_modules'))
    symlinkSync(root, join(folder, 'node_modules/lockproof'), 'junction')
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }\n')
    for (const [name, text] of Object.entries(libraries)) writeFileSync(join(folder, `${name}.ts`), text)
    const compilerOptions = {
      target: 'es2023',
      module: 'nodenext',
      strict: true,
      declaration: true,
      types: [],
      outDir: 'out',
    }
    writeFileSync(
      join(folder, 'tsconfig.json'),
      JSON.stringify({ compilerOptions, files: Object.keys(libraries).map((name) => `${name}.ts`) }),
    )
  })

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true })
  })

  test('compiles, with the types of parts by their names', () => {
    expect(compile()).toEqual({ status: 0, stdout: '' })
    const declared = Object.keys(libraries)
      .map((name) => readFileSync(join(folder, `out/${name}.d.ts`), 'utf8'))
      .join('')
    const locks = ['Mutex', 'Semaphore', 'RwLock', 'Futex', 'Futexes', 'SleepQueue', 'Monitor', 'ThreadPermits']
    const others = ['Event', 'Once', 'Queue', 'Barrier', 'Dispatcher', 'Processor']
    for (const name of [...locks, ...others])
      expect(declared).toMatch(new RegExp(String.raw`import\("lockproof/parts"\)\.${name}\b`))
    for (const name of ['Eresource', 'Kernel', 'KThreadObject'])
      expect(declared).toMatch(new RegExp(String.raw`import\("lockproof/eresource"\)\.${name}\b`))
    expect(declared).not.toMatch(/dist\/|model\//)
  })
})
