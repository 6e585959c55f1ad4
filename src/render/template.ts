import {templateSource} from './sources.js'

/** A template that can only be rendered with the context it was declared with. */
export interface Template<Context extends object> {
  /** Under templates/. */
  readonly path: string
  /**
   * A field that the context lacks is an error, never an empty string; nothing is escaped.
   * `source` is a template of the user's own for the same context; it may use the partials too.
   */
  render(context: Context, source?: string): Promise<string>
}

/**
 * Declares `templates/<path>`, whose first line names the type of its context. `partials` are further templates that it
 * includes by their paths: `{{> nginx/params.hbs}}`.
 */
export function defineTemplate<Context extends object>(
  path: string,
  partials: readonly string[] = [],
): Template<Context> {
  let compiled: Promise<Compiled<Context>> | undefined
  return {
    path,
    async render(context, source) {
      compiled ??= compile<Context>([path, ...partials])
      const {own, other} = await compiled
      return source === undefined ? own(context) : other(source)(context)
    },
  }
}

interface Compiled<Context> {
  own(context: Context): string
  /** A template of somebody else's, which may use the same partials. */
  other(source: string): (context: Context) => string
}

/** Once for a template: it takes longer than a hundred renderings. */
async function compile<Context>([path, ...partials]: readonly string[]): Promise<Compiled<Context>> {
  const [{default: Handlebars}, own, ...included] = await Promise.all([
    import('handlebars'),
    templateSource(path!),
    ...partials.map(templateSource),
  ])
  const engine = Handlebars.create()
  for (const [index, partial] of partials.entries()) engine.registerPartial(partial, included[index]!)
  const other = (source: string) =>
    engine.compile<Context>(source, {noEscape: true, strict: true, knownHelpersOnly: true})
  return {own: other(own), other}
}
