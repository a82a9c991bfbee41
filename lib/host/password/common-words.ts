import { dictionary } from "@zxcvbn-ts/language-common";

/** As many as a guesser tries of what people choose most (ASVS 6.2.4). */
const mostChosen = 3_000;

const leaked = dictionary["passwords-common"];

/** What people choose in German and of late, and what this site is called: not among those. */
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
 * What passwords that leak are made of, most of it by how often it leaked: the whole password, or a part of it that is
 * joined with another, written twice, or has figures behind. So a word here stands for thousands of entries
 * of a list. The longest come first.
 */
export const commonWords: readonly string[] = [...ownWords, ...leaked.slice(0, mostChosen)]
  .filter((word) => word.length >= 4 && /\p{L}/u.test(word))
  .sort((one, other) => other.length - one.length);

/** Whole passwords that leaked, as they are written in lower case. */
export const leakedPasswords: ReadonlySet<string> = new Set(leaked);
