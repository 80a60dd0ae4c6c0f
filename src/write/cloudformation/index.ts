export { writeTemplate } from './write-template.js'
