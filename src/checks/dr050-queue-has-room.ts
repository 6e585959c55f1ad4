import {type Check, pass, skip} from './check.js'

export const queueHasRoom: Check = {
  id: 'DR050',
  name: 'queue-has-room',
  hop: 'queue',
  severity: 'error',
  title: 'the listen queue has room',
  why: `With a full queue a unix socket refuses at once (502, "11: Resource temporarily unavailable"), a TCP port lets clients wait
(504). uWSGI's own statistics say 0 of a unix socket: only the kernel knows.`,
  async run({route: {address}, probes}) {
    const queue = await probes.queue()
    if (!queue) return skip('nobody listens, or its queue cannot be seen')
    const {waiting, limit, isStanding} = queue
    if (!isStanding || waiting < limit) return pass(`${waiting} of ${limit} wait`)
    const source = address!.startsWith('/')
      ? `ss -xl src ${address}`
      : `ss -ltn 'sport = :${address!.split(':').at(-1)}'`
    return {
      status: 'fail',
      message: `the listen queue of ${address} is full: ${waiting} connections wait, and ${limit} fit`,
      evidence: [{text: `Recv-Q ${waiting}, listen = ${limit}`, source}],
      cause: 'the workers take no connections: all are busy or stuck, or there are too few',
      remedy: [
        'see what the workers do: py-spy dump --pid PID, or stats',
        'harakiri = 60 ends requests that hang',
        'more processes; a longer queue (listen) only hides it',
      ],
    }
  },
}
