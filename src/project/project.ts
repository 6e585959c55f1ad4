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

/** What an application is written with, as far as it matters to who serves it. */
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

/** What uWSGI loads. Paths are relative to the project's folder; `.` is that folder itself. */
export type ProjectEntry =
  | {
      readonly language: 'python'
      readonly kind: 'module'
      readonly module: string
      /** May be a call: `create_app()`. */
      readonly callable: string
      /** Where Python finds the module: `.`, `src`, `backend`. */
      readonly folder: string
    }
  | {
      readonly language: 'python'
      readonly kind: 'file'
      readonly file: string
      readonly callable: string
      readonly folder: string
    }
  | {readonly language: 'python'; readonly kind: 'paste'; readonly file: string}
  /** `localLib`: the folder that local::lib or Carton filled. */
  | {readonly language: 'perl'; readonly file: string; readonly localLib?: string}
  /** `gemPath`: the folder that `bundle install --path` filled. */
  | {readonly language: 'ruby'; readonly file: string; readonly gemPath?: string}
  | {readonly language: 'lua' | 'javascript'; readonly file: string}
  | {readonly language: 'php'; readonly documentRoot: string; readonly frontController?: string}
  | {readonly language: 'cgi'; readonly folder: string; readonly helpers: Readonly<Record<string, string>>}

/** Files that the web server can serve itself. */
export interface ProjectStatic {
  /** `/static/`, with both slashes. */
  readonly url: string
  /** Relative to the project's folder; absolute when it lies elsewhere. It need not be there yet. */
  readonly folder: string
  readonly kind: 'static' | 'media'
  /** It stays where it is when the application is mounted below another URL. */
  readonly isOfSite?: boolean
}

/** One way to read the folder: a framework and what to load. */
export interface Candidate {
  readonly framework: Framework
  readonly entry: ProjectEntry
  /** Higher wins; equal ranks are for a person to decide. */
  readonly rank: number
  readonly evidence: readonly ProjectEvidence[]
  /** What it needs to run in production: `RAILS_ENV=production`. */
  readonly environment: Readonly<Record<string, string>>
  readonly statics: readonly Conclusion<ProjectStatic>[]
  /** Of the language: `>=3.10`, `3.11`, `8.2`, as it is written. */
  readonly version?: Conclusion<string>
}

/** The Python environment that the application is meant to run in. */
export interface VirtualEnvironment {
  /** Absolute, or relative to the project's folder when it lies inside. */
  readonly path: string
  readonly tool: 'venv' | 'poetry' | 'uv' | 'pipenv' | 'pdm' | 'conda'
  /** `3.11.2`, of `pyvenv.cfg`. */
  readonly version?: string
}

/** A module that asks something of uWSGI. */
export interface ProjectNeed {
  readonly module: string
  /** It runs threads of its own: `enable-threads`. */
  readonly threads: boolean
  /** What it starts before the fork is gone behind it: `py-call-uwsgi-fork-hooks`, `lazy-apps` or a hook of its own. */
  readonly forkHooks: boolean
}

/** What a folder of code is, from its files alone. */
export interface Project {
  /** Absolute. */
  readonly root: string
  /** The best first; empty when nothing was recognised. */
  readonly candidates: readonly Candidate[]
  readonly virtualEnvironment?: Conclusion<VirtualEnvironment>
  /** Files of `KEY=value` lines, relative. */
  readonly environmentFiles: readonly Conclusion<string>[]
  /** Modules that need threads or fork hooks: Sentry, New Relic, ddtrace … */
  readonly needs: readonly Conclusion<ProjectNeed>[]
  /** Whether it talks to other machines (a database driver, an HTTP client among the dependencies). */
  readonly network?: Conclusion<true>
  /** Set when its Python application can only be served by ASGI, which uWSGI 2.0 does not speak: why, and what to use. */
  readonly asgiOnly?: Conclusion<string>
  /** What else a person should know: a limit that was reached, a link that leads out, a setting that is missing. */
  readonly notices: readonly Conclusion<string>[]
}
