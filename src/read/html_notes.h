/* read/html_notes.h: footnotes and endnotes as office programs write them into pages: Word
 * (<a href="#_ftn1">, <div id="ftn1">) and LibreOffice (<a class="sdfootnoteanc">,
 * <div id="sdfootnote1">). Private to the html reader; shapes seen in pages of both. */
#ifndef READ_HTML_NOTES_H
#define READ_HTML_NOTES_H

#include <libxml/xmlstring.h>

/* 1 for a note's mark, in the text or before the note: none of the text's characters. */
int html_note_is_mark(const char *name, const xmlChar **attributes);
/* 1 for the block that holds the text of a note. */
int html_note_is_text(const char *name, const xmlChar **attributes);

#endif
