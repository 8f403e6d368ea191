import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A key and a certificate for this machine, signed by itself, made with `openssl`. */
export const certificateOfOurs = async (): Promise<{
  readonly file: string;
  readonly tls: { readonly key: Buffer; readonly certificate: Buffer };
}> => {
  const folder = await mkdtemp(join(tmpdir(), 'l2d-certificate-'));
  const [key, file] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
  const made = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-keyout', key, '-out', file];
  execFileSync('openssl', [...made, ...subject], { stdio: 'ignore' });
  return { file, tls: { key: readFileSync(key), certificate: readFileSync(file) } };
};
