import {readdirSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {parse} from 'yaml'
import type {DeploymentDescription} from '../../src/deployment/description.js'
import {resolveDeployment} from '../../src/deployment/resolve.js'
import {type NginxScope, renderNginx} from '../../src/render/nginx.js'
import {ROOT} from './tsgi.js'

const FOLDER = join(ROOT, 'test/golden/nginx')
const LINE = '----------\n'

/** Of a golden file, what stands above the line. */
export interface NginxCase {
  readonly scope: NginxScope
  readonly comments?: boolean
  readonly deployment: DeploymentDescription
}

export interface NginxGolden {
  readonly file: string
  readonly input: NginxCase
  /** What stands below the line. */
  readonly expected: string
}

/** Every golden file of nginx-conf: a description above the line, what comes of it below. */
export function nginxGoldens(): NginxGolden[] {
  return readdirSync(FOLDER)
    .sort()
    .map((file) => {
      const [above, expected = ''] = readFileSync(join(FOLDER, file), 'utf8').split(LINE)
      return {file, input: parse(above!) as NginxCase, expected}
    })
}

export async function renderCase({scope, comments = true, deployment}: NginxCase): Promise<string> {
  const {text} = await renderNginx(resolveDeployment(deployment), {scope, comments})
  return text
}

/** Writes what comes of it now; for `UPDATE_GOLDEN=1`, to be read before it is committed. */
export function updateGolden({file}: NginxGolden, text: string): void {
  const path = join(FOLDER, file)
  const [above] = readFileSync(path, 'utf8').split(LINE)
  writeFileSync(path, `${above}${LINE}${text}`)
}
