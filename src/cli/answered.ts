import type {Answer, NoAnswer} from '../client/answer.js'
import type {Unanswered} from './no-answer.js'

/** The answer; where there is none, the error that says why. */
export async function answered<T>(result: Answer<T> | NoAnswer, about: Unanswered): Promise<Answer<T>> {
  if (result.ok) return result
  const {noAnswerError} = await import('./no-answer.js')
  throw await noAnswerError(result, about)
}
