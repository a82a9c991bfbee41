"use client";

import { Button } from "@/components/ui/button";
import { useFailureWords } from "@/components/ui/failure-words";
import { Page } from "@/components/ui/page";

export default function FailurePage({ retry }: { retry: () => void }) {
  const { title, lead, again } = useFailureWords();
  return (
    <Page title={title} lead={lead}>
      <Button onClick={retry}>{again}</Button>
    </Page>
  );
}
