/* render/html_style.h: the look of the HTML page. Private to the html renderer. */
#ifndef RENDER_HTML_STYLE_H
#define RENDER_HTML_STYLE_H

#include "base/buf.h"

/* Appends the style sheet, as it stands between <style> and </style>. */
void render_html_style(base_buf *out);
/* Appends the content of the page's Content-Security-Policy: nothing is loaded and nothing runs;
 * this very style sheet applies, by its hash. */
void render_html_policy(base_buf *out);

#endif
