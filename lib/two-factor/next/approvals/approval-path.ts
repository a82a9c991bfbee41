/** The page of an approval. Its id is opaque, and opens nothing outside the session that proposed it. */
export function approvalPath(approvalId: string): string {
  return `/approve/${encodeURIComponent(approvalId)}`;
}
