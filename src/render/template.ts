import {templateSource} from './sources.js'

/** A template that can only be rendered with the context it was declared with. */
export interface Template<Context extends object> {
  /** Under templates/. */
  readonly path: string
  /** A field that the context lacks is an error, never an empty string; nothing is escaped. */
  render(context: Context): Promise<string>
}

/** Declares `templates/<path>`, whose first line names the type of its context. */
export function defineTemplate<Context extends object>(path: string): Template<Context> {
  return {
    path,
    async render(context) {
      const [{default: Handlebars}, source] = await Promise.all([import('handlebars'), templateSource(path)])
      const template = Handlebars.compile<Context>(source, {noEscape: true, strict: true, knownHelpersOnly: true})
      return template(context)
    },
  }
}
