export type DemoPerson = {
  id: string;
  name: string;
  email: string;
  phone?: string;
  twoStep: boolean;
  preferredFactor?: "email" | "sms";
  houseNumber: number;
};

/** The password is public, since these accounts exist only in a demo on the reader's machine. */
export const demoPassword = "plum orbit lantern 42";

export const demoPeople: readonly DemoPerson[] = [
  {
    id: "alice",
    houseNumber: 1,
    name: "Alice Archer",
    email: "alice@example.com",
    twoStep: true,
    preferredFactor: "email",
  },
  { id: "bob", houseNumber: 2, name: "Bob Brandt", email: "bob@example.com", twoStep: false },
  {
    id: "carol",
    houseNumber: 3,
    name: "Carol Costa",
    email: "carol@example.com",
    phone: "+15005550006",
    twoStep: true,
    preferredFactor: "sms",
  },
  {
    id: "dave",
    houseNumber: 4,
    name: "Dave Dahl",
    email: "dave@example.com",
    twoStep: true,
    preferredFactor: "email",
  },
];
