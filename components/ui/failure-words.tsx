"use client";

import { createContext, type ReactNode, useContext } from "react";

export type FailureWords = { title: string; lead: string; again: string };

const Words = createContext<FailureWords>({ title: "", lead: "", again: "" });

/** Carries the words of the error page to where no server can be asked any more. */
export function FailureWordsProvider({ words, children }: { words: FailureWords; children: ReactNode }) {
  return <Words.Provider value={words}>{children}</Words.Provider>;
}

export function useFailureWords(): FailureWords {
  return useContext(Words);
}
