import type { OperationRequest, ThreadDeclaration } from '../../protocol/design.ts'
import type { Performance } from '../../protocol/step.ts'
import { newThreadId } from '../../values/thread-id.ts'
import { framed, performed } from './frames.ts'

/** What makes stores visible: it does so whenever it can, and to have nothing to do is no error. */
export function bufferThread(of: ThreadDeclaration, family: number, settles: OperationRequest): ThreadDeclaration {
  const name = `${of.name}.buffer`
  const round = (): Performance<unknown> => framed('idle', () => performed(settles))
  return {
    name,
    id: newThreadId(name),
    key: name,
    family,
    serves: of.name,
    body: () => framed('forever', round, () => ({ again: undefined })),
    source: bufferThread,
  }
}
