/**
 * What passwords that leak are made of, in the languages of this site: the whole password, or a part of it that is joined
 * with another, written twice, or has figures behind. So a word here stands for thousands of entries of a list.
 */
export const commonWords: readonly string[] = [
  "password passwort kennwort passphrase passcode login signin logon admin administrator root guest user test testing",
  "default changeme letmein welcome willkommen hello hallo secret geheim private security sicherheit access account",
  "mypassword newpassword thisismypassword thisisapassword ilovemyself iloveyou iloveu ichliebedich loveyou loveme",
  "master server system computer laptop internet google facebook instagram youtube microsoft windows apple android",
  "samsung nokia playstation nintendo pokemon minecraft fortnite counterstrike starwars startrek superman batman",
  "spiderman ironman naruto matrix gandalf frodo hogwarts harrypotter disney mickey snoopy garfield simpsons",
  "monkey dragon tiger lion bear wolf eagle falcon phoenix horse pferd hund katze kitty puppy butterfly dolphin",
  "schmetterling schnecke maus hase baerchen schatz schatzi liebling liebe engel angel princess prinzessin prince",
  "queen king sweetheart honey sugar cookie chocolate schokolade cheese pepper banana orange apfel cherry flower blume",
  "sunshine sonnenschein sonne moonlight rainbow regenbogen summer sommer winter spring fruehling autumn herbst",
  "january januar februar february march april june july august september october oktober november december dezember",
  "monday montag tuesday dienstag wednesday mittwoch thursday donnerstag friday freitag saturday samstag sunday sonntag",
  "football fussball soccer baseball basketball hockey tennis bayern dortmund schalke werder arsenal chelsea liverpool",
  "barcelona juventus realmadrid lakers yankees cowboys steelers ferrari porsche mercedes mustang corvette harley yamaha",
  "berlin hamburg muenchen munich koeln frankfurt deutschland germany austria schweiz london paris newyork america",
  "michael jennifer jessica ashley daniel andrew joshua matthew charlie jordan thomas robert william george hannah",
  "alexander andreas stefan christian sebastian martin peter maria sabine nicole stephanie sandra julia sarah laura",
  "mother father mutter vater family familie baby freedom freiheit forever together whatever nothing trustno fuckyou",
  "fuck shit asshole arschloch scheisse blink metallica nirvana slipknot eminem beatles rammstein rockstar guitar music",
  "killer hunter ranger soldier warrior pirate ninja samurai zombie vampire shadow ghost diamond silver golden money",
  "correcthorsebatterystaple supercalifragilisticexpialidocious abracadabra opensesame sesamoeffnedich countersign",
].flatMap((line) => line.split(" "));
