import type {Report, ResponseHead} from './response-head.js'

/** A length of more digits is no length: it could not be counted exactly. */
const LENGTH = /^\d{1,15}$/

/** How many bytes of body a head announces; `undefined` when the body goes to the end. Reports what is odd about it. */
export function bodyLength(head: ResponseHead, method: string, report: Report): number | undefined {
  if (head.form === 'bare') return undefined
  const lengths = valuesOf(head, 'content-length')
  const isChunked = valuesOf(head, 'transfer-encoding').length > 0
  const isNumber = lengths.every((value) => LENGTH.test(value))
  const isOne = lengths.every((value) => value === lengths[0])
  if (lengths.length > 1) report('duplicate-length', 'Content-Length comes more than once; web servers disagree')
  if (!isNumber) report('bad-length', 'Content-Length is no number; the body is read to the end')
  if (isChunked) {
    report('transfer-encoding', 'Transfer-Encoding in the answer: nginx and Apache chunk it again, a corrupt body')
  }
  if (method === 'HEAD' || head.status === 204 || head.status === 304) return 0
  const goesToTheEnd = lengths.length === 0 || !isNumber || !isOne || isChunked || head.status === 101
  return goesToTheEnd ? undefined : Number(lengths[0])
}

function valuesOf({headers}: ResponseHead, wanted: string): string[] {
  return headers.flatMap(([name, value]) => (name.toLowerCase() === wanted ? [value] : []))
}
