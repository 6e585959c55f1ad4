import {basename} from 'node:path'
import type {Deployment} from '../deployment/deployment.js'
import type {DeploymentFile} from '../render/deployment-files.js'
import {shellWord} from './shell-word.js'

/**
 * What brings a deployment to life once its files are in place, as Debian does it: accounts and folders, the service, then
 * the web server, tested before it is reloaded. Nothing for files below a folder of their own: no server reads those.
 */
export function activationCommands(files: readonly DeploymentFile[], deployment: Deployment): string[] {
  if (deployment.paths.root !== '') return []
  const site = files.find(({kind}) => kind === 'web')
  return [...serviceCommands(files, deployment), ...(site ? siteCommands(site, deployment) : [])]
}

function serviceCommands(files: readonly DeploymentFile[], {applications, service, name}: Deployment): string[] {
  const has = (kind: DeploymentFile['kind']) => files.some((file) => file.kind === kind)
  const sockets = files.filter(({kind}) => kind === 'socket')
  const services = files.filter(({kind}) => kind === 'service')
  const units = [
    ...sockets.map((file) => file.name),
    ...services.flatMap((file) => {
      if (file.name === `${name}@.service`) return applications.map((application) => `${name}@${application.name}`)
      const isActivated = sockets.some((socket) => basename(socket.name, '.socket') === basename(file.name, '.service'))
      return isActivated ? [] : [basename(file.name, '.service')]
    }),
  ]
  if (service.manager !== 'systemd' || units.length === 0) return []
  return [
    ...(has('sysusers') ? ['sudo systemd-sysusers'] : []),
    ...(has('tmpfiles') ? ['sudo systemd-tmpfiles --create'] : []),
    'sudo systemctl daemon-reload',
    `sudo systemctl enable --now ${units.map(shellWord).join(' ')}`,
  ]
}

function siteCommands({target, text}: DeploymentFile, {web, name}: Deployment): string[] {
  switch (web.server) {
    case 'nginx': {
      const enabled = target.replace('/sites-available/', '/sites-enabled/')
      const link = enabled === target ? [] : [`sudo ln -sf ${shellWord(target)} ${shellWord(enabled)}`]
      return [...link, 'sudo nginx -t && sudo systemctl reload nginx']
    }
    case 'apache': {
      // Each module that the site cannot do without is named by the line that says it is missing.
      const modules = [...text.matchAll(/on Debian: a2enmod (\w+)"/g)].map((match) => match[1]!)
      const site = shellWord(basename(target, '.conf'))
      return [
        ...(modules.length > 0 ? [`sudo a2enmod ${modules.join(' ')}`] : []),
        `sudo a2ensite ${site}`,
        'sudo apachectl configtest && sudo systemctl restart apache2',
      ]
    }
    case 'lighttpd':
      return [
        `sudo lighty-enable-mod ${shellWord(name)}`,
        'sudo lighttpd -tt -f /etc/lighttpd/lighttpd.conf && sudo systemctl restart lighttpd',
      ]
    default:
      return []
  }
}
