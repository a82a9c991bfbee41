import type { Pool } from "pg";
import { type Client, locationOf, type Reply } from "@/e2e/fixtures/http-client";
import { hiddenFields, signedIn, submitForm } from "@/e2e/fixtures/http-sign-in";
import type { Site } from "@/e2e/fixtures/http-site";
import { createMailbox, type Mailbox } from "@/e2e/fixtures/mailbox";
import { createPerson, type Person } from "@/e2e/fixtures/person";

export type Shopper = { client: Client; person: Person; mailbox: Mailbox };

/** The one product of these tests, at 18.50. */
export async function stockShelf(database: Pool): Promise<void> {
  await database.query(
    `INSERT INTO product (id, price_minor, currency, stock, picture, position)
     VALUES ('mug', 1850, 'EUR', 1000, 'enamel-mug.svg', 1) ON CONFLICT DO NOTHING`,
  );
  await database.query(
    `INSERT INTO product_text (product_id, locale, title, summary, description)
     VALUES ('mug', 'en', 'Mug', 'A mug', 'A mug') ON CONFLICT DO NOTHING`,
  );
}

/** A new signed-in person with a mug in the cart and an address: 23.40 with delivery. */
export async function readyShopper(site: Site): Promise<Shopper> {
  const person = await createPerson(site.database);
  const client = await signedIn(site, person);
  const mailbox = createMailbox(site.url, person.email);
  await submitForm(client, "/products/mug", { productId: "mug" });
  const address = { recipient: "Robin", street: "Road 7", postalCode: "20457", city: "Hamburg", country: "DE" };
  await submitForm(client, "/checkout", address, { marker: "recipient" });
  return { client, person, mailbox };
}

/** The fields of the form that places the order. */
export async function orderForm({ client }: Pick<Shopper, "client">): Promise<Record<string, string>> {
  const { text } = await client.get("/checkout");
  return hiddenFields(text.slice(text.lastIndexOf("<form", text.indexOf("Place order"))), "csrf");
}

export function pressPlaceOrder(client: Client, form: Record<string, string>): Promise<Reply> {
  return client.postMultipart("/checkout", Object.entries(form));
}

export function answerApproval(client: Client, page: Reply, path: string, code: string): Promise<Reply> {
  return client.postMultipart(path, Object.entries({ ...hiddenFields(page.text, "code"), code }));
}

/** The target of a redirect. */
export function pathOf(reply: Reply, site: Site): string {
  return locationOf(reply, site.url) ?? "";
}
