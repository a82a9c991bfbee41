"use client";

import { createContext, type ReactNode, useContext } from "react";

export type FailureWords = { title: string; lead: string; again: string };

const Words = createContext<FailureWords>({ title: "", lead: "", again: "" });

/** Passes the texts of the error page to the browser, since the server may be out of reach when they are needed. */
export function FailureWordsProvider({ words, children }: { words: FailureWords; children: ReactNode }) {
  return <Words.Provider value={words}>{children}</Words.Provider>;
}

export function useFailureWords(): FailureWords {
  return useContext(Words);
}
