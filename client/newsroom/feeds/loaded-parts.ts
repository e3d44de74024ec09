/** The parts of a feed's settings that are loaded when somebody opens them. */
export const parts = {
  followers: async () => (await import('../followers/followers-part.tsx')).FollowersPart,
  campaign: async () => (await import('./campaign-settings.tsx')).CampaignSettings,
  import: async () => (await import('../imports/import-part.tsx')).ImportPart,
  upstreams: async () => (await import('../upstreams/upstreams-part.tsx')).UpstreamsPart,
  readerKeys: async () => (await import('./reader-keys.tsx')).ReaderKeys,
  snippets: async () => (await import('./snippet-settings.tsx')).SnippetSettings,
} as const;
