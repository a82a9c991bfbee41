import { dictionary } from "@zxcvbn-ts/language-common";

/** The number of frequent passwords that a guesser tries (ASVS 6.2.4). */
const mostChosen = 3_000;

const leaked = dictionary["passwords-common"];

/** German words, recent words and the site's own: the list above does not have them. */
const ownWords = [
  "kennwort passphrase passcode login signin logon administrator root guest user default willkommen sicherheit",
  "mypassword newpassword thisismypassword thisisapassword ilovemyself ichliebedich facebook instagram youtube",
  "android playstation fortnite counterstrike frodo hogwarts harrypotter lion pferd hund katze schmetterling",
  "schnecke maus hase baerchen schatz schatzi liebling liebe engel prinzessin sweetheart chocolate schokolade apfel",
  "blume sonnenschein sonne moonlight regenbogen fruehling herbst januar februar march february june july oktober",
  "dezember montag dienstag wednesday mittwoch thursday donnerstag freitag saturday samstag sonntag fussball bayern",
  "dortmund schalke werder realmadrid muenchen munich koeln frankfurt deutschland austria schweiz mutter vater",
  "familie freiheit together trustno arschloch scheisse blink correcthorsebatterystaple",
  "supercalifragilisticexpialidocious abracadabra opensesame sesamoeffnedich countersign",
].flatMap((line) => line.split(" "));

/**
 * The words that leaked passwords consist of, mostly chosen by how often they leaked. A word is a whole password, or a
 * part that was joined with another, written twice, or followed by figures. So one word covers thousands of leaked
 * passwords. The longest come first.
 */
export const commonWords: readonly string[] = [...ownWords, ...leaked.slice(0, mostChosen)]
  .filter((word) => word.length >= 4 && /\p{L}/u.test(word))
  .sort((one, other) => other.length - one.length);

/** Whole leaked passwords, in lower case. */
export const leakedPasswords: ReadonlySet<string> = new Set(leaked);
