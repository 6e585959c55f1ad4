import {describe, expect, test} from 'vitest'
import type {DeploymentDescription} from '../../src/deployment/description.js'
import {mergeDescriptions} from '../../src/deployment/merge.js'
import {resolveDeployment} from '../../src/deployment/resolve.js'
import {commandText} from '../../src/plan/run-command.js'
import {installCommands} from '../../src/setup/install.js'
import {machineDefaults, machineNamed} from '../../src/setup/machine.js'

const APPLICATIONS: Readonly<Record<string, DeploymentDescription>> = {
  'Python behind Nginx': {application: {module: 'shop:app'}, web: {server: 'nginx'}},
  'gevent behind Nginx': {application: {module: 'shop:app'}, uwsgi: {loop: 'gevent'}, web: {server: 'nginx'}},
  'PSGI behind Apache': {application: {file: 'app.psgi'}, web: {server: 'apache'}},
  'Rack behind Nginx': {application: {file: 'config.ru'}, web: {server: 'nginx'}},
  'PHP behind lighttpd': {application: {'document-root': 'public'}, web: {server: 'lighttpd'}},
  'Lua behind Nginx': {application: {file: 'app.lua'}, web: {server: 'nginx'}},
  'CGI behind Apache': {application: {scripts: 'cgi-bin'}, web: {server: 'apache'}},
}
const SYSTEMS = ['debian-12', 'ubuntu-24.04', 'fedora-40', 'rocky-9', 'alpine-3.20', 'arch', 'macos', 'freebsd-14']

describe.each(SYSTEMS)('%s', (system) => {
  test('what is typed there, and where a site goes', async () => {
    const machine = machineNamed(system)
    const parts = Object.entries(APPLICATIONS).map(([title, application]) => {
      const whole = mergeDescriptions(application, machineDefaults(machine, application))
      const deployment = resolveDeployment({name: 'shop', ...whole}, {folder: '/srv/shop'})
      const place = `  # site in ${deployment.paths.sites}, uWSGI as ${deployment.applications[0]!.uwsgi.user}`
      return [title, ...linesOf(() => installCommands(deployment, machine)), place].join('\n')
    })
    await expect(`${parts.join('\n\n')}\n`).toMatchFileSnapshot(`../golden/setup/${system}.txt`)
  })
})

function linesOf(commands: () => ReturnType<typeof installCommands>): string[] {
  try {
    return commands().map(({argv}) => `  ${commandText(argv)}`)
  } catch (error) {
    return [`  ${(error as Error).message}`]
  }
}

test('a system that nobody knows is named, with those that are known', () => {
  expect(() => machineNamed('plan9')).toThrow(/plan9 is no system that tsgi knows.*debian.*freebsd/)
})
