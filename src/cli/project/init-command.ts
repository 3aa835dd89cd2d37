import { copyFileSync, existsSync, readdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { thrownText } from '../../errors/thrown.ts'
import { UsageError } from '../../errors/usage-error.ts'
import { ownFolder } from '../../model/protocol/own-folder.ts'
import { printable } from '../../model/values/printable.ts'
import { makeFolder } from '../paths/made-folder.ts'
import { ExitCode } from '../terminal/exit-code.ts'
import { print } from '../terminal/terminal.ts'

/** A project that its own tests hold to what it says; the package carries it. */
const template = new URL('../examples/ci/', ownFolder)

/** @throws UsageError U010 where a file cannot be written. */
export async function initCommand(folder: string): Promise<ExitCode> {
  const files = filesIn(fileURLToPath(template))
  const isThere = new Set(files.filter((file) => existsSync(join(folder, file))))
  for (const file of files) if (!isThere.has(file)) copy(file, folder)
  const lines = files.map((file) => `  ${isThere.has(file) ? 'kept' : 'made'}  ${file}`)
  const own = isThere.has('package.json')
    ? 'npm install --save-dev lockproof vitest fast-check typescript @types/node'
    : 'npm install'
  const next = [...(folder === '.' ? [] : [`cd ${folder}`]), own, 'npx lockproof check designs', 'npx vitest run']
  await print(
    `${lines.join('\n')}\n\nNext:\n${next.map((line) => `  ${line}`).join('\n')}\n`.replace(/[^\n]+/g, printable),
  )
  return ExitCode.asExpected
}

function filesIn(folder: string): readonly string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  const isProduct = (name: string): boolean => /^(?:node_modules|reports)\b|-lock\.json$/.test(name)
  return names.filter((name) => !isProduct(name) && statSync(join(folder, name)).isFile()).toSorted()
}

function copy(file: string, folder: string): void {
  const to = join(folder, file)
  try {
    makeFolder(dirname(to))
    copyFileSync(join(fileURLToPath(template), file), to)
  } catch (error) {
    const seen = thrownText(error)
    throw new UsageError('U010', `init: ${to} cannot be written: ${seen}. Name another folder.`, {
      expected: 'a folder that can be written',
      seen,
      fix: 'Name another folder',
    })
  }
}
