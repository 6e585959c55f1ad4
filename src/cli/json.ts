import type {TsgiError} from '../errors.js'

/** `tsgi.cache/1` for `tsgi cache get` too; `tsgi.tsgi/1` where no command was found. */
export function schemaOf(id: string | undefined): string {
  return `tsgi.${id?.split(':')[0] ?? 'tsgi'}/1`
}

/** What `--json` prints when the command could not answer. Its shape is fixed: likely causes stand in the message. */
export function errorDocument(schema: string, {code, message, details, causes, suggestions}: TsgiError): object {
  const listed = causes.map((cause, n) => `(${n + 1}) ${cause}`).join('; ')
  const detailed = [message, ...(details.length > 0 ? [details.join('; ')] : [])].join(': ')
  const whole = causes.length === 0 ? detailed : `${detailed}. Likely causes, in this order: ${listed}`
  return {schema, ok: false, error: {code, message: whole, suggestions}}
}

/** The text of a document: never coloured, and without the C1 controls that JSON allows and terminals obey. */
export function jsonText(document: unknown): string {
  return `${withoutControls(JSON.stringify(document, null, 2))}\n`
}

/** The same on one line, for NDJSON; without the newline. */
export function jsonLine(document: unknown): string {
  return withoutControls(JSON.stringify(document))
}

function withoutControls(json: string): string {
  return json.replace(/[\u007f-\u009f]/g, (c) => `\\u00${c.charCodeAt(0).toString(16)}`)
}
