import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** A library of locks of one's own, without a type written down. */
const library = `import { bits, cell, heap, object, type ThreadId } from 'lockproof'
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

test('a library of parts can be exported, with declarations of what it exports', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lockproof-library-'))
  try {
    mkdirSync(join(folder, 'node_modules'))
    symlinkSync(root, join(folder, 'node_modules/lockproof'), 'junction')
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
    writeFileSync(join(folder, 'library.ts'), library)
    const options = ['--declaration', '--emitDeclarationOnly', '--strict', '--module', 'nodenext', '--target', 'es2023']
    const { stdout } = spawnSync(
      process.execPath,
      [join(root, 'node_modules/typescript/bin/tsc'), ...options, '--types', '', 'library.ts'],
      { cwd: folder, encoding: 'utf8' },
    )
    expect(stdout).toBe('')
  } finally {
    rmSync(folder, { recursive: true })
  }
})
