import type { AfterBody, FrameWord, OperationRequest, ThreadDeclaration } from '../../protocol/design.ts'
import { Performable } from '../../protocol/performance.ts'
import type { Performance } from '../../protocol/step.ts'
import { newThreadId } from '../../values/thread-id.ts'

/** What makes stores visible: it does so whenever it can, and to have nothing to do is no error. */
export function bufferThread(of: ThreadDeclaration, family: number, settles: OperationRequest): ThreadDeclaration {
  const name = `${of.name}'s buffer`
  const round = (): Performance<unknown> => framed('idle', () => new Performable(settles, settles.label))
  return {
    name,
    id: newThreadId(name),
    key: name,
    family,
    body: () => framed('forever', round, () => ({ again: undefined })),
    source: ownSource,
  }
}

function ownSource(): void {}

function framed(
  word: FrameWord,
  body: () => Performance<unknown>,
  after: (state: unknown, result: unknown) => AfterBody = (_, result) => ({ leaves: result }),
): Performance<unknown> {
  return new Performable({ kind: 'frame', word, name: word, initial: undefined, body, after, source: ownSource }, word)
}
