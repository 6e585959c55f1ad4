import {mkdirSync, writeFileSync} from 'node:fs'
import {fileURLToPath} from 'node:url'
import type {Application, Deployment} from '../../src/deployment/deployment.js'
import type {DeploymentDescription} from '../../src/deployment/description.js'
import {resolveDeployment} from '../../src/deployment/resolve.js'
import type {UwsgiFileFormat} from '../../src/render/uwsgi/format.js'
import {renderUwsgi} from '../../src/render/uwsgi.js'
import {type Program, startProgram} from './program.js'
import {MODULAR} from './uwsgi-builds.js'

/** Applications that say where they were reached. */
export const CODE = fileURLToPath(new URL('../fixtures/apps/deployed', import.meta.url))

export interface Deployed extends Program {
  readonly application: Application
  readonly deployment: Deployment
  /** The configuration that it runs with. */
  readonly text: string
  readonly warnings: readonly string[]
}

/** The real uWSGI with the configuration that a description leads to, everything that it creates below a folder. */
export async function deploy(
  root: string,
  description: DeploymentDescription,
  {program = MODULAR, format = 'ini'}: {readonly program?: string; readonly format?: UwsgiFileFormat} = {},
): Promise<Deployed> {
  const deployment = resolveDeployment({name: 'shop', paths: {root}, ...description}, {folder: CODE})
  const [application] = deployment.applications
  const {text, warnings} = await renderUwsgi(application!, deployment, {format, comments: true})
  for (const folder of [application!.runtime, deployment.paths.logs]) mkdirSync(folder, {recursive: true})
  const file = `${root}/shop.${format}`
  writeFileSync(file, text)
  const env = {...process.env, PYTHONDONTWRITEBYTECODE: '1'}
  const running = startProgram(program, [`--${format}`, file], {env})
  await running.logged(/spawned uWSGI worker 1 /)
  return {...running, application: application!, deployment, text, warnings}
}
