import { z } from "zod";
import type { NewAddress } from "@/lib/host/new-address/new-address";
import { alsoByEmail } from "@/lib/host/new-address/verified-email";
import { phoneRefusal } from "@/lib/host/people/phone-number";
import { readablePhoneNumber } from "@/lib/two-factor/index";

export const newPhone: NewAddress = {
  kind: "phone",
  channel: "sms",
  typed: z.string().regex(/^\+[1-9]\d{6,14}$/),
  invalid: "invalid-number",
  words: {
    add: "approvals.phone.add",
    change: "approvals.phone.change",
    next: "approvals.phone.next",
    confirm: "approvals.phone.confirm",
  },
  pages: {
    start: "/account/security/phone",
    confirm: "/account/security/phone/confirm",
    done: "/account/security",
  },
  readable: readablePhoneNumber,
  current: (_user, codes) => codes.phone,
  // The policy is checked first, so that a refused number gets no message.
  refuse: phoneRefusal,
  save: (phone) => ({ phone, phoneVerifiedAt: new Date() }),
  addsChannel: true,
  notices: (proved) => {
    const change = proved.from === null ? "phone-added" : "phone-changed";
    return [{ about: "security-change", change, also: alsoByEmail(proved) }];
  },
};
