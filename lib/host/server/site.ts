/** The name people know this site by; messages carry it. */
export const siteName = "Fieldhouse Supply";

/** The largest form of this site is a few hundred bytes; anything bigger is not a person. */
export const maxBodyBytes = 65_536;
