import { readFileSync } from 'node:fs'
import { ownFolder } from '../../model/protocol/own-folder.ts'

/** Of lockproof. */
export function version(): string {
  const own = JSON.parse(readFileSync(new URL('../package.json', ownFolder), 'utf8')) as { version: string } // our own file
  return own.version
}
