import module from 'node:module'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ModelError } from '../../errors/model-error.ts'
import { isReadable, textAt, thrownText } from '../../errors/thrown.ts'
import { UsageError } from '../../errors/usage-error.ts'
import { ownFolder } from '../../model/protocol/own-folder.ts'
import { linesOf, siteIn } from '../../model/protocol/site.ts'
import { requireFile } from '../paths/file.ts'
import { commonJsError } from './common-js-error.ts'

const isNotFound = /^ERR_(?:MODULE_NOT_FOUND|UNSUPPORTED_DIR_IMPORT|PACKAGE_PATH_NOT_EXPORTED)$/

let registered: Promise<void> | undefined

/**
 * Loads a user's file, TypeScript included, and gives its exports.
 * @throws UsageError U001 where there is no such file, U002 where it does not compile or throws.
 */
export async function loadFile(file: string): Promise<Readonly<Record<string, unknown>>> {
  if (/\.c[jt]s$/.test(file)) throw commonJsError(file)
  requireFile(file, 'a TypeScript file that exports systems')
  await prepared()
  try {
    return await import(pathToFileURL(resolve(file)).href)
  } catch (error) {
    throw loadError(file, error)
  }
}

/** That TypeScript can be loaded, for whoever has nothing else to do. */
export function prepared(): Promise<void> {
  registered ??= registerTypeScript()
  return registered
}

/**
 * The `lockproof` that a file imports is this one. Sharing one instance matters: what runs at a moment, and which symbols are thread ids, is
 * known to one. Node 22.15 runs the hooks in this thread.
 */
async function registerTypeScript(): Promise<void> {
  process.setSourceMapsEnabled(true)
  await import('../../index.ts') // what is loaded before need not go through the hooks, which are slow
  if ('registerHooks' in module && typeof module.registerHooks === 'function')
    module.registerHooks(await import('./module-hooks.ts'))
  else module.register(new URL('cli/files/module-hooks.js', ownFolder))
}

/** What loading a file threw, as the file's fault. */
export function loadError(file: string, error: unknown): Error {
  if (error instanceof UsageError || error instanceof ModelError) return error
  if (!isReadable(error))
    return new UsageError(
      'U002',
      `${file} threw ${thrownText(error)} while it was loaded: expected a file that only declares systems.`,
    )
  const { message } = error
  const code = textAt(error, 'code') ?? ''
  if (code === 'U002') return new UsageError('U002', message) // of the hooks' thread, which keeps no classes
  if (isNotFound.test(code)) {
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
    `${siteIn(error) ?? file} threw ${error.name} while the file was loaded: ${message}. Expected a file that only declares systems.`,
    { seen: message },
  )
}

/** Of an error at an import: the first line of its stack is the place. */
function importPlace(error: Error): string | undefined {
  return /^(?:file:\/\/)?(\/.*:\d+)$/m.exec(linesOf(error)[0] ?? '')?.[1]
}
