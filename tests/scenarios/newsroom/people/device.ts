import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

const sha256 = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest();
const present = 0x01;
const verified = 0x04;
const hasKey = 0x40;

/** What a device is asked, and on which page. */
interface Asked {
  readonly challenge: string;
  readonly origin?: string;
  readonly rpId?: string;
  /** False: whoever held the device, it asked for no finger, face or PIN. */
  readonly knows?: boolean;
  readonly counter?: number;
}

/** A device with one passkey, by the letter of WebAuthn level 3, which also signs what no honest one would. */
export class Device {
  readonly id = randomBytes(16);
  private readonly keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });

  constructor(private readonly home: string) {}

  make(asked: Asked) {
    const { x = '', y = '' } = this.keys.publicKey.export({ format: 'jwk' });
    const [left, right] = [x, y].map((part) => Buffer.from(part, 'base64url'));
    const cose = Buffer.concat([
      Buffer.from('a5010203262001215820', 'hex'),
      left ?? Buffer.alloc(0),
      Buffer.from('225820', 'hex'),
      right ?? Buffer.alloc(0),
    ]);
    const told = this.told(asked, hasKey);
    const data = Buffer.concat([told, Buffer.alloc(16), Buffer.from([0, 16]), this.id, cose]);
    const attestationObject = Buffer.concat([
      Buffer.from('a363666d74646e6f6e656761747453746d74a068', 'hex'),
      Buffer.from('authData'),
      Buffer.from([0x58, data.length]),
      data,
    ]);
    const clientDataJSON = this.page('webauthn.create', asked);
    return this.answer({
      clientDataJSON: clientDataJSON.toString('base64url'),
      attestationObject: attestationObject.toString('base64url'),
    });
  }

  sign(asked: Asked, person?: string) {
    const authenticatorData = this.told(asked, 0);
    const clientDataJSON = this.page('webauthn.get', asked);
    const signed = Buffer.concat([authenticatorData, sha256(clientDataJSON)]);
    return this.answer({
      clientDataJSON: clientDataJSON.toString('base64url'),
      authenticatorData: authenticatorData.toString('base64url'),
      signature: sign('sha256', signed, this.keys.privateKey).toString('base64url'),
      ...(person === undefined ? {} : { userHandle: Buffer.from(person).toString('base64url') }),
    });
  }

  private told({ rpId, knows = true, counter = 0 }: Asked, more: number): Buffer {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    const flags = Buffer.from([present | (knows ? verified : 0) | more]);
    return Buffer.concat([sha256(rpId ?? new URL(this.home).hostname), flags, count]);
  }

  private page(type: string, { challenge, origin = this.home }: Asked): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
  }

  private answer(response: Readonly<Record<string, string>>) {
    const id = this.id.toString('base64url');
    return { id, rawId: id, type: 'public-key', response, clientExtensionResults: {} };
  }
}
