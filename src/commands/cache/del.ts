import {askFlags, confirm} from '../../cli/ask.js'
import {BaseCommand} from '../../cli/base-command.js'
import {type CacheDocument, cacheAnswer, cacheFlags, cacheOptions, cachePlace, keyArgs} from '../../cli/cache.js'
import {cacheDelete} from '../../client/cache.js'
import {utf8Bytes} from '../../wire/vars.js'

export default class CacheDel extends BaseCommand {
  static override summary = 'Take a key out of the cache of a live uWSGI server.'
  static override description = 'A key that is not there is exit code 1.'
  static override args = keyArgs
  static override flags = {...cacheFlags, ...askFlags}
  static override examples = ['<%= config.bin %> <%= command.id %> /run/uwsgi/app.sock front-page']

  override async run(): Promise<CacheDocument> {
    const words = await this.parse(CacheDel)
    const {args, flags} = words
    await confirm(this, {action: `delete ${cachePlace(words)}`, flags})
    const result = await cacheDelete(args.socket, utf8Bytes(args.key), cacheOptions(words))
    const {document} = await cacheAnswer('del', words, result)
    this.log('deleted')
    return document
  }
}
