/* doc/signature.h: the signature of a report: the organ and the date it is signed with. */
#ifndef DOC_SIGNATURE_H
#define DOC_SIGNATURE_H

#include "doc/doc.h"
#include "text/date.h"

typedef struct doc_signature {
    base_str agency;               /* as written, without （盖章）; or empty */
    text_date date;                /* offsets are of date_block's normalised text */
    const doc_block *agency_block; /* NULL: none; may be date_block */
    const doc_block *date_block;
} doc_signature;

/* The last line behind the first heading that is nothing but a date, or an organ and a date, and
 * the line of an organ right before it, else right after it. A line of an organ is short, has
 * Chinese letters and no stop, comma or colon. 1 if there is a signature. */
int doc_signature_find(const doc *document, doc_signature *out);

#endif
