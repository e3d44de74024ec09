// Says of a packed release what it was made of, signed, and checks what was said.
//   npm run provenance -- dateline-0.1.0.tgz --key private.pem      writes dateline-0.1.0.tgz.provenance.json
//   npm run provenance -- dateline-0.1.0.tgz --check public.pem
import { execFileSync } from 'node:child_process';
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  sign as signBytes,
  verify as verifyBytes,
} from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';

/** in-toto's statement (v1), in it SLSA's provenance (v1), around it DSSE's envelope (v1): what others' tools read. */
const payloadType = 'application/vnd.in-toto+json';
const statementType = 'https://in-toto.io/Statement/v1';
const predicateType = 'https://slsa.dev/provenance/v1';

/** What keys may be of: others sign nothing, or otherwise. */
const keyTypes = ['ed25519', 'ec', 'rsa'];

/** A fault of what was given; its message says all that is wrong, and the cure. */
class Wrong extends Error {}

try {
  main();
} catch (error) {
  if (!(error instanceof Wrong)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

function main() {
  const options = { key: { type: 'string' }, check: { type: 'string' } };
  const { values, positionals } = readWords(options);
  const [file, ...more] = positionals;
  const { key, check } = values;
  if (file === undefined || more.length > 0 || (key === undefined) === (check === undefined)) {
    throw new Wrong('Give one packed release, and either --key private.pem or --check public.pem.');
  }
  const beside = `${file}.provenance.json`;
  if (check !== undefined) {
    const { commit, finishedOn } = checked(
      readText(beside),
      readBytes(file),
      readKey(check, createPublicKey),
    );
    console.log(`${file} was made of commit ${commit}, ${finishedOn}.`);
    return;
  }
  const privateKey = readKey(key, createPrivateKey);
  const statement = statementOf(file, readBytes(file), process.cwd());
  writeFileSync(beside, `${JSON.stringify(enveloped(statement, privateKey))}\n`);
  console.log(beside);
}

function readWords(options) {
  try {
    return parseArgs({ options, allowPositionals: true });
  } catch (error) {
    throw new Wrong(error.message, { cause: error });
  }
}

/** What a release was made of: the commit and the locked dependencies of the folder, which has nothing else in it. */
function statementOf(file, bytes, folder) {
  const { name, version } = JSON.parse(readText(join(folder, 'package.json')));
  const expected = `${name.replace('@', '').replace('/', '-')}-${version}.tgz`;
  if (basename(file) !== expected) {
    throw new Wrong(`This folder makes ${expected}, not ${basename(file)}: pack it anew.`);
  }
  const git = (...words) => gitIn(folder, words);
  // Without what `npm pack` and this program have just made.
  const changed = git('status', '--porcelain', '--', '.', `:!${basename(file)}*`);
  if (changed !== '') {
    throw new Wrong(
      `The commit would not tell what it was made of: commit this, or take it away:\n${changed}`,
    );
  }
  return {
    _type: statementType,
    subject: [{ name: basename(file), digest: { sha256: sha256(bytes) } }],
    predicateType,
    predicate: {
      buildDefinition: {
        buildType: 'urn:dateline:npm-pack:1',
        externalParameters: { commands: ['npm ci', 'npm run build', 'npm pack'], name, version },
        internalParameters: {
          node: process.version,
          platform: `${process.platform}-${process.arch}`,
        },
        resolvedDependencies: [
          { name: 'source', digest: { gitCommit: git('rev-parse', 'HEAD') } },
          {
            name: 'package-lock.json',
            digest: { sha256: sha256(readBytes(join(folder, 'package-lock.json'))) },
          },
        ],
      },
      runDetails: {
        builder: { id: 'urn:dateline:by-hand' },
        metadata: { finishedOn: new Date().toISOString() },
      },
    },
  };
}

function enveloped(statement, privateKey) {
  const payload = Buffer.from(JSON.stringify(statement));
  const signature = signBytes(hashFor(privateKey), signedPart(payload), privateKey);
  const keyid = sha256(createPublicKey(privateKey).export({ type: 'spki', format: 'der' }));
  return {
    payloadType,
    payload: payload.toString('base64'),
    signatures: [{ keyid, sig: signature.toString('base64') }],
  };
}

/** The commit and the time in an envelope that the key has signed for just these bytes. */
function checked(text, bytes, publicKey) {
  const envelope = readEnvelope(text);
  const payload = Buffer.from(envelope.payload, 'base64');
  const isSigned = envelope.signatures.some(({ sig }) =>
    verifyBytes(
      hashFor(publicKey),
      signedPart(payload),
      publicKey,
      Buffer.from(String(sig), 'base64'),
    ),
  );
  if (!isSigned) {
    throw new Wrong('The provenance is not signed by this key: take neither it nor the release.');
  }
  const statement = JSON.parse(payload.toString());
  const isOfThese = statement.subject.some(({ digest }) => digest.sha256 === sha256(bytes));
  if (statement.predicateType !== predicateType || !isOfThese) {
    throw new Wrong(
      'The provenance is signed, but of another file: this one was changed or exchanged.',
    );
  }
  const { buildDefinition, runDetails } = statement.predicate;
  const [source] = buildDefinition.resolvedDependencies;
  return { commit: source.digest.gitCommit, finishedOn: runDetails.metadata.finishedOn };
}

function readEnvelope(text) {
  try {
    const envelope = JSON.parse(text);
    const { payload, signatures } = envelope;
    const isWhole = typeof payload === 'string' && Array.isArray(signatures);
    if (isWhole && envelope.payloadType === payloadType) return envelope;
  } catch {
    // Said below.
  }
  throw new Wrong('The provenance cannot be read: it is no signed statement.');
}

/** What is signed: DSSE's pre-authentication encoding. */
function signedPart(payload) {
  const head = `DSSEv1 ${payloadType.length} ${payloadType} ${payload.length} `;
  return Buffer.concat([Buffer.from(head), payload]);
}

/** Ed25519 has its own. */
function hashFor({ asymmetricKeyType }) {
  return asymmetricKeyType === 'ed25519' ? null : 'sha256';
}

function sha256(bytes) {
  return createHash('sha256').update(bytes).digest('hex');
}

function gitIn(folder, words) {
  try {
    const out = execFileSync('git', words, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
    return out.toString().trim();
  } catch (error) {
    throw new Wrong(`This folder is not the repository that was packed: ${error.message.trim()}`, {
      cause: error,
    });
  }
}

function readKey(file, parse) {
  const pem = readText(file);
  const kind = parse === createPrivateKey ? 'private' : 'public';
  const wrong = `${file} holds no ${kind} key in PEM of a kind that signs (${keyTypes.join(', ')}).`;
  try {
    const key = parse(pem);
    if (keyTypes.includes(key.asymmetricKeyType)) return key;
  } catch (error) {
    throw new Wrong(wrong, { cause: error });
  }
  throw new Wrong(wrong);
}

function readText(file) {
  return readBytes(file).toString();
}

function readBytes(file) {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new Wrong(`${file} cannot be read: ${error.code}.`, { cause: error });
  }
}
