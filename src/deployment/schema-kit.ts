import z from 'zod'
import {didYouMean} from '../did-you-mean.js'
import {variableValue} from './grammar/names.js'
import {type Described, type Grammar, Refusal, shown} from './grammar/refusal.js'

/** A value that a grammar reads; the schema tells editors as much of it as JSON Schema can say. */
export function leaf(grammar: Described<unknown>, description: string): z.ZodType {
  return z
    .unknown()
    .superRefine(byGrammar(grammar))
    .meta({...grammar.json, description})
}

function byGrammar(grammar: Grammar<unknown>) {
  return (value: unknown, context: {addIssue(message: string): void}) => {
    try {
      grammar(value)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      context.addIssue(error.message)
    }
  }
}

/** The values of a list are read by a grammar; one value stands for a list of one. */
export function listOf(grammar: Described<unknown>, description: string): z.ZodType {
  const item = leaf(grammar, 'one of them')
  return z.union([z.array(item, notA('a list')), item]).meta({description})
}

export function arrayOf(item: z.ZodType, description: string): z.ZodType {
  return z.array(item, notA('a list')).meta({description})
}

/** A map whose keys are not known before. */
export function mapOf(grammar: Described<string>, value: z.ZodType, description: string): z.ZodType {
  const {type: _, ...json} = grammar.json
  const key = z.string().superRefine(byGrammar(grammar)).meta(json)
  return z.record(key, value, notA('a map')).meta({description})
}

/** A map with these keys and no other; each may be left out. */
export function part<D extends object>(
  shape: Readonly<Record<keyof D & string, z.ZodType>>,
  description: string,
): z.ZodType {
  const optional = Object.entries<z.ZodType>(shape).map(([name, value]) => [name, value.optional()] as const)
  return strict(Object.fromEntries(optional), description)
}

/** As {@link part}, with keys that have to be there. */
export function strict(shape: Readonly<Record<string, z.ZodType>>, description: string): z.ZodType {
  const known = Object.keys(shape)
  return z
    .strictObject(shape, {
      // What is carried in the message is read again in schema-problems.ts: an issue has no room of its own.
      error: (issue) =>
        issue.code === 'unrecognized_keys'
          ? JSON.stringify(issue.keys.map((key) => didYouMean(key, known) ?? ''))
          : `${shown(issue.input)} is not a map`,
    })
    .meta({description})
}

/** One of several shapes. */
export function either(options: readonly [z.ZodType, z.ZodType, ...z.ZodType[]], description: string): z.ZodType {
  return z.union(options).meta({description})
}

/** The value of an option or a directive; a list repeats its name. */
export function repeatable(): z.ZodType {
  const value = leaf(variableValue, 'its value')
  return either([value, arrayOf(value, 'once for each')], 'its value, or a list of values')
}

export function only<T extends boolean | number>(value: T): z.ZodType {
  return z.literal(value, {error: (issue) => `${shown(issue.input)} is not ${value}`})
}

function notA(what: string) {
  return {error: (issue: {readonly input?: unknown}) => `${shown(issue.input)} is not ${what}`}
}

/** The names of all keys of a shape, at any depth: `tls.profile`; those of maps with free names are left out. */
export function keysOf(schema: z.ZodType): readonly string[] {
  if (schema instanceof z.ZodOptional) return keysOf(schema.unwrap() as z.ZodType)
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((option) => keysOf(option as z.ZodType))
  if (!(schema instanceof z.ZodObject)) return []
  return Object.entries(schema.shape).flatMap(([name, inner]) => [
    name,
    ...keysOf(inner as z.ZodType).map((key) => `${name}.${key}`),
  ])
}
