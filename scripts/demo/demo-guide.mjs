import { dataDirectory } from "../process/environment.mjs";

const people = [
  ["alice@example.com", "two-step verification on, codes by e-mail"],
  ["bob@example.com", "two-step verification off"],
  ["carol@example.com", "two-step verification on, codes by SMS"],
  ["dave@example.com", "two-step verification on, codes by e-mail"],
];

/** Prints the guide for a newcomer after the demo has started. */
export function printGuide(url) {
  console.log(`
Countersign is running at ${url}

  Sign in at   ${url}/sign-in
  as           ${people.map(([address, what]) => `${address.padEnd(18)}  ${what}`).join("\n               ")}
  password     plum orbit lantern 42
  Messages     ${url}/inbox   (every code the demo sends arrives here)

Stop with Ctrl+C. The data stays in ${dataDirectory}; "npm run demo -- --reset" starts over.
`);
}
