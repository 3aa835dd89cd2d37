import { describe, expect, test } from 'vitest'
import { lockproof, transcript } from './command.ts'

describe('the command', () => {
  test.each([
    {
      name: 'reports',
      lines: [
        'lockproof check designs.ts philosophers',
        "lockproof check designs.ts 'two locks'",
        'lockproof check designs.ts twice',
        'lockproof check designs.ts mixed',
        'lockproof check designs.ts spinning',
        'lockproof check designs.ts spinning --param careful=true --param N=3',
        'lockproof check designs.ts spinning --search dfs',
        'lockproof check designs.ts lonely',
      ],
    },
    {
      name: 'options',
      lines: [
        'lockproof check designs.ts spinning --keep-going',
        'lockproof check designs.ts mixed --no-minimise',
        'lockproof check designs.ts lonely --strict',
        'lockproof check designs.ts catalogue[1] --limit-states 9',
        'lockproof check designs.ts catalogue[1] philosophers --limit-states 9',
      ],
    },
    { name: 'tables', lines: ['lockproof check designs.ts', 'lockproof check designs.ts model-errors.ts twice m001'] },
    {
      name: 'list',
      lines: [
        'lockproof list designs.ts',
        'lockproof list errors.ts',
        'lockproof list broken/throws.ts broken/no-system.ts large.ts nowhere.ts',
        'lockproof list broken/throws.ts nowhere.ts',
      ],
    },
    {
      name: 'several-files',
      lines: [
        'lockproof check broken/throws.ts broken/no-system.ts broken/no-export.ts designs.ts nowhere.ts lonely twice',
        'lockproof check broken/no-system.ts broken/no-export.ts designs.ts lonely',
        'lockproof check designs.ts broken/getter.ts lonely',
        'lockproof check designs.ts broken/throws.ts nothing',
        'lockproof check broken/throws.ts broken/no-export.ts broken/no-system.ts',
        'lockproof check broken/throws.ts nowhere.ts',
      ],
    },
    {
      name: 'folders',
      lines: [
        'lockproof list folder',
        'lockproof list folder/ designs.ts',
        "lockproof list 'folder/**/*.lock.ts'",
        "lockproof list 'folder/one*'",
        "lockproof list 'folder/*.{ts,js,txt}'",
        "lockproof list 'compiled/*.js'",
        'lockproof list compiled',
        "lockproof list '{designs,many}.ts'",
        'lockproof check folder lonely',
        "lockproof check designs.ts 'folder/**/*.lock.ts' lonely 'catalogue[0]'",
        "lockproof check 'folder/*.lock'",
        'lockproof check folder/empty',
        "lockproof check 'designs.ts/*.ts'",
      ],
    },
    {
      name: 'replay',
      lines: [
        "lockproof replay designs.ts 'two locks' --schedule 'T1 T0'",
        "lockproof replay designs.ts twice --schedule 'T0 T0 T0'",
        "lockproof replay designs.ts mixed --schedule 'T0:1 T1:0'",
        "lockproof replay designs.ts philosophers --param N=2 --schedule 'T0 T0 T0'",
        "lockproof replay designs.ts 'two locks' --schedule 'T0 T7'",
        "lockproof replay designs.ts twice --schedule 'T0*3'",
        "lockproof replay designs.ts twice --schedule 'T0*0'",
        "lockproof replay designs.ts 'two locks' --schedule 'T0 T1 T0'",
        "lockproof replay designs.ts mixed --schedule 'T0:7'",
        'lockproof replay designs.ts mixed',
      ],
    },
    {
      name: 'waiting',
      lines: [
        'lockproof list waiting.ts',
        'lockproof check waiting.ts testAndSet beside unexpected',
        'lockproof check waiting.ts testAndSet',
        'lockproof check waiting.ts testAndSet --fairness strong',
        'lockproof check waiting.ts testAndSet --param isStrong=true',
        'lockproof check waiting.ts testAndSet --no-liveness',
        'lockproof check waiting.ts unexpected --no-stuck',
        'lockproof check waiting.ts large --reduction symmetry --limit-states 100',
        'lockproof check waiting.ts large --reduction symmetry --limit-states 100 --stuck',
        "lockproof replay waiting.ts testAndSet --schedule 'T0 (T1 T1 T1 T1)'",
        "lockproof replay waiting.ts testAndSet --schedule 'T0 (T1*3)'",
        "lockproof replay waiting.ts testAndSet --schedule 'T0 (T1 T1 T1 T1) T0'",
        "lockproof replay waiting.ts testAndSet --schedule 'T0 (T1 T1'",
        'lockproof replay waiting.ts testAndSet --schedule (T0) T1',
        'lockproof check waiting.ts --fairness week',
        'lockproof check waiting.ts --fairness',
      ],
    },
    {
      name: 'formats',
      lines: [
        'lockproof graph designs.ts philosophers --param N=2 --to dot',
        'lockproof graph designs.ts philosophers --to mermaid --limit-states 2',
        'lockproof graph designs.ts lonely --to json',
        'lockproof graph failing.ts refused --to aut',
        'lockproof export designs.ts lonely --to promela',
        'lockproof export designs.ts lonely --to etf',
        'lockproof export counting.ts counting --to etf',
        'lockproof graph designs.ts lonely --to png',
        'lockproof export designs.ts lonely --to dot',
        'lockproof graph designs.ts --to dot',
        'lockproof graph designs.ts lonely',
        'lockproof graph designs.ts lonely --to dot --limit-states none',
        'lockproof export designs.ts lonely --to etf --limit-states 3',
        'lockproof graph designs.ts lonly --to aut',
        'lockproof export nowhere.ts lonely --to etf',
      ],
    },
    {
      name: 'help',
      lines: [
        'lockproof --help',
        'lockproof graph --help',
        'lockproof export --help',
        'lockproof check --help',
        'lockproof --version',
      ],
    },
  ])('prints $name', async ({ name, lines }) => {
    await expect(await transcript(lines)).toMatchFileSnapshot(`transcripts/${name}.txt`)
  })

  test.each([
    ['-h', '--help'],
    ['help', '--help'],
    ['check -h', 'check --help'],
    ['help replay', 'replay --help'],
  ])('helps where %s is asked, as with %s', async (asked, help) => {
    const found = await lockproof(asked.split(' '))
    expect(found).toEqual(await lockproof(help.split(' ')))
    expect(found).toMatchObject({ stderr: '', exitCode: 0 })
  })
})

describe('wrong use', () => {
  test.each([
    {
      name: 'wrong-files',
      lines: [
        'lockproof check nowhere.ts',
        'lockproof check broken',
        'lockproof check broken/syntax-error.ts',
        'lockproof check broken/throws.ts',
        'lockproof check broken/missing-import.ts',
        'lockproof check broken/no-package.ts',
        'lockproof check broken/wrong-name.ts',
        'lockproof check broken/no-system.ts',
        'lockproof check broken/old.cts',
        'lockproof check broken/no-export.ts',
        'lockproof replay broken/no-export.ts forgotten --schedule T',
        'lockproof check broken/getter.ts',
      ],
    },
    {
      name: 'wrong-names',
      lines: [
        'lockproof check designs.ts philosofers',
        'lockproof check designs.ts zebra',
        'lockproof check many.ts zebra',
        "lockproof check designs.ts 'two loks'",
        'lockproof check designs.ts philosophers --param M=3',
        'lockproof check designs.ts twice --param N=3',
        'lockproof check designs.ts --param careless=true',
        'lockproof check designs.ts philosophers --param N=many',
        'lockproof check designs.ts spinning --param careful=yes',
        'lockproof check designs.ts --param N',
      ],
    },
    {
      name: 'wrong-options',
      lines: [
        'lockproof check designs.ts --serch bfs',
        'lockproof check designs.ts --search breadth',
        'lockproof check designs.ts --limit-states many',
        'lockproof check designs.ts --limit-memory 4XB',
        'lockproof check designs.ts --limit-time 0s',
        'lockproof check designs.ts --limit-time',
        'lockproof chek designs.ts',
        'lockproof designs.ts',
        'lockproof check',
        'lockproof replay designs.ts',
        'lockproof list --json designs.ts',
        'lockproof help chek',
      ],
    },
  ])('$name: one message each, no stack', async ({ name, lines }) => {
    const text = await transcript(lines)
    expect(text).not.toMatch(/^ +at .*\(/m)
    await expect(text).toMatchFileSnapshot(`transcripts/${name}.txt`)
  })
})
