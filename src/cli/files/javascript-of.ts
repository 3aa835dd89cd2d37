import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { type OxcError, type SourceMap, transformSync } from 'oxc-transform'
import { UsageError } from '../../errors/usage-error.ts'
import { commonJsError } from './common-js-error.ts'

/**
 * What a TypeScript file says without its types, with the map to it. Each file by itself and no `tsconfig.json`: it means the same everywhere.
 * @throws UsageError U002 where it does not compile.
 */
export function javaScriptOf(path: string): string {
  if (path.endsWith('.cts')) throw commonJsError(path)
  const text = readFileSync(path, 'utf8')
  const { code, map, errors } = transformSync(path, text, { sourceType: 'module', sourcemap: true })
  const [error] = errors
  if (error !== undefined) throw compileError(path, text, error)
  return code + inline(map, path)
}

/** Of JavaScript that its package.json takes for CommonJS: whether it is none. */
export function isEsModule(path: string): boolean {
  return transformSync(path, readFileSync(path, 'utf8'), { sourceType: 'commonjs' }).errors.length > 0
}

function compileError(path: string, text: string, { message, labels }: OxcError): UsageError {
  const offsetBytes = labels[0]?.start ?? 0
  const before = Buffer.from(text).toString('utf8', 0, offsetBytes).split('\n')
  const place = `${path}:${before.length}:${(before.at(-1) ?? '').length + 1}`
  return new UsageError(
    'U002',
    `${place}: ${message.replace(/\.$/, '')}. The file does not compile: expected TypeScript.`,
    { seen: message },
  )
}

function inline(map: SourceMap | undefined, path: string): string {
  const json = JSON.stringify({ ...map, sources: [pathToFileURL(path).href], sourcesContent: undefined }) // the file is there to be read
  return `//# sourceMappingURL=data:application/json;base64,${Buffer.from(json).toString('base64')}`
}
