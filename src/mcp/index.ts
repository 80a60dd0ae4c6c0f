export { serveMcp } from './main.js'
export { makeServer } from './server.js'
