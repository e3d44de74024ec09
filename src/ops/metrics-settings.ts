/** Where metrics are served, and who gets them. */
export interface MetricsSettings {
  /** The port of their own; undefined: `/metrics` of the public port. */
  readonly port: number | undefined;
  /** The address that this port is opened at. */
  readonly host: string;
  /** The bearer token that is asked for; undefined: none is. */
  readonly token: string | undefined;
}

/** The programs of this machine. */
const loopback = '127.0.0.1';

/** Without any variable. */
export const noMetricsSettings: MetricsSettings = {
  port: undefined,
  host: loopback,
  token: undefined,
};

/** The settings of metrics. Faults are added to the list, each with its cure. */
export function metricsFrom(
  given: {
    readonly port: number | undefined;
    readonly host: string | undefined;
    readonly token: string | undefined;
    /** The public port. */
    readonly publicPort: number;
  },
  faults: string[],
): MetricsSettings {
  const { port, host, token, publicPort } = given;
  if (port === undefined && host !== undefined) {
    faults.push('METRICS_HOST: needs METRICS_PORT; without it metrics are at the public port');
  }
  if (port === 0) faults.push('METRICS_PORT: is any free port, which nobody could find; name one');
  else if (port === publicPort) {
    faults.push('METRICS_PORT: is PORT; take another, or leave it out and set METRICS_TOKEN');
  }
  return { port, host: host ?? loopback, token };
}
