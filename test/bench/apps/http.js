// Node's own server on a unix socket: node http.js PATH
import {chmodSync} from 'node:fs'
import {createServer} from 'node:http'
import listener from './listener.js'

const [path] = process.argv.slice(2)
createServer(listener).listen(path, () => chmodSync(path, 0o666))
