import type {Application, Deployment} from '../deployment/deployment.js'
import type {RenderedFile, RenderOptions} from './rendered.js'
import {defineTemplate, type Template} from './template.js'
import {plainName} from './unsafe.js'
import {spell, spellComment, type UwsgiFileFormat, withoutRepetition} from './uwsgi/format.js'
import {cutWarning} from './uwsgi/lifecycle.js'
import type {UwsgiSection} from './uwsgi/option.js'
import {uwsgiSections} from './uwsgi/sections.js'

/** What the templates of uWSGI's configuration get; every text is spelt for the format and can be placed as it is. */
export interface UwsgiFile {
  /** Of the application. */
  readonly name: string
  /** The first lines. */
  readonly header: readonly string[]
  /** In order; empty in JSON. */
  readonly sections: readonly UwsgiFileSection[]
  /** JSON alone, where each name stands once. */
  readonly members: readonly UwsgiFileMember[]
}

/** Options that belong together. */
export interface UwsgiFileSection {
  /** Empty without comments. */
  readonly title: string
  readonly notes: readonly string[]
  readonly options: readonly {readonly name: string; readonly value: string; readonly comments: readonly string[]}[]
}

/** A member of the JSON object; `value` is JSON. */
export interface UwsgiFileMember {
  readonly name: string
  readonly value: string
  readonly isLast: boolean
}

/** How a configuration of uWSGI is written. */
export interface UwsgiRenderOptions extends RenderOptions {
  readonly format: UwsgiFileFormat
}

const TEMPLATES: Readonly<Record<UwsgiFileFormat, Template<UwsgiFile>>> = {
  ini: defineTemplate('uwsgi/uwsgi.ini.hbs'),
  yaml: defineTemplate('uwsgi/uwsgi.yaml.hbs'),
  json: defineTemplate('uwsgi/uwsgi.json.hbs'),
  xml: defineTemplate('uwsgi/uwsgi.xml.hbs'),
}

/**
 * The configuration of the uWSGI that serves an application: `<name>.ini`, or the same in YAML, JSON or XML.
 *
 * @throws TsgiError `TSGI_UNSAFE_VALUE`, usage, for what the format cannot hold; `TSGI_NOT_FOR_UWSGI` for JavaScript.
 */
export async function renderUwsgi(
  application: Application,
  deployment: Deployment,
  {format, comments, template}: UwsgiRenderOptions,
): Promise<RenderedFile> {
  plainName('name', application.name)
  const sections = uwsgiSections(application, deployment)
  const text = await TEMPLATES[format].render(fileOf(application, sections, {format, comments}), template)
  return {name: `${application.name}.${format}`, text, warnings: cutWarning(application.uwsgi)}
}

function fileOf(
  {name, mount}: Application,
  sections: readonly UwsgiSection[],
  {format, comments}: UwsgiRenderOptions,
): UwsgiFile {
  const said = (texts: readonly string[]) => (comments ? texts.map((text) => spellComment(format, text)) : [])
  const where = mount === '/' ? '' : ` at ${mount}`
  return {
    name,
    header: said([`${name}${where}: configuration of its uWSGI, written by tsgi`]),
    sections: sections.map(({title, notes, options}) => ({
      title: said([title]).join(''),
      notes: said(notes),
      options: options.map((option) => ({
        name: option.name,
        value: spell(format, option.name, option.value),
        comments: said(option.comments),
      })),
    })),
    members: format === 'json' ? membersOf(sections) : [],
  }
}

function membersOf(sections: readonly UwsgiSection[]): readonly UwsgiFileMember[] {
  const members = withoutRepetition(sections)
  return members.map(([name, options], index) => {
    const values = options.map((option) => spell('json', option.name, option.value))
    return {
      name,
      value: values.length === 1 ? values[0]! : `[${values.join(', ')}]`,
      isLast: index === members.length - 1,
    }
  })
}
