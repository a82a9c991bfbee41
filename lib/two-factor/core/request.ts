/** Who is asking, as the server saw it. Never read from a form. */
export type RequestContext = {
  requestId: string;
  /** Client address from trusted hops only; "unknown" when there is none. */
  ip: string;
  userAgent: string;
  /** SHA-256 of the long-lived browser cookie, base64url. */
  browserHash: string;
  /** BCP 47 tag of the page's language. */
  locale: string;
};
