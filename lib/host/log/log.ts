import pino from "pino";
import { redact } from "@/lib/host/log/redact";
import type { LogPort } from "@/lib/two-factor/index";

type Fields = Record<string, unknown>;

/**
 * The structured log: one JSON line per event on standard output, with level, time, event and the caller's fields.
 * Codes, tokens, passwords, addresses and numbers are taken out here, for every caller.
 */
export function createLog(destination: pino.DestinationStream = pino.destination({ sync: true })): LogPort {
  const line = pino(
    {
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }), log: (fields) => redact(fields) as Fields },
    },
    destination,
  );
  return {
    info: (event, fields) => line.info(entry(event, fields)),
    warn: (event, fields) => line.warn(entry(event, fields)),
    error: (event, fields) => line.error(entry(event, fields)),
  };
}

const ownNames = new Set(["level", "time", "event"]);

// The line's own fields come last, so a caller's field cannot replace them.
function entry(event: string, fields: Fields = {}): Fields {
  const given = Object.entries(fields).map(([name, value]) => [ownNames.has(name) ? `its_${name}` : name, value]);
  return { event, ...Object.fromEntries(given) };
}
