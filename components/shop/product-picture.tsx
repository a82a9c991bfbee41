type Props = { picture: string; alt: string; first?: boolean };

/**
 * A picture at 4:5. It is a plain image, since next/image does not improve an SVG and writes an inline style that the
 * CSP refuses.
 */
export function ProductPicture({ picture, alt, first = false }: Props) {
  return (
    // biome-ignore lint/performance/noImgElement: see above
    <img
      src={`/catalogue/${picture}`}
      alt={alt}
      width={800}
      height={1000}
      loading={first ? "eager" : "lazy"}
      decoding="async"
      className="block aspect-4/5 h-auto w-full object-cover"
    />
  );
}
