import type {Check} from './check.js'
import {nameResolves} from './dr010-name-resolves.js'
import {portOpen} from './dr011-port-open.js'
import {certificateValid} from './dr012-certificate-valid.js'
import {webServerRuns} from './dr020-web-server-runs.js'
import {configurationReadable} from './dr021-configuration-readable.js'
import {siteHandsOver} from './dr022-site-hands-over.js'
import {protocolsAgree} from './dr023-protocols-agree.js'
import {uwsgiParams} from './dr024-uwsgi-params.js'
import {modifierLoaded} from './dr025-modifier-loaded.js'
import {apacheProxy} from './dr026-apache-proxy.js'
import {bodyFits} from './dr027-body-fits.js'
import {serverStarts} from './dr030-server-starts.js'
import {socketExists} from './dr031-socket-exists.js'
import {wayIsOpen} from './dr032-way-is-open.js'
import {socketWritable} from './dr033-socket-writable.js'
import {isASocket} from './dr034-is-a-socket.js'
import {socketAlive} from './dr035-socket-alive.js'
import {socketNotStolen} from './dr036-socket-not-stolen.js'
import {sameView} from './dr037-same-view.js'
import {portListens} from './dr038-port-listens.js'
import {queueHasRoom} from './dr050-queue-has-room.js'
import {requestHeadersFit} from './dr051-request-headers-fit.js'
import {workersAlive} from './dr060-workers-alive.js'
import {workersFree} from './dr061-workers-free.js'
import {noHarakiri} from './dr062-no-harakiri.js'
import {noKills} from './dr063-no-kills.js'
import {applicationLoaded} from './dr070-application-loaded.js'
import {responseHeadersFit} from './dr071-response-headers-fit.js'
import {mountFits} from './dr072-mount-fits.js'
import {applicationAnswers} from './dr073-application-answers.js'
import {answersInTime} from './dr074-answers-in-time.js'
import {environmentOptions} from './dr080-environment-options.js'
import {diskHasRoom} from './dr081-disk-has-room.js'

/** Every check, hop after hop; of one hop the nearer to the root first. */
export const checks: readonly Check[] = [
  ...[nameResolves, portOpen, certificateValid],
  ...[webServerRuns, configurationReadable],
  ...[apacheProxy, siteHandsOver, uwsgiParams, modifierLoaded, bodyFits],
  ...[
    serverStarts,
    sameView,
    socketNotStolen,
    wayIsOpen,
    isASocket,
    socketExists,
    socketAlive,
    socketWritable,
    portListens,
  ],
  ...[protocolsAgree],
  ...[queueHasRoom, requestHeadersFit],
  ...[workersAlive, noHarakiri, workersFree, noKills],
  ...[applicationLoaded, mountFits, responseHeadersFit, answersInTime, applicationAnswers],
  ...[environmentOptions, diskHasRoom],
]
