import { UsageError } from '../../errors/usage-error.ts'

/** Words that end as a source file does are files; the others name systems. */
export function splitArguments(words: readonly string[]): { files: readonly string[]; systems: readonly string[] } {
  const isFile = (word: string, index: number): boolean => index === 0 || /\.[cm]?[jt]sx?$/.test(word)
  return { files: words.filter(isFile), systems: words.filter((word, index) => !isFile(word, index)) }
}

/** Means the same to sh, fish, PowerShell and cmd.exe as it stands. */
export function isBare(text: string): boolean {
  return /^[\p{L}\p{N}_./][\p{L}\p{N}_./:=+-]*$/u.test(text)
}

/** So that the command can be pasted: `"two locks"`, and in the quotes of sh only what no quotes mean everywhere. */
export function shellWord(text: string): string {
  if (isBare(text)) return text
  if (text !== '' && !/["$`!%\n]|\\(?:\\|$)/.test(text)) return `"${text}"`
  return `'${text.replaceAll("'", `'\\''`)}'`
}

/** @throws UsageError U006 */
export function parseParameters(texts: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    texts.map((text) => {
      const at = text.indexOf('=')
      if (at > 0) return [text.slice(0, at), text.slice(at + 1)]
      throw new UsageError('U006', `--param ${text}: expected a name and a value, such as N=4.`, {
        expected: 'name=value',
        seen: text,
      })
    }),
  )
}
