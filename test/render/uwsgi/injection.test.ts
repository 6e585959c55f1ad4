import fc from 'fast-check'
import {SaxesParser} from 'saxes'
import {describe, expect, test} from 'vitest'
import {parse as parseYaml} from 'yaml'
import type {Deployment} from '../../../src/deployment/deployment.js'
import {UWSGI_FILE_FORMATS, type UwsgiFileFormat} from '../../../src/render/uwsgi/format.js'
import {uwsgiSections} from '../../../src/render/uwsgi/sections.js'
import {renderUwsgi} from '../../../src/render/uwsgi.js'
import {deploymentOf} from '../../support/deployment.js'
import {hostile, hostilePath, replaceString} from '../../support/hostile.js'
import {VARIANTS} from '../../support/variants.js'

type Options = readonly (readonly [name: string, value: string])[]

/** As `core/utils.c` does before any format is parsed: `%` and what follows it go, but for `%%` and `%(`. */
const withoutMagic = (text: string) =>
  text.replace(/%([\s\S])/g, (_, next) => (next === '%' ? '%' : next === '(' ? '%(' : ''))

/** As `core/ini.c` does. */
function readIni(text: string): Options {
  const strip = (line: string) => line.replace(/^[ \t\r]+|[ \t\r]+$/g, '')
  let section = ''
  const options: [string, string][] = []
  for (const line of text.split('\n').map(strip)) {
    const at = line.indexOf('=')
    if (line.startsWith('[')) section = line.slice(1, -1)
    else if (line !== '' && !/^[;#]/.test(line) && section === 'uwsgi') {
      options.push(at < 0 ? [line, ''] : [strip(line.slice(0, at)), strip(line.slice(at + 1))])
    }
  }
  return options
}

/** As `core/yaml.c` does without libyaml. */
function readOwnYaml(text: string): Options {
  const options: [string, string][] = []
  let isInside = false
  for (const line of text.split('\n').map((line) => line.replace(/#.*$/, ''))) {
    if (line.trim() === '') continue
    if (/^\S/.test(line)) {
      if (isInside) break
      isInside = line === 'uwsgi:'
      continue
    }
    const [, name, value] = /^\s*(.*?): (.*?)\s*$/.exec(line) ?? []
    if (name === undefined || /^\s*[-[{]/.test(line)) break
    options.push([name, value!])
  }
  return options
}

/** Repeated keys are what uWSGI wants and the YAML of others refuses: each line is a document. */
function readRealYaml(text: string): Options {
  const lines = text.split('\n').filter((line) => !/^\s*(#.*)?$/.test(line))
  expect(lines[0]).toBe('uwsgi:')
  return lines
    .slice(1)
    .flatMap((line) => Object.entries(parseYaml(line, {schema: 'failsafe'}) as Record<string, string>))
}

function readJson(text: string): Options {
  const flat = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : [String(value)])
  return Object.entries(JSON.parse(text).uwsgi).flatMap(([name, value]) =>
    flat(value).map((one): [string, string] => [name, one]),
  )
}

function readXml(text: string): Options {
  const options: [string, string][] = []
  let value = ''
  const parser = new SaxesParser()
  const depth: string[] = []
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({name}) => {
    depth.push(name)
    value = ''
  })
  parser.on('text', (text) => {
    value += text
  })
  parser.on('closetag', ({name}) => {
    if (depth.length === 2) options.push([name, value])
    depth.pop()
  })
  parser.write(text).close()
  return options
}

const READERS: Readonly<Record<UwsgiFileFormat, readonly ((text: string) => Options)[]>> = {
  ini: [readIni],
  yaml: [readOwnYaml, readRealYaml],
  json: [readJson],
  xml: [readXml],
}

/** Words of the language, not text: a wrong one is a bug of ours, and the type says so. */
const isWord = (path: string) =>
  /\.(language|kind|algorithm|engine|protocol|requests|format|server|manager|hardening|build|www|balancing|preset)$/.test(
    path,
  ) ||
  /\.logging\.to$/.test(path) ||
  /\.options\.\d+\.0$/.test(path) ||
  /^\.(web|paths|service)\b/.test(path)

/** Sorted, since JSON has what is repeated in one place. */
const sorted = (options: Options) => options.map(([name, value]) => `${name}=${value}`).sort()

/** What the sections say; the writer must add nothing to it and take nothing away. */
const meant = (deployment: Deployment): Options =>
  uwsgiSections(deployment.applications[0]!, deployment).flatMap(({options}) =>
    options.map(({name, value}): [string, string] => [name, value]),
  )

/** Every option that is ever written. */
const KNOWN = new Set(Object.values(VARIANTS).flatMap((changes) => meant(deploymentOf(changes)).map(([name]) => name)))

async function render(deployment: Deployment, format: UwsgiFileFormat, comments: boolean): Promise<string | undefined> {
  try {
    return (await renderUwsgi(deployment.applications[0]!, deployment, {format, comments})).text
  } catch (error) {
    expect(error).toMatchObject({code: 'TSGI_UNSAFE_VALUE'})
    return undefined
  }
}

describe.each(UWSGI_FILE_FORMATS)('%s', (format) => {
  const numRuns = 25
  test.each(Object.keys(VARIANTS))('%s: no text becomes an option, and each is what uWSGI reads', async (name) => {
    const whole = deploymentOf(VARIANTS[name])
    await fc.assert(
      fc.asyncProperty(fc.nat(200), fc.oneof(hostile, hostilePath), fc.boolean(), async (nth, text, comments) => {
        const deployment = replaceString(whole, nth, text, isWord) as Deployment
        const rendered = await render(deployment, format, comments)
        if (rendered === undefined) return
        const expected = meant(deployment)
        expect(expected.filter(([name]) => !KNOWN.has(name))).toEqual([])
        for (const read of READERS[format]) expect(sorted(read(withoutMagic(rendered)))).toEqual(sorted(expected))
      }),
      {numRuns},
    )
  })
})

test.each(UWSGI_FILE_FORMATS)('%s: a value that is odd and legitimate comes out as it went in', async (format) => {
  await fc.assert(
    fc.asyncProperty(hostile, async (text) => {
      const deployment = deploymentOf({application: {environment: {ODD: text}}})
      const rendered = await render(deployment, format, true)
      if (rendered === undefined) return
      expect(withoutMagic(rendered)).not.toMatch(/[$@%]\(/) // uWSGI expands these after it parsed
      for (const read of READERS[format]) {
        const found = read(withoutMagic(rendered)).filter(([name]) => name === 'env')
        expect(found).toEqual([['env', `ODD=${text}`]])
      }
    }),
    {numRuns: 300},
  )
})
