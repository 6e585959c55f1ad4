import type {Span} from '../directive.js'

/** What stands on the right of an assignment. */
export type LighttpdValue = Span &
  (
    | {readonly type: 'text'; readonly text: string}
    | {readonly type: 'number'; readonly number: number}
    | {readonly type: 'boolean'; readonly isOn: boolean}
    | {readonly type: 'list'; readonly items: readonly LighttpdItem[]}
    /** `var.x`, `env.X`, another key: known when it runs. */
    | {readonly type: 'reference'; readonly name: string}
    /** `a + b` */
    | {readonly type: 'sum'; readonly parts: readonly LighttpdValue[]}
  )

export interface LighttpdItem {
  readonly key?: string
  readonly value: LighttpdValue
}

/** The text of a value, or of the numbers and texts it is put together from; `undefined` when it is only known at run time. */
export function textOf(value: LighttpdValue | undefined): string | undefined {
  if (value?.type === 'text') return value.text
  if (value?.type === 'number') return String(value.number)
  if (value?.type !== 'sum') return undefined
  const parts = value.parts.map(textOf)
  return parts.includes(undefined) ? undefined : parts.join('')
}

/** The items of a list, and of lists added together; of anything else none. */
export function itemsOf(value: LighttpdValue | undefined): readonly LighttpdItem[] {
  if (value?.type === 'list') return value.items
  return value?.type === 'sum' ? value.parts.flatMap(itemsOf) : []
}

/** What a list says of a key. */
export function itemOf(value: LighttpdValue | undefined, key: string): LighttpdValue | undefined {
  return itemsOf(value).findLast((item) => item.key === key)?.value
}
