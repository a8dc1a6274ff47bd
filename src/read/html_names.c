#include "read/html_names.h"

#include <stdlib.h>
#include <string.h>

typedef struct entry {
    const char *name;
    html_kind kind;
} entry;

/* In byte order. */
static const entry entries[] = {
    {"a", HTML_LINK},        {"address", HTML_BLOCK},  {"applet", HTML_SKIP},
    {"article", HTML_BLOCK}, {"audio", HTML_SKIP},     {"blockquote", HTML_BLOCK},
    {"body", HTML_BLOCK},    {"br", HTML_BREAK},       {"button", HTML_SKIP},
    {"canvas", HTML_SKIP},   {"caption", HTML_BLOCK},  {"center", HTML_BLOCK},
    {"dd", HTML_BLOCK},      {"del", HTML_DELETED},    {"details", HTML_BLOCK},
    {"dir", HTML_LIST},      {"div", HTML_BLOCK},      {"dl", HTML_BLOCK},
    {"dt", HTML_BLOCK},      {"fieldset", HTML_BLOCK}, {"figcaption", HTML_BLOCK},
    {"figure", HTML_BLOCK},  {"footer", HTML_BLOCK},   {"form", HTML_BLOCK},
    {"h1", HTML_HEADING},    {"h2", HTML_HEADING},     {"h3", HTML_HEADING},
    {"h4", HTML_HEADING},    {"h5", HTML_HEADING},     {"h6", HTML_HEADING},
    {"head", HTML_SKIP},     {"header", HTML_BLOCK},   {"hr", HTML_BLOCK},
    {"iframe", HTML_SKIP},   {"img", HTML_IMAGE},      {"ins", HTML_INSERTED},
    {"li", HTML_ITEM},       {"main", HTML_BLOCK},     {"math", HTML_INLINE},
    {"menu", HTML_LIST},     {"nav", HTML_SKIP},       {"noframes", HTML_SKIP},
    {"noscript", HTML_SKIP}, {"object", HTML_SKIP},    {"ol", HTML_ORDERED},
    {"option", HTML_SKIP},   {"p", HTML_BLOCK},        {"pre", HTML_PRE},
    {"rp", HTML_RUBY_TEXT},  {"rt", HTML_RUBY_TEXT},   {"script", HTML_SKIP},
    {"section", HTML_BLOCK}, {"select", HTML_SKIP},    {"style", HTML_SKIP},
    {"summary", HTML_BLOCK}, {"svg", HTML_SKIP},       {"table", HTML_TABLE},
    {"td", HTML_CELL},       {"template", HTML_SKIP},  {"textarea", HTML_SKIP},
    {"th", HTML_HEAD_CELL},  {"title", HTML_SKIP},     {"tr", HTML_ROW},
    {"ul", HTML_LIST},       {"video", HTML_SKIP},
};

static int by_name(const void *key, const void *item)
{
    return strcmp(key, ((const entry *)item)->name);
}

html_kind html_kind_of(const char *name)
{
    const entry *found =
        bsearch(name, entries, sizeof(entries) / sizeof(entries[0]), sizeof(entries[0]), by_name);
    return found ? found->kind : HTML_INLINE;
}
