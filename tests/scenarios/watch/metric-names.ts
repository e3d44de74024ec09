const common = [
  'dateline_broadcast_delay_seconds',
  'dateline_changes_total',
  'dateline_connections',
  'dateline_delivered_bytes_total',
  'dateline_deliveries_total',
  'dateline_fan_out_path',
  'dateline_forks_total',
  'dateline_gaps_healed_total',
  'dateline_lagging_readers',
  'dateline_log_age_seconds',
  'dateline_log_calls_total',
  'dateline_log_writable',
  'dateline_loop_delay_seconds',
  'dateline_other_instances',
  'dateline_readers',
  'dateline_readers_set_aside_total',
  'dateline_refused_total',
  'dateline_streams',
  'dateline_sweeps_total',
];

/** Dateline's own metrics, sorted. */
export const ownNames = {
  /** Of a newsroom that has neither Redis, mail nor push. */
  everywhere: [
    ...common,
    'dateline_followers',
    'dateline_followers_attempts_total',
    'dateline_followers_behind',
    'dateline_upstreams',
    'dateline_upstreams_behind',
  ].sort(),
  relay: [
    ...common,
    'dateline_relay_asked_total',
    'dateline_relay_away_seconds',
    'dateline_relay_depth',
    'dateline_relay_feeds',
  ].sort(),
};
