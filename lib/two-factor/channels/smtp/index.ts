/** Door: e-mail through a mail server of one's own. */
export { createSmtpChannel, type SmtpConfig } from "@/lib/two-factor/channels/smtp/smtp";
export { readSmtpUrl, type SmtpServer } from "@/lib/two-factor/channels/smtp/smtp-url";
