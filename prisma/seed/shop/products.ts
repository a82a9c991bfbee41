type Words = { title: string; summary: string; description: string };

/**
 * `id` is part of the product's address and the name of its picture. Prices are in euro cents. The order is the
 * catalogue's.
 */
export const products: readonly { id: string; priceMinor: number; stock: number; en: Words; de: Words }[] = [
  {
    id: "enamel-mug",
    priceMinor: 1850,
    stock: 140,
    en: {
      title: "Enamel mug",
      summary: "Enamel on steel, 350 ml",
      description:
        "Two coats of enamel, fired at 820 °C, on a steel body that shrugs off a fall from the camp table. Sits on a gas ring or an open fire as happily as on a desk. The navy rim is dipped by hand, so no two are quite alike.",
    },
    de: {
      title: "Emaillebecher",
      summary: "Emaille auf Stahl, 350 ml",
      description:
        "Zwei Schichten Emaille, bei 820 °C gebrannt, auf einem Stahlkörper, dem auch ein Sturz vom Campingtisch nichts anhat. Steht auf der Gasflamme und im Lagerfeuer so gut wie auf dem Schreibtisch. Der dunkelblaue Rand wird von Hand getaucht, darum gleicht keiner ganz dem anderen.",
    },
  },
  {
    id: "wool-blanket",
    priceMinor: 14900,
    stock: 24,
    en: {
      title: "Wool blanket",
      summary: "Pure new wool, 140 × 200 cm",
      description:
        "Woven from undyed and plant-dyed wool on a loom older than anyone who runs it. Brushed once, so it warms without shedding. Airs clean overnight on a balcony; a wash is rarely needed.",
    },
    de: {
      title: "Wolldecke",
      summary: "Reine Schurwolle, 140 × 200 cm",
      description:
        "Gewebt aus naturbelassener und pflanzengefärbter Wolle, auf einem Webstuhl, der älter ist als alle, die ihn bedienen. Einmal geraut, damit sie wärmt und nicht fusselt. Eine Nacht auf dem Balkon macht sie frisch; gewaschen werden muss sie selten.",
    },
  },
  {
    id: "desk-lamp",
    priceMinor: 18900,
    stock: 18,
    en: {
      title: "Desk lamp",
      summary: "Steel and brass, dims to 1 W",
      description:
        "A sprung brass arm that stays where you put it and a shade that keeps the light on the page and out of your eyes. The bulb is a standard E14; every joint comes apart with one coin. Warm white, without flicker at any brightness.",
    },
    de: {
      title: "Schreibtischlampe",
      summary: "Stahl und Messing, dimmbar",
      description:
        "Ein gefederter Messingarm, der bleibt, wo man ihn hinstellt, und ein Schirm, der das Licht auf der Seite hält und aus den Augen. Die Lampe hat eine gewöhnliche E14-Fassung; jedes Gelenk lässt sich mit einer Münze öffnen. Warmweiß und in jeder Stufe flimmerfrei.",
    },
  },
  {
    id: "field-notebook",
    priceMinor: 1600,
    stock: 320,
    en: {
      title: "Field notebook",
      summary: "Set of two, A5, 192 pages each",
      description:
        "Thread-sewn, so it lies flat from the first page to the last. The paper takes a fountain pen without showing through and a pencil without smearing. One dotted, one plain, with a pencil that fits under the band.",
    },
    de: {
      title: "Notizbuch",
      summary: "Zwei Stück, A5, je 192 Seiten",
      description:
        "Fadengeheftet, darum liegt es von der ersten bis zur letzten Seite flach. Das Papier verträgt den Füller, ohne durchzuscheinen, und den Bleistift, ohne zu schmieren. Eines gepunktet, eines blanko, dazu ein Bleistift, der unter das Gummiband passt.",
    },
  },
  {
    id: "canvas-weekender",
    priceMinor: 23900,
    stock: 12,
    en: {
      title: "Canvas weekender",
      summary: "Waxed cotton and leather, 38 l",
      description:
        "Three days' clothes and a pair of shoes, in a bag that still counts as hand luggage. Waxed cotton keeps the rain out; the base is one piece of bridle leather. Send it back when a seam gives way and we sew it again, at no charge.",
    },
    de: {
      title: "Segeltuchtasche",
      summary: "Gewachste Baumwolle und Leder, 38 l",
      description:
        "Kleidung für drei Tage und ein Paar Schuhe, in einer Tasche, die noch als Handgepäck gilt. Gewachste Baumwolle hält den Regen ab, der Boden ist ein einziges Stück Sattelleder. Gibt eine Naht nach, schicken Sie sie uns: Wir nähen sie kostenlos nach.",
    },
  },
  {
    id: "cast-iron-skillet",
    priceMinor: 7900,
    stock: 45,
    en: {
      title: "Cast-iron skillet",
      summary: "Seasoned with linseed oil, 26 cm",
      description:
        "Cast in sand, then milled smooth, which is how pans were made when eggs did not stick. Works on every stove, induction included, in the oven and over coals. It will outlive your kitchen.",
    },
    de: {
      title: "Gusseiserne Pfanne",
      summary: "Mit Leinöl eingebrannt, 26 cm",
      description:
        "In Sand gegossen und dann glatt gefräst: So wurden Pfannen gemacht, als noch kein Ei klebte. Geeignet für jeden Herd, auch für Induktion, für den Ofen und die Glut. Sie überlebt Ihre Küche.",
    },
  },
  {
    id: "umbrella",
    priceMinor: 9800,
    stock: 30,
    en: {
      title: "Walking umbrella",
      summary: "Ash handle, eight ribs, 92 cm",
      description:
        "Steel shaft, fibreglass ribs that bend before they break, and a handle steamed from one length of ash. The cloth is woven tight enough to need no coating. Ribs are sold singly and swapped in five minutes.",
    },
    de: {
      title: "Stockschirm",
      summary: "Griff aus Esche, acht Rippen, 92 cm",
      description:
        "Ein Stock aus Stahl, Rippen aus Glasfaser, die sich biegen, bevor sie brechen, und ein Griff, aus einem Stück Esche gedämpft. Der Stoff ist so dicht gewebt, dass er keine Beschichtung braucht. Rippen gibt es einzeln; getauscht sind sie in fünf Minuten.",
    },
  },
  {
    id: "alarm-clock",
    priceMinor: 6400,
    stock: 38,
    en: {
      title: "Alarm clock",
      summary: "Wind-up movement, 11 cm tall",
      description:
        "Wind it in the evening and leave the phone in another room. The tick is soft, the bell is not. A movement with seven jewels that any watchmaker can open and clean.",
    },
    de: {
      title: "Wecker",
      summary: "Mechanisches Werk, 11 cm hoch",
      description:
        "Abends aufziehen und das Telefon im anderen Zimmer lassen. Das Ticken ist leise, die Glocke nicht. Ein Werk mit sieben Steinen, das jede Uhrmacherin öffnen und reinigen kann.",
    },
  },
  {
    id: "watering-can",
    priceMinor: 5200,
    stock: 52,
    en: {
      title: "Watering can",
      summary: "Galvanised steel, 5 l",
      description:
        "Balanced so that it pours level with one hand, full or nearly empty. The brass rose gives rain fine enough for seedlings and unscrews for the tomatoes. Galvanised first, painted second.",
    },
    de: {
      title: "Gießkanne",
      summary: "Verzinkter Stahl, 5 l",
      description:
        "So ausbalanciert, dass sie mit einer Hand ruhig gießt, voll wie fast leer. Die Messingbrause regnet fein genug für Keimlinge und lässt sich für die Tomaten abschrauben. Erst verzinkt, dann lackiert.",
    },
  },
  {
    id: "binoculars",
    priceMinor: 32900,
    stock: 9,
    en: {
      title: "Binoculars",
      summary: "8 × 30, leather and brass",
      description:
        "Bright at dusk, light enough for a whole day around the neck. Porro prisms, filled with nitrogen, so they never fog inside. Serviced and realigned by the maker for thirty years.",
    },
    de: {
      title: "Fernglas",
      summary: "8 × 30, Leder und Messing",
      description:
        "Hell in der Dämmerung und leicht genug für einen ganzen Tag um den Hals. Porroprismen mit Stickstofffüllung, darum beschlägt innen nichts. Der Hersteller wartet und justiert es dreißig Jahre lang.",
    },
  },
  {
    id: "kitchen-scissors",
    priceMinor: 4600,
    stock: 75,
    en: {
      title: "Kitchen scissors",
      summary: "Forged carbon steel, 21 cm",
      description:
        "Forged hot, ground by hand, and screwed rather than riveted, so they come apart for the wash and for the whetstone. Herbs, twine, chicken bones. Comes with a peg to hang them on.",
    },
    de: {
      title: "Küchenschere",
      summary: "Geschmiedeter Kohlenstoffstahl, 21 cm",
      description:
        "Heiß geschmiedet, von Hand geschliffen und verschraubt statt vernietet: So lässt sie sich zum Spülen und zum Schärfen zerlegen. Für Kräuter, Garn und Hühnerknochen. Der Haken zum Aufhängen liegt bei.",
    },
  },
  {
    id: "picnic-basket",
    priceMinor: 8900,
    stock: 16,
    en: {
      title: "Picnic basket",
      summary: "Whole willow, with a linen cloth",
      description:
        "Woven from whole willow in one sitting, about six hours of it. Carries four plates, two bottles and a loaf. The linen cloth covers the food on the way and the grass when you arrive.",
    },
    de: {
      title: "Picknickkorb",
      summary: "Aus voller Weide, mit Leinentuch",
      description:
        "In einem Zug aus voller Weide geflochten, sechs Stunden lang. Trägt vier Teller, zwei Flaschen und ein Brot. Das Leinentuch deckt unterwegs das Essen zu und bei der Ankunft die Wiese.",
    },
  },
];
