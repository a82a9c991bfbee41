"use server";

import { signIn } from "@/lib/host/auth";
import { signInForm } from "@/lib/host/two-factor";

/** Every form of the code page. */
export const submitSignIn = signInForm(signIn);
