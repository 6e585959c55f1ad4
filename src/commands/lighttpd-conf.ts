import {Flags} from '@oclif/core'
import {ConfCommand, type ConfDocument} from '../cli/conf-command.js'
import {confFlags, sourceArg} from '../cli/conf-flags.js'
import {describeWebFlags, webFlags} from '../cli/web-flags.js'

const SCOPE = {helpGroup: 'SCOPE'}

export default class LighttpdConf extends ConfCommand {
  static override summary = 'Print the configuration of lighttpd in front of an application.'
  static override description = [
    'By mod_scgi, which speaks uwsgi. What lighttpd cannot do (WebSockets, rate limits, a maintenance switch) is refused and not left out.',
    '\n\nThe deployment comes from tsgi.yaml, from an existing configuration of uWSGI, or from flags alone.',
    '\n\nExit code 1 with --check: the file drifted; with --validate: lighttpd does not accept it.',
  ].join(' ')
  static override args = sourceArg
  static override flags = {
    ...confFlags,
    ...webFlags,
    full: Flags.boolean({...SCOPE, description: 'the whole file of the site (default)'}),
    location: Flags.boolean({
      ...SCOPE,
      description: 'what goes into a condition on a host that is there already',
      exclusive: ['full'],
    }),
  }
  static override examples = [
    '<%= config.bin %> <%= command.id %> --socket /run/shop/shop.sock --server-name example.org',
    '<%= config.bin %> <%= command.id %> -o /etc/lighttpd/conf-available/50-shop.conf',
    '<%= config.bin %> <%= command.id %> --socket 127.0.0.1:3031 --server-name example.org --tls --validate',
    '<%= config.bin %> <%= command.id %> --check /etc/lighttpd/conf-available/50-shop.conf',
  ]

  override async run(): Promise<ConfDocument> {
    const {args, flags} = await this.parse(LighttpdConf)
    const [{renderLighttpd}, {testLighttpd}, {node}] = await Promise.all([
      import('../render/lighttpd.js'),
      import('../dryrun/lighttpd.js'),
      import('../host/node.js'),
    ])
    const scope = flags.location ? 'location' : 'full'
    return this.produce({
      source: args.source,
      flags,
      description: describeWebFlags(flags, 'lighttpd'),
      render: async (deployment, options) => [await renderLighttpd(deployment, {...options, scope})],
      validate: ([file]) => testLighttpd(node, {text: file!.text, file: file!.name, isLocation: flags.location}),
    })
  }
}
