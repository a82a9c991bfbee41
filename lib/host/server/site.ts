/** The name people know this site by; messages carry it. */
export const siteName = "Fieldhouse Supply";
