import {BaseCommand} from '../../cli/base-command.js'
import {type CacheDocument, cacheAnswer, cacheFlags, cacheOptions, keyArgs} from '../../cli/cache.js'
import {cacheExists} from '../../client/cache.js'
import {utf8Bytes} from '../../wire/vars.js'

export interface CacheExistsDocument extends CacheDocument {
  readonly exists: boolean
}

export default class CacheExists extends BaseCommand {
  static override summary = 'Ask whether a key is in the cache of a live uWSGI server.'
  static override description =
    'Prints yes or no, and ends with 0 or 1. A cache that does not exist has no keys either.'
  static override args = keyArgs
  static override flags = cacheFlags
  static override examples = ['<%= config.bin %> <%= command.id %> /run/uwsgi/app.sock front-page && echo cached']

  override async run(): Promise<CacheExistsDocument> {
    const words = await this.parse(CacheExists)
    const {args} = words
    const result = await cacheExists(args.socket, utf8Bytes(args.key), cacheOptions(words))
    if (!result.ok && result.state === 'empty' && result.plugin === true) {
      this.log('no')
      this.exitWith(1)
      const {cache} = words.flags
      const where = {target: args.socket, ...(cache === undefined ? {} : {cache}), key: args.key}
      return {ok: false, action: 'exists', ...where, exists: false, time_ms: result.time_ms}
    }
    const {document} = await cacheAnswer('exists', words, result)
    this.log('yes')
    return {...document, exists: true}
  }
}
