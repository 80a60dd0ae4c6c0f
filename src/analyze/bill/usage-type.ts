/** `EUC1-NatGateway-Hours` -> `NatGateway-Hours`; letters of two regions, as transfers between them have, are both taken off. */
export function withoutLetters(usageType: string): string {
  return usageType.replace(/^(?:(?:[A-Z]{3}\d|EU)-)+/, '')
}
