import { describe, expect, test } from "vitest";
import { compareLoggedEvents, loggedEventsOf } from "./logged-events";

const eventsOf = (source: string) => loggedEventsOf("a.ts", source);

describe("events of a source", () => {
  test("are found with their level, for each way to reach the log", () => {
    const source = `log.info("started", { a }); ports.log.error("fault"); config().log.warn("refused");`;
    expect(eventsOf(source)).toEqual(["started (info)", "fault (error)", "refused (warn)"]);
  });

  test("may be chosen by a condition", () => {
    const source = `const event = failed ? "delivery_fail" : "delivery_postponed"; log.warn(event, {});`;
    expect(eventsOf(source)).toEqual(["delivery_fail (warn)", "delivery_postponed (warn)"]);
  });

  test("are not found in other calls", () => {
    expect(eventsOf(`console.log("x"); line.info("y"); log.flush("z");`)).toEqual([]);
  });

  test("stop the check when they cannot be read", () => {
    expect(() => eventsOf("log.info(nameOf(event));")).toThrow("a.ts: the event of a log.info cannot be read");
  });
});

describe("the table of logged events", () => {
  const table = "| event | level | says |\n| --- | --- | --- |\n| `started`, `swept` | info | life |";

  test("agrees when it has each event at its level", () => {
    expect(compareLoggedEvents(table, ["started (info)", "swept (info)", "swept (info)"])).toEqual([]);
  });

  test("is reported for a missing event, one that does not exist, and another level", () => {
    expect(compareLoggedEvents(table, ["started (warn)", "fault (error)", "swept (info)"])).toEqual([
      "the table of logged events lacks: fault (error)",
      "the table of logged events lacks: started (warn)",
      "the table of logged events has what the code has not: started (info)",
    ]);
  });
});
