#include "read/html_cut.h"

#include <string.h>

#define MOST_WORDS 2000u

void html_cut_init(html_cut *cut, base_str text)
{
    memset(cut, 0, sizeof(*cut));
    cut->text = text;
}

static int is_blank(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r' || byte == '\f';
}

static int is_letter(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

static char byte_at(const html_cut *cut, size_t at)
{
    return at < cut->text.len ? cut->text.ptr[at] : '\0';
}

static void in_tag(html_cut *cut, char byte, char next)
{
    if (cut->quote != 0) {
        cut->quote = byte == cut->quote ? '\0' : cut->quote;
    } else if (byte == '>') {
        cut->in_tag = 0;
    } else if (is_blank(byte)) {
        cut->in_word = 0;
        return;
    } else {
        if (!cut->in_word) {
            cut->words++;
            cut->end_tag = byte == '<' && next == '/';
        }
        cut->in_word = 1;
        if ((byte == '"' || byte == '\'') && cut->last == '=')
            cut->quote = byte;
    }
    cut->last = byte;
}

/* 1 if the byte just taken is the last of -->. */
static int ends_comment(const html_cut *cut)
{
    const char *end = cut->text.ptr + cut->at;
    return end[-1] == '>' && end[-2] == '-' && end[-3] == '-';
}

/* A comment or a mark like <![if !supportLists]> from here on? */
static void start_mark(html_cut *cut)
{
    cut->in_mark = byte_at(cut, cut->at + 2) == '[';
    cut->in_comment =
        byte_at(cut, cut->at + 2) == '-' && byte_at(cut, cut->at + 3) == '-' ? cut->at + 4 : 0;
}

/* Takes the next byte; 1 if it is left out. */
static int take(html_cut *cut)
{
    char byte = byte_at(cut, cut->at), next = byte_at(cut, cut->at + 1);
    if (!cut->in_tag && !cut->in_comment && !cut->in_mark && byte == '<' && next == '!')
        start_mark(cut);
    cut->at++;
    if (cut->in_tag) {
        in_tag(cut, byte, next);
        return cut->in_tag && cut->words > MOST_WORDS && !cut->end_tag;
    }
    if (cut->in_mark) {
        cut->in_mark = byte != '>';
        return 1;
    }
    if (cut->in_comment) {
        if (cut->at >= cut->in_comment && ends_comment(cut))
            cut->in_comment = 0;
        return 0;
    }
    if (byte == '<' && is_letter(next)) {
        cut->in_tag = cut->in_word = 1;
        cut->words = 1;
        cut->quote = cut->last = '\0';
        cut->end_tag = 0;
    }
    return 0;
}

int html_cut_next(html_cut *cut, size_t most, base_str *piece)
{
    while (cut->at < cut->text.len) {
        size_t start = cut->at, end = start;
        while (cut->at < cut->text.len && end - start < most && !take(cut))
            end = cut->at;
        if (end > start) {
            *piece = base_str_n(cut->text.ptr + start, end - start);
            return 1;
        }
    }
    return 0;
}
