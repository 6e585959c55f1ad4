import {BaseCommand} from '../../cli/base-command.js'
import {type CacheWriteDocument, writeArgs, writeFlags, writeToCache} from '../../cli/cache-write.js'
import {cacheSet} from '../../client/cache.js'

export default class CacheSet extends BaseCommand {
  static override summary = 'Write a new value into the cache of a live uWSGI server.'
  static override description = 'A key that exists already is left alone, and that is exit code 1: update replaces it.'
  static override args = writeArgs
  static override flags = writeFlags
  static override examples = [
    '<%= config.bin %> <%= command.id %> /run/uwsgi/app.sock greeting hello --expires 60s',
    '<%= config.bin %> <%= command.id %> /run/uwsgi/app.sock logo.png @logo.png --cache files',
  ]

  override async run(): Promise<CacheWriteDocument> {
    return writeToCache(this, await this.parse(CacheSet), {name: 'set', write: cacheSet})
  }
}
