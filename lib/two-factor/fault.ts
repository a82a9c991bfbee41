export type FaultCode = "store-unavailable" | "channel-unavailable" | "misconfigured";

/** Something is broken: database, mail, configuration. Never a person's mistake. Thrown, logged once at the edge, fails closed. */
export class TwoFactorFault extends Error {
  readonly code: FaultCode;
  constructor(code: FaultCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = "TwoFactorFault";
    this.code = code;
  }
}
