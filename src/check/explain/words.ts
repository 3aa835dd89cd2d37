import type { ObjectDeclaration } from '../../model/protocol/declarations.ts'
import { orTold, type Tell } from './told.ts'

/** Values as their objects say them to people in the field. */
export class Words {
  readonly #tell: Tell

  constructor(tell: Tell) {
    this.#tell = tell
  }

  of({ name, words }: ObjectDeclaration, value: unknown): { readonly words?: string } {
    if (words === undefined) return {}
    const said = orTold(() => words(value), this.#tell, `how ${name} is said in words is not known`)
    return said === undefined ? {} : { words: said }
  }

  /** Where they are not what they were. */
  ofNew(object: ObjectDeclaration, before: unknown, after: unknown): { readonly words?: string } {
    const [was, is] = [this.of(object, before), this.of(object, after)]
    return was.words === is.words ? {} : is
  }
}
