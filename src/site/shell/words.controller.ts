import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { wordsFor } from '../../feed/words/languages.ts';
import type { Words } from '../../feed/words/words.ts';
import { Encoded, quality } from '../../http/encoded.ts';
import { sendAsset, shareWithAll } from './assets.controller.ts';

/** Compressed once for each language. */
const encoded = new Map<Words, Encoded>();

function encodedOf(words: Words): Encoded {
  const known =
    encoded.get(words) ?? new Encoded(Buffer.from(JSON.stringify(words)), quality.forever);
  encoded.set(words, known);
  return known;
}

/** The interface's words for tickers of feeds that are not in English. */
@Controller('v1/words')
export class WordsController {
  /** Any tag is answered, in English for a language without words, so that no error appears in readers' consoles. */
  @Get(':lang')
  words(
    @Param('lang') lang: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    shareWithAll(response);
    const type = 'application/json; charset=utf-8';
    return sendAsset(request, response, { type, encoded: encodedOf(wordsFor(lang)) });
  }
}
