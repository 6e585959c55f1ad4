import {askFlags, confirm} from '../../cli/ask.js'
import {BaseCommand} from '../../cli/base-command.js'
import {type CacheDocument, cacheAnswer, cacheArgs, cacheFlags, cacheOptions, cachePlace} from '../../cli/cache.js'
import {cacheClear} from '../../client/cache.js'

export default class CacheClear extends BaseCommand {
  static override summary = 'Empty a whole cache of a live uWSGI server.'
  static override description = 'Asks at a terminal; anywhere else it needs --yes.'
  static override args = cacheArgs
  static override flags = {...cacheFlags, ...askFlags}
  static override examples = ['<%= config.bin %> <%= command.id %> /run/uwsgi/app.sock --cache pages --yes']

  override async run(): Promise<CacheDocument> {
    const words = await this.parse(CacheClear)
    const {args, flags} = words
    await confirm(this, {action: `empty ${cachePlace(words)}`, flags, needsYes: true})
    const result = await cacheClear(args.socket, cacheOptions(words))
    const {document} = await cacheAnswer('clear', words, result)
    this.log('emptied')
    return document
  }
}
