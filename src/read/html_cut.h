/* read/html_cut.h: a page in the pieces that are parsed.
 *
 * Private to the html reader. The parser compares each attribute of a tag with all before it, so
 * those beyond the first thousands, which no page has, are left out. So are Word's marks outside of
 * comments (<![if !supportLists]>), which a browser takes as comments and the parser as text.
 * Linear in the page. */
#ifndef READ_HTML_CUT_H
#define READ_HTML_CUT_H

#include "base/str.h"

typedef struct html_cut {
    base_str text;
    size_t at;
    size_t words; /* of the open tag: its name, and what blanks part behind it */
    char quote;   /* of the open value; 0: none */
    char last;    /* byte of the tag before this one, blanks left out */
    int in_tag, in_word;
    int in_mark;       /* <![…> */
    size_t in_comment; /* offset behind its <!--, 0: in none */
    int end_tag;       /* the word begins another tag's end: it stays, as a script may end there */
} html_cut;

void html_cut_init(html_cut *cut, base_str text);
/* The next piece, of at most `most` bytes. 0 if there is none. */
int html_cut_next(html_cut *cut, size_t most, base_str *piece);

#endif
