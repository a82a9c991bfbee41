import { randomBytes } from "node:crypto";
import { z } from "zod";
import { approvalTexts } from "@/lib/host/language/texts";
import type { SensitiveAction } from "@/lib/two-factor/index";
import type { Prisma } from "@/prisma/client/client";

/** How long the session that approved the download can fetch the file. */
const exportMinutes = 5;

/** Opens the download of everything stored about a person. The data itself is read when it is fetched. */
export const exportData: SensitiveAction<Prisma.TransactionClient, Record<string, never>, { id: string }> = {
  name: "export-data",
  input: z.strictObject({}),
  async describe(_tx, _input, { locale }) {
    const t = approvalTexts(locale);
    return {
      ok: true,
      lines: [
        { id: "action", label: t("approvals.action"), value: t("approvals.exportData.action") },
        { id: "contents", label: t("approvals.contents"), value: t("approvals.exportData.contents") },
        {
          id: "where",
          label: t("approvals.where"),
          value: t("approvals.exportData.where", { minutes: exportMinutes }),
        },
      ],
      binds: {},
      facts: {},
    };
  },
  async run(tx, _sealed, { accountId, sessionIdHash }) {
    const id = randomBytes(32).toString("base64url");
    await tx.dataExport.deleteMany({ where: { accountId } });
    await tx.$executeRaw`
      INSERT INTO data_export (id, account_id, session_id_hash, expires_at)
      VALUES (${id}, ${accountId}, ${sessionIdHash}, now() + make_interval(mins => ${exportMinutes}::int))`;
    return { id };
  },
  doneAt: ({ id }) => `/account/export/${id}`,
  startsAt: "/account",
};
