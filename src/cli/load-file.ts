import { statSync } from 'node:fs'
import module from 'node:module'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ModelError } from '../errors/model-error.ts'
import { UsageError } from '../errors/usage-error.ts'
import { siteIn } from '../model/protocol/site.ts'

let isRegistered = false

/**
 * Loads a user's file, TypeScript included, and gives its exports.
 * @throws UsageError U001 where there is no such file, U002 where it does not compile or throws.
 */
export async function loadFile(file: string): Promise<Readonly<Record<string, unknown>>> {
  requireFile(file)
  await registerTypeScript()
  try {
    return await import(pathToFileURL(resolve(file)).href)
  } catch (error) {
    throw loadError(file, error)
  }
}

function requireFile(file: string): void {
  if (/\.c[jt]s$/.test(file))
    throw new UsageError(
      'U002',
      `${file} is a CommonJS file by its name: expected an ES module. Rename it to ${file.replace(/\.c([jt]s)$/, '.m$1')}.`,
    )
  const found = statSync(file, { throwIfNoEntry: false })
  if (found?.isFile() === true) return
  const seen = found === undefined ? 'no such file' : 'a folder'
  throw new UsageError(
    'U001',
    `${file}: expected a TypeScript file that exports systems, saw ${seen}. Check the path; it is relative to ${process.cwd()}.`,
    {
      expected: 'a TypeScript file that exports systems',
      seen,
      fix: 'Check the path.',
    },
  )
}

/**
 * No `tsconfig.json` is read, so that the file means the same in every folder and the `lockproof` that it imports is this one. Sharing one
 * instance matters: what runs at a moment, and which symbols are thread ids, is known to one.
 */
async function registerTypeScript(): Promise<void> {
  if (isRegistered) return
  isRegistered = true
  const { register } = await import('tsx/esm/api')
  await import('../index.ts') // what is loaded before need not go through the hooks, which are slow
  register({ tsconfig: false })
  module.register('./module-hooks.js', import.meta.url)
}

function loadError(file: string, error: unknown): Error {
  if (error instanceof UsageError || error instanceof ModelError) return error
  if (!(error instanceof Error))
    return new UsageError(
      'U002',
      `${file} threw ${String(error)} while it was loaded: expected a file that only declares systems.`,
    )
  if (error.name === 'TransformError') {
    const [, place = file, what = error.message] = /\n(.*:\d+:\d+): ERROR: (.*)/.exec(error.message) ?? []
    return new UsageError('U002', `${place}: ${what}. The file does not compile: expected TypeScript.`, { seen: what })
  }
  const message = error.message.replace(/[?&]tsx-namespace=[^'\s]*/g, '')
  if ('code' in error && error.code === 'ERR_MODULE_NOT_FOUND') {
    const own = /package 'lockproof'/.test(message)
      ? ' Install it there: npm install --save-dev lockproof.'
      : ' Check the import.'
    return new UsageError('U002', `${message}.${own}`, { seen: message })
  }
  const exported = /module '([^']*)' does not provide an export named '([^']*)'/.exec(message)
  if (exported !== null) {
    return new UsageError(
      'U002',
      `${importPlace(error) ?? file} imports ${exported[2]} from '${exported[1]}', which exports no ${exported[2]}. Check the name; a type needs import type.`,
      { seen: message },
    )
  }
  return new UsageError(
    'U002',
    `${siteIn(error.stack) ?? file} threw ${error.name} while the file was loaded: ${message}. Expected a file that only declares systems.`,
    { seen: message },
  )
}

/** Of an error at an import: the first line of its stack is the place. */
function importPlace(error: Error): string | undefined {
  return /^(?:file:\/\/)?(\/.*:\d+)$/m.exec(error.stack?.split('\n')[0] ?? '')?.[1]
}
