// Loaded before anything else: this process listens on 127.0.0.1 and speaks to this
// machine only. The Bluesky servers ask for a port on every address; here they do not get it.
import dns from 'node:dns'
import net from 'node:net'

dns.setDefaultResultOrder('ipv4first')

const LOOPBACK = '127.0.0.1'

const listen = net.Server.prototype.listen
net.Server.prototype.listen = function (...args) {
  const [first, second] = args
  if (first !== null && typeof first === 'object' && first.path === undefined) {
    args[0] = { ...first, host: LOOPBACK }
  } else if (typeof first !== 'object') {
    args.splice(1, typeof second === 'string' ? 1 : 0, LOOPBACK)
  }
  return listen.apply(this, args)
}

const connect = net.Socket.prototype.connect
net.Socket.prototype.connect = function (...args) {
  const options = Array.isArray(args[0]) ? args[0][0] : args[0]
  const host = typeof options === 'object' ? options.host : args[1]
  const local = typeof options === 'object' && options.path !== undefined
  if (!local && host !== undefined && !['localhost', LOOPBACK, '::1'].includes(host)) {
    this.destroy(new Error(`the test servers do not speak to ${host}`))
    return this
  }
  return connect.apply(this, args)
}
