import type { Channel } from "@/lib/two-factor/core/words";

export type Authenticator = { id: string; channel: Channel; address: string };
