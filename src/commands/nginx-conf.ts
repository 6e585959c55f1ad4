import {Flags} from '@oclif/core'
import {ConfCommand, type ConfDocument} from '../cli/conf-command.js'
import {confFlags, sourceArg, webVersionFlag} from '../cli/conf-flags.js'
import {describeWebFlags, webFlags} from '../cli/web-flags.js'

const SCOPE = {helpGroup: 'SCOPE'}

export default class NginxConf extends ConfCommand {
  static override summary = 'Print the configuration of Nginx in front of an application.'
  static override description = [
    'A whole site, the locations for a server block that is there already, or the uwsgi_params alone.',
    'What a client says of itself in X-Forwarded-Proto and its kin does not reach the application; every line that is not',
    'obvious says why it is there. --directive adds any directive of the uwsgi module, checked against the version.',
    '\n\nThe deployment comes from tsgi.yaml, from an existing configuration of uWSGI, or from flags alone.',
    '\n\nExit code 1 with --check: the file drifted; with --validate: Nginx does not accept it.',
  ].join(' ')
  static override args = sourceArg
  static override flags = {
    ...confFlags,
    ...webFlags,
    ...webVersionFlag,
    full: Flags.boolean({...SCOPE, description: 'the whole file of the site (default)'}),
    location: Flags.boolean({
      ...SCOPE,
      description: 'what goes into a server { } that is there already',
      exclusive: ['full'],
    }),
    params: Flags.boolean({
      ...SCOPE,
      description: 'the variables of a request, for any location to include',
      exclusive: ['full', 'location'],
    }),
  }
  static override examples = [
    '<%= config.bin %> <%= command.id %> --socket /run/app.sock --server-name example.org',
    '<%= config.bin %> <%= command.id %> uwsgi.ini --server-name example.org --tls --web-version 1.22.1 --validate',
    '<%= config.bin %> <%= command.id %> -o /etc/nginx/sites-available/shop.conf',
    "<%= config.bin %> <%= command.id %> app.sock --location --directive 'uwsgi_read_timeout 120s'",
    '<%= config.bin %> <%= command.id %> --check /etc/nginx/sites-available/shop.conf',
  ]

  override async run(): Promise<ConfDocument> {
    const {args, flags} = await this.parse(NginxConf)
    const [{renderNginx}, {node}] = await Promise.all([import('../render/nginx.js'), import('../host/node.js')])
    const scope = flags.params ? 'params' : flags.location ? 'location' : 'full'
    const {web, ...described} = describeWebFlags(flags, 'nginx')
    const version = flags['web-version']
    return this.produce({
      source: args.source,
      flags,
      description: {...described, web: {...web, ...(version === undefined ? {} : {version})}},
      render: async (deployment, options) => [await renderNginx(deployment, {...options, scope})],
      validate: async ([file]) => {
        const {testNginx} = await import('../dryrun/nginx.js')
        return testNginx(node, {text: file!.text, file: file!.name})
      },
    })
  }
}
