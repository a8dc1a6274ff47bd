/* read/html_names.h: the elements of a page by what the reader does with them. Private to it. */
#ifndef READ_HTML_NAMES_H
#define READ_HTML_NAMES_H

typedef enum html_kind {
    HTML_INLINE = 0, /* its text belongs to the paragraph around it */
    HTML_BLOCK,      /* begins and ends a paragraph */
    HTML_HEADING,    /* h1 to h6 */
    HTML_BREAK,      /* br */
    HTML_IMAGE,
    HTML_SKIP,       /* nothing in it is text */
    HTML_TABLE,
    HTML_ROW,
    HTML_CELL,
    HTML_HEAD_CELL,
    HTML_LIST,     /* ul, menu, dir */
    HTML_ORDERED,  /* ol */
    HTML_ITEM,     /* li */
    HTML_DELETED,  /* del, strike of a revision */
    HTML_INSERTED, /* ins */
    HTML_LINK,     /* a */
    HTML_RUBY_TEXT, /* rt, rp */
    HTML_PRE
} html_kind;

/* The kind of an element by its lower-case name. */
html_kind html_kind_of(const char *name);

#endif
