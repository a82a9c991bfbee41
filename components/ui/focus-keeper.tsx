"use client";

import { usePathname } from "next/navigation";
import { useEffect, useRef } from "react";

/**
 * Moves the focus to the heading of a new page, or of content that replaced the focused element. Otherwise the focus
 * would be lost, and the Tab key would begin again at the top. The browser handles the first page.
 */
export function FocusKeeper({ contentId }: { contentId: string }) {
  const pathname = usePathname();
  const shown = useRef(pathname);

  useEffect(() => {
    if (shown.current !== pathname) focusHeading(contentId);
    shown.current = pathname;
  }, [pathname, contentId]);

  useEffect(() => {
    const content = document.getElementById(contentId);
    if (!content) return;
    let focused: EventTarget | null = null;
    const remember = ({ target }: Event) => (focused = target);
    const observer = new MutationObserver(() => {
      const isGone = focused instanceof Element && !focused.isConnected;
      if (!isGone) return;
      focused = null;
      if (document.activeElement === document.body) focusHeading(contentId);
    });
    content.addEventListener("focusin", remember);
    observer.observe(content, { childList: true, subtree: true });
    return () => {
      content.removeEventListener("focusin", remember);
      observer.disconnect();
    };
  }, [contentId]);

  return null;
}

function focusHeading(contentId: string) {
  const heading = document.getElementById(contentId)?.querySelector("h1");
  if (!heading) return;
  heading.tabIndex = -1;
  heading.focus();
}
