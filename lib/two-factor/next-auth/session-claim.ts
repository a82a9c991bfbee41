/** Our one claim in NextAuth's token: the opaque id of the session's row. The application's callbacks never see it. */
export const claim = "countersign";
