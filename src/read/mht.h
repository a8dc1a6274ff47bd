/* read/mht.h: web pages saved with all they need in one file (mht), as browsers and Word write
 * them.
 *
 * The root part, a page in most cases, is found and decoded by read/mime.h and read as html or txt.
 * Pictures and style sheets are not text. Source: RFC 2045, 2046, 2387, 2557. */
#ifndef READ_MHT_H
#define READ_MHT_H

#include "read/read.h"

extern const read_reader read_mht;

/* Reads an archive that stands inside another file (altChunk). HECHA_E_UNSUPPORTED if there is
 * neither a page nor a plain text in it. */
int read_mht_part(const read_input *input, doc_builder *builder, hecha_err *err);

#endif
