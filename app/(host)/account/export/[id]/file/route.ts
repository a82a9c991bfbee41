import { readPersonalData } from "@/lib/host/personal-data";
import { currentSession } from "@/lib/host/two-factor";
import { problem } from "@/lib/two-factor/next/index";

/** The file itself. It is found only in the session that approved the download, for a few minutes. */
export async function GET(_: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const { id } = await params;
  const session = await currentSession();
  const data = session && (await readPersonalData(session, id));
  if (!data) return problem(404, "not_found");
  return new Response(JSON.stringify(data, null, 2), {
    headers: {
      "Content-Type": "application/json; charset=utf-8",
      "Content-Disposition": 'attachment; filename="personal-data.json"',
    },
  });
}
