import pino from "pino";
import { redact } from "@/lib/host/log/redact";
import type { LogPort } from "@/lib/two-factor/index";

type Fields = Record<string, unknown>;

/**
 * The structured log: one JSON line per event on standard output, with level, time, event and whatever fields the
 * caller adds. Codes, tokens, passwords, addresses and numbers are taken out here, so that no caller has to remember.
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

// A field of the caller's never stands in for one of the line's own.
function entry(event: string, fields: Fields = {}): Fields {
  const given = Object.entries(fields).map(([name, value]) => [ownNames.has(name) ? `its_${name}` : name, value]);
  return { event, ...Object.fromEntries(given) };
}
