/**
 * A token of MSK's IAM for this program's role. Loaded when it is needed: the signer brings all of AWS's ways to find
 * credentials along, and most programs start without.
 */
export async function mskToken(region: string): Promise<string> {
  const { generateAuthToken } = await import('aws-msk-iam-sasl-signer-js');
  return (await generateAuthToken({ region })).token;
}
