import type { BinaryKind } from '../model/capture-facts.ts';
import type { Words } from './wording.ts';

const UNPACK = 'Unpack it, and read the file inside.';
const AS_HAR = 'Open it in the program that wrote it, and export the requests as HAR.';

/** What files are that hold no text, and what to do with them. */
export const BINARIES: Record<BinaryKind, Words> = {
  bzip2: { message: 'This is a bzip2 archive.', fix: UNPACK },
  'charles-session': {
    message: 'This is a session file of Charles.',
    fix: 'In Charles choose File > Export Session, and there HAR or JSON Session File.',
  },
  'class-or-executable': {
    message: 'This is a program, not a capture.',
    fix: 'Give a HAR, a command or a log.',
  },
  'gzip-damaged': {
    message: 'This is a gzip archive that is damaged or cut off.',
    fix: 'Ask for the file again.',
  },
  image: {
    message: 'This is an image.',
    fix: 'A picture of a request cannot be read: copy the request as text, or export a HAR.',
  },
  pcap: {
    message: 'This is a packet capture.',
    fix: 'HTTPS is encrypted in it: record a HAR in the browser, or with a proxy such as Charles.',
  },
  pdf: { message: 'This is a PDF.', fix: 'Copy the request from it as text.' },
  plist: {
    message: 'This is a binary property list.',
    fix: 'Convert it first: plutil -convert json <file>.',
  },
  rtf: {
    message: 'This is a rich text document (RTF), which changes quotation marks and braces.',
    fix: 'Save it as plain text, or copy the request from it.',
  },
  rar: { message: 'This is a RAR archive.', fix: UNPACK },
  sevenzip: { message: 'This is a 7z archive.', fix: UNPACK },
  sqlite: { message: 'This is an SQLite database.', fix: AS_HAR },
  tar: { message: 'This is a tar archive.', fix: UNPACK },
  unknown: {
    message: 'This is a binary file, not text.',
    fix: 'Give a HAR, a command, a log or a JSON body.',
  },
  video: { message: 'This is a video or audio file.', fix: 'Give a HAR, a command, a log or a JSON body.' },
  xz: { message: 'This is an xz archive.', fix: UNPACK },
  zip: {
    message: 'This is a zip archive (Fiddler .saz and Office files are, too).',
    fix: 'Unpack it, and read the HAR or text inside; from Fiddler export HTTPArchive.',
  },
  zstd: { message: 'This is a zstd archive.', fix: UNPACK },
};
