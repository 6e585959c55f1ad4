import {readdirSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {parse} from 'yaml'
import type {DeploymentDescription} from '../../src/deployment/description.js'
import {resolveDeployment} from '../../src/deployment/resolve.js'
import {renderApache} from '../../src/render/apache.js'
import {renderLighttpd} from '../../src/render/lighttpd.js'
import type {RenderedFile} from '../../src/render/rendered.js'
import {ROOT} from './tsgi.js'

const LINE = '----------\n'
const RENDER = {apache: renderApache, lighttpd: renderLighttpd} as const

export type WebServer = keyof typeof RENDER

/** Of a golden file, what stands above the line. */
export interface WebCase {
  readonly scope: 'full' | 'location'
  readonly comments?: boolean
  readonly deployment: DeploymentDescription
}

export interface WebGolden {
  readonly file: string
  readonly input: WebCase
  /** What stands below the line. */
  readonly expected: string
}

/** Every golden file of a server: a description above the line, what comes of it below. */
export function webGoldens(server: WebServer): WebGolden[] {
  const folder = join(ROOT, 'test/golden', server)
  return readdirSync(folder)
    .sort()
    .map((file) => {
      const [above, expected = ''] = readFileSync(join(folder, file), 'utf8').split(LINE)
      return {file, input: parse(above!) as WebCase, expected}
    })
}

export function renderWeb(server: WebServer, {scope, comments = true, deployment}: WebCase): Promise<RenderedFile> {
  return RENDER[server](resolveDeployment(deployment), {scope, comments})
}

/** Writes what comes of it now; for `UPDATE_GOLDEN=1`, to be read before it is committed. */
export function updateWebGolden(server: WebServer, {file}: WebGolden, text: string): void {
  const path = join(ROOT, 'test/golden', server, file)
  const [above] = readFileSync(path, 'utf8').split(LINE)
  writeFileSync(path, `${above}${LINE}${text}`)
}
