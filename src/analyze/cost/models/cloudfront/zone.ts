/** Where the users of a region's system are assumed to be, as a zone of CloudFront's price list. The longest prefix counts. */
const ZONES: Readonly<Record<string, string>> = {
  'af-': 'south_africa',
  'ap-': 'asia_pacific',
  'ap-northeast-1': 'japan',
  'ap-northeast-3': 'japan',
  'ap-south-': 'india',
  'ap-southeast-2': 'australia',
  'ap-southeast-4': 'australia',
  'ap-southeast-6': 'australia',
  'ca-': 'canada',
  'eu-': 'europe',
  'il-': 'europe',
  'me-': 'middle_east',
  'mx-': 'us',
  'sa-': 'south_america',
  'us-': 'us',
}

/** Source: https://aws.amazon.com/cloudfront/pricing/pay-as-you-go/ (the countries of each price column), 2025-11. */
export function cloudFrontZone(region: string | undefined): string | undefined {
  const prefixes = Object.keys(ZONES).filter((prefix) => region?.startsWith(prefix) === true)
  const longest = prefixes.toSorted((a, b) => b.length - a.length)[0]
  return longest === undefined ? undefined : ZONES[longest]
}

/** A zone of the price list as people write it: "South Africa", "the US". */
export function zoneTitle(zone: string): string {
  if (zone === 'us') return 'the US'
  const words = zone.split('_').map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
  return `${zone === 'middle_east' ? 'the ' : ''}${words.join(' ')}`
}
