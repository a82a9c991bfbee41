import { readPersonalData } from "@/lib/host/personal-data";
import { currentSession } from "@/lib/host/two-factor";
import { problem } from "@/lib/two-factor/next/index";

/** The file itself. Whoever has not approved it in this very session, a moment ago, finds nothing. */
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
