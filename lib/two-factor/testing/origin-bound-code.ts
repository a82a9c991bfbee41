/**
 * Reads an SMS as a phone does: WICG sms-one-time-codes, "parse an origin-bound one-time code message".
 * Null where that algorithm returns failure.
 */
export function parseOriginBoundCode(message: string) {
  const lastLine = message.replace(/\r\n?/g, "\n").split("\n").at(-1) ?? "";
  const host = markedToken(lastLine, 0, "@");
  if (host === null || lastLine[host.end] !== " ") return null;
  const code = markedToken(lastLine, host.end + 1, "#");
  if (code === null) return null;
  const embedded = lastLine[code.end] === " " ? markedToken(lastLine, code.end + 1, "%") : null;
  return { topLevelOrigin: `https://${host.token}`, embedded: embedded?.token ?? null, code: code.token };
}

function markedToken(line: string, start: number, marker: string) {
  if (line[start] !== marker) return null;
  const [token = ""] = /^[^\t\n\f\r ]*/.exec(line.slice(start + 1)) ?? [];
  return token === "" ? null : { token, end: start + 1 + token.length };
}
