import type {Location} from '../diagnostics.js'

/** Something concluded about a folder, with what shows it. */
export interface Conclusion<T> {
  readonly value: T
  readonly evidence: readonly ProjectEvidence[]
}

/** A line that a conclusion rests on; `location.file` is relative to the project's folder. */
export interface ProjectEvidence {
  readonly location: Location
  /** What it says, in a few words: `WSGI_APPLICATION = "shop.wsgi.application"`. */
  readonly text: string
}

export type Framework =
  | 'django'
  | 'flask'
  | 'pyramid'
  | 'falcon'
  | 'bottle'
  | 'wsgi'
  | 'psgi'
  | 'dancer2'
  | 'mojolicious'
  | 'rack'
  | 'sinatra'
  | 'rails'
  | 'php'
  | 'php-front-controller'
  | 'laravel'
  | 'symfony'
  | 'wordpress'
  | 'lua-wsapi'
  | 'cgi'
  | 'javascript'

/** What uWSGI loads. Paths are relative to the project's folder. */
export type ProjectEntry =
  | {readonly language: 'python'; readonly kind: 'module'; readonly module: string; readonly callable: string}
  /** `callable` may be a call: `create_app()`. */
  | {readonly language: 'python'; readonly kind: 'file'; readonly file: string; readonly callable: string}
  | {readonly language: 'python'; readonly kind: 'paste'; readonly file: string}
  | {readonly language: 'perl' | 'ruby' | 'lua' | 'javascript'; readonly file: string}
  | {readonly language: 'php'; readonly documentRoot: string; readonly frontController?: string}
  | {readonly language: 'cgi'; readonly folder: string; readonly helpers: Readonly<Record<string, string>>}

/** One way to read the folder: a framework and what to load. */
export interface Candidate {
  readonly framework: Framework
  readonly entry: ProjectEntry
  /** Higher wins; equal ranks are for a person to decide. */
  readonly rank: number
  readonly evidence: readonly ProjectEvidence[]
}

/** The Python environment that the application is meant to run in. */
export interface VirtualEnvironment {
  /** Absolute, or relative to the project's folder when it lies inside. */
  readonly path: string
  readonly tool: 'venv' | 'poetry' | 'uv' | 'pipenv' | 'pdm' | 'conda'
  /** `3.11.2`, of `pyvenv.cfg`. */
  readonly version?: string
}

/** What a folder of code is, from its files alone. */
export interface Project {
  /** Absolute. */
  readonly root: string
  /** The best first; empty when nothing was recognised. */
  readonly candidates: readonly Candidate[]
  readonly virtualEnvironment?: Conclusion<VirtualEnvironment>
  /** Of the language: `>=3.10`, `3.11`, `8.2`, as it is written. */
  readonly version?: Conclusion<string>
  readonly statics: readonly Conclusion<{
    readonly url: string
    readonly folder: string
    readonly kind: 'static' | 'media'
  }>[]
  readonly environmentFiles: readonly Conclusion<string>[]
  /** Modules that need threads or fork hooks: Sentry, New Relic, ddtrace … */
  readonly needs: readonly Conclusion<{
    readonly module: string
    readonly threads: boolean
    readonly forkHooks: boolean
  }>[]
  /** Whether it talks to other machines (a database driver, an HTTP client among the dependencies). */
  readonly network?: Conclusion<true>
  /** Set when it can only be served by ASGI: nothing that uWSGI 2.0 can load. */
  readonly asgiOnly?: Conclusion<string>
}
