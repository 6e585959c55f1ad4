import {basename} from 'node:path/posix'
import type {Location} from '../diagnostics.js'
import type {Paths, Preset} from './deployment.js'
import type {
  ApplicationDescription,
  DeploymentDescription,
  ServiceDescription,
  UwsgiDescription,
  WebDescription,
} from './description.js'
import {WHOLE} from './fields.js'
import {deploymentName, nameFrom} from './grammar/names.js'
import {pathFrom} from './grammar/paths.js'
import {lintSeverity, ruleId} from './grammar/rules.js'
import {type PresetDescription, presets} from './preset.js'
import type {DescriptionProblem} from './problem.js'
import {resolvePaths} from './resolve-paths.js'
import {type Layer, Section} from './section.js'

/** What the machine that it is deployed to can do; without a fact the value is one that works everywhere. */
export interface HostFacts {
  /** `net.core.somaxconn`: more than that a socket's queue does not hold, and uWSGI refuses to start. */
  readonly somaxconn?: number
}

export interface ResolveContext {
  /** Folder of `tsgi.yaml`, absolute: relative roots start there. */
  readonly folder?: string
  readonly facts?: HostFacts
  /** Where a key stands, for messages. */
  readonly locate?: (key: string) => Location | undefined
}

/** A description taken apart: what is read from, and where problems are noted. */
export interface Draft {
  readonly problems: DescriptionProblem[]
  readonly name: string
  readonly preset: Preset
  readonly applications: readonly ApplicationDraft[]
  readonly web: Section<WebDescription>
  readonly service: Section<ServiceDescription>
  readonly paths: Paths
  readonly facts: HostFacts
}

export interface ApplicationDraft {
  readonly name: string
  /** Undefined when nothing says it. */
  readonly root: string | undefined
  readonly section: Section<ApplicationDescription>
  readonly uwsgi: Section<UwsgiDescription>
}

export function draftOf(description: DeploymentDescription, {folder, facts = {}}: ResolveContext): Draft {
  const problems: DescriptionProblem[] = []
  const whole = new Section<DeploymentDescription>(problems, [{key: '', value: description}])
  refuseOtherVersions(whole)
  whole.entries('lint', ruleId, lintSeverity) // nothing is rendered from it; what is wrong with it is noted
  const preset = whole.get('preset', WHOLE.preset) ?? 'production'
  const under = (part: 'uwsgi' | 'web' | 'service') => [layerOf(preset, presets[preset], part)]
  const sections = applicationSections(whole)
  const roots = sections.map(([, section]) => section.get('root', pathFrom(folder)) ?? folder)
  const web = whole.section<WebDescription>('web', under('web'))
  const name = whole.get('name', WHOLE.name) ?? guessedName(roots[0], web) ?? 'app'
  const shared = [...whole.layersOf('uwsgi'), ...under('uwsgi').map((layer) => behind(web.raw('server'), layer))]
  return {
    ...{problems, name, preset, web, facts},
    applications: sections.map(([own, section], at) => ({
      ...{name: own ?? name, root: roots[at], section},
      uwsgi: section.section<UwsgiDescription>('uwsgi', shared),
    })),
    service: whole.section<ServiceDescription>('service', under('service')),
    paths: resolvePaths(whole.section('paths'), {name, server: web.raw('server')}),
  }
}

function refuseOtherVersions(whole: Section<DeploymentDescription>): void {
  const version = whole.raw('version')
  if (version === undefined || version === 1) return
  whole.refuse('version', `this tsgi reads version 1, not ${JSON.stringify(version)}`)
}

function layerOf(preset: Preset, description: PresetDescription, part: 'uwsgi' | 'web' | 'service'): Layer {
  return {key: `${part}.`, value: description[part], preset}
}

/** A preset that speaks HTTP does so because nothing stands in front: to a web server it speaks uwsgi, at the usual socket. */
function behind(server: unknown, layer: Layer): Layer {
  const {protocol, socket: _, ...rest} = layer.value as UwsgiDescription
  return protocol !== 'http' || server === 'none' ? layer : {...layer, value: rest}
}

/** Each application with the name that it has in `applications`. */
function applicationSections(
  whole: Section<DeploymentDescription>,
): readonly (readonly [string | undefined, Section<ApplicationDescription>])[] {
  const several = whole.section<Record<string, ApplicationDescription>>('applications')
  const names = several.names()
  if (names.length === 0) return [[undefined, whole.section<ApplicationDescription>('application')]]
  if (whole.has('application')) whole.refuse('application', 'there is applications too: say one or the other')
  return names.map((name) => {
    if (!several.accepts(name, deploymentName)) return [undefined, several.section<ApplicationDescription>(name)]
    return [name, several.section<ApplicationDescription>(name)]
  })
}

/** By the folder of the code, or the first name of the site. */
function guessedName(root: string | undefined, web: Section<WebDescription>): string | undefined {
  const [site] = [web.raw('names')].flat()
  return nameFrom(basename(root ?? '')) ?? (typeof site === 'string' ? nameFrom(site) : undefined)
}
