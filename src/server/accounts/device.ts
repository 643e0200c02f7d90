/** What a request tells of the device it comes from. Neither is proof of anything. */
export interface Device {
  readonly userAgent: string | null;
  readonly address: string | null;
}
