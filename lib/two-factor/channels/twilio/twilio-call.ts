import type { MessageListInstanceCreateOptions } from "twilio/lib/rest/api/v2010/account/message";

export type TwilioAccount = { accountSid: string; authToken: string; baseUrl?: string };

/** What came back: `status` is null without an answer, `networkError` is Node's word for why. */
export type TwilioAnswer = {
  status: number | null;
  retryAfter?: string;
  /** Whatever JSON the other side sent in these two places. */
  sid?: unknown;
  code?: unknown;
  networkError?: string;
};

/** One call of Twilio's API through its SDK. Nothing is left open when `signal` ends it. */
export async function callTwilio(
  { accountSid, authToken, baseUrl }: TwilioAccount,
  sms: MessageListInstanceCreateOptions,
  signal: AbortSignal,
): Promise<TwilioAnswer> {
  const { default: twilio } = await import("twilio");
  // A client for each call, since the SDK keeps the last request, and with it the code, in its client.
  const httpClient = new twilio.RequestClient({ keepAlive: false });
  const answer: TwilioAnswer = { status: null };
  httpClient.axios.interceptors.request.use((request) => ({ ...request, url: moved(request.url, baseUrl), signal }));
  httpClient.axios.interceptors.response.use((response) => {
    answer.status = response.status;
    answer.retryAfter = response.headers["retry-after"];
    return response;
  });
  try {
    const { sid } = await twilio(accountSid, authToken, { httpClient }).messages.create(sms);
    return { ...answer, sid };
  } catch (error) {
    const code: unknown = error instanceof Error && "code" in error ? error.code : undefined;
    return answer.status === null ? { ...answer, networkError: String(code) } : { ...answer, code };
  }
}

// The SDK builds addresses from "edge" and "region" and knows no other host.
function moved(url: string | undefined, baseUrl: string | undefined): string | undefined {
  if (url === undefined || baseUrl === undefined) return url;
  const { pathname, search } = new URL(url);
  return `${baseUrl.replace(/\/+$/, "")}${pathname}${search}`;
}
