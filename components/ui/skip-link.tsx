export const contentId = "content";

/** The first stop of the Tab key, hidden until it has the focus. */
export function SkipLink({ text }: { text: string }) {
  return (
    <a
      href={`#${contentId}`}
      className="absolute start-4 top-3 z-10 -translate-y-24 rounded-control bg-accent px-4 py-3 font-semibold text-on-accent focus:translate-y-0"
    >
      {text}
    </a>
  );
}
