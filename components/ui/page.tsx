import type { ReactNode } from "react";

const widths = { narrow: "max-w-md", reading: "max-w-2xl", wide: "max-w-6xl" } as const;

type Props = { width?: keyof typeof widths; title: string; lead?: ReactNode; children?: ReactNode };

/** One centred column: the page's title, its purpose, and its main action. */
export function Page({ width = "reading", title, lead, children }: Props) {
  return (
    <div className={`mx-auto w-full px-4 pt-10 pb-20 sm:px-8 sm:pt-16 ${widths[width]}`}>
      <PageHeading title={title} lead={lead} />
      {children && <div className="mt-8">{children}</div>}
    </div>
  );
}

export function PageHeading({ title, lead }: { title: string; lead?: ReactNode }) {
  return (
    <header>
      <h1 className="font-semibold text-3xl leading-tight sm:text-4xl">{title}</h1>
      {lead && <p className="mt-3 text-muted">{lead}</p>}
    </header>
  );
}
