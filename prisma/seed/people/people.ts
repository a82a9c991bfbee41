export type DemoPerson = {
  id: string;
  name: string;
  email: string;
  phone?: string;
  twoStep: boolean;
  preferredChannel?: "email" | "sms";
};

/** Public knowledge: these accounts exist in a demo on the reader's own machine only. */
export const demoPassword = "plum orbit lantern 42";

export const demoPeople: readonly DemoPerson[] = [
  { id: "alice", name: "Alice Archer", email: "alice@example.com", twoStep: true, preferredChannel: "email" },
  { id: "bob", name: "Bob Brandt", email: "bob@example.com", twoStep: false },
  {
    id: "carol",
    name: "Carol Costa",
    email: "carol@example.com",
    phone: "+15005550006",
    twoStep: true,
    preferredChannel: "sms",
  },
  { id: "dave", name: "Dave Dahl", email: "dave@example.com", twoStep: true, preferredChannel: "email" },
];
