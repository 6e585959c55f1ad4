import {Flags} from '@oclif/core'
import {ConfCommand, type ConfDocument} from '../cli/conf-command.js'
import {confFlags, sourceArg} from '../cli/conf-flags.js'
import {describeWebFlags, webFlags} from '../cli/web-flags.js'

const SCOPE = {helpGroup: 'SCOPE'}

export default class ApacheConf extends ConfCommand {
  static override summary = 'Print the configuration of Apache in front of an application.'
  static override description = [
    'By mod_proxy_uwsgi. What Apache cannot do (WebSockets, rate limits) is refused and not left out; a module that is missing is named by its own test.',
    '\n\nThe deployment comes from tsgi.yaml, from an existing configuration of uWSGI, or from flags alone.',
    '\n\nExit code 1 with --check: the file drifted; with --validate: Apache does not accept it.',
  ].join(' ')
  static override args = sourceArg
  static override flags = {
    ...confFlags,
    ...webFlags,
    full: Flags.boolean({...SCOPE, description: 'the whole file of the site (default)'}),
    location: Flags.boolean({
      ...SCOPE,
      description: 'what goes into a <VirtualHost> that is there already',
      exclusive: ['full'],
    }),
  }
  static override examples = [
    '<%= config.bin %> <%= command.id %> --socket /run/shop/shop.sock --server-name example.org',
    '<%= config.bin %> <%= command.id %> -o /etc/apache2/sites-available/shop.conf',
    '<%= config.bin %> <%= command.id %> --socket 127.0.0.1:3031 --server-name example.org --tls --validate',
    '<%= config.bin %> <%= command.id %> --check /etc/apache2/sites-available/shop.conf',
  ]

  override async run(): Promise<ConfDocument> {
    const {args, flags} = await this.parse(ApacheConf)
    const [{renderApache}, {testApache}, {node}] = await Promise.all([
      import('../render/apache.js'),
      import('../dryrun/apache.js'),
      import('../host/node.js'),
    ])
    const scope = flags.location ? 'location' : 'full'
    return this.produce({
      source: args.source,
      flags,
      description: describeWebFlags(flags, 'apache'),
      render: async (deployment, options) => [await renderApache(deployment, {...options, scope})],
      validate: ([file]) => testApache(node, {text: file!.text, file: file!.name, isLocation: flags.location}),
    })
  }
}
